// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A small decision tree that tells one segment from all others (Breiman, Friedman, Olshen and Stone 1984,
 * "Classification and regression trees"): Gini impurity, the segment and the rest weighing the same however small the
 * segment is. Rows without a value go where most rows go. The same table gives the same tree; of equal splits the first
 * column's lowest wins.
 */
final class SurrogateTree {
    private static final int DEPTH = 3;

    /** A split must take away this share of the impurity at the root to be worth saying. */
    private static final double LEAST_GAIN = .005;

    private final BinnedTable table;
    private final boolean[] inside;
    private final int positives;
    private final int smallest;
    private final List<Leaf> leaves = new ArrayList<>();

    /**
     * One test on the way to a leaf.
     *
     * @param yes whether the row is on the left of the split
     */
    record Step(int column, int split, boolean yes) {}

    /**
     * Where rows end.
     *
     * @param path tests that lead here
     * @param rows of the binned table
     * @param positives rows of the segment among them
     */
    record Leaf(List<Step> path, int[] rows, int positives) {
        double share() {
            return (double) positives / rows.length;
        }
    }

    private SurrogateTree(BinnedTable table, boolean[] inside) {
        this.table = table;
        this.inside = inside;
        this.positives = count(IntStream.range(0, table.rows()).toArray());
        this.smallest = Math.max(1, Math.min(table.rows() / 200, positives / 10));
    }

    /**
     * @param inside whether each row of the table belongs to the segment
     * @return the leaves
     */
    static List<Leaf> grow(BinnedTable table, boolean[] inside) {
        SurrogateTree tree = new SurrogateTree(table, inside);
        tree.split(IntStream.range(0, table.rows()).toArray(), List.of());
        return tree.leaves;
    }

    private int count(int[] rows) {
        int count = 0;
        for (int row : rows) {
            count += inside[row] ? 1 : 0;
        }
        return count;
    }

    private void split(int[] rows, List<Step> path) {
        int here = count(rows);
        Best best = new Best();
        if (path.size() < DEPTH && here > 0 && here < rows.length) {
            for (int column = 0; column < table.columns().size(); column++) {
                search(column, rows, best);
            }
        }
        if (best.column < 0) {
            leaves.add(new Leaf(path, rows, here));
            return;
        }
        BinnedTable.Bins bins = table.columns().get(best.column);
        boolean[] left = new boolean[rows.length];
        int count = 0;
        for (int k = 0; k < rows.length; k++) {
            int bin = table.bin(best.column, rows[k]);
            left[k] = bin == BinnedTable.MISSING ? best.missingLeft : bins.left(bin, best.split);
            count += left[k] ? 1 : 0;
        }
        int[] lefts = new int[count];
        int[] rights = new int[rows.length - count];
        int l = 0;
        int r = 0;
        for (int k = 0; k < rows.length; k++) {
            if (left[k]) {
                lefts[l++] = rows[k];
            } else {
                rights[r++] = rows[k];
            }
        }
        split(lefts, with(path, new Step(best.column, best.split, true)));
        split(rights, with(path, new Step(best.column, best.split, false)));
    }

    private static List<Step> with(List<Step> path, Step step) {
        List<Step> longer = new ArrayList<>(path);
        longer.add(step);
        return List.copyOf(longer);
    }

    private static final class Best {
        int column = -1;
        int split;
        boolean missingLeft;
        double gain = LEAST_GAIN;
    }

    /** Weighs every split of a column for some rows, by counts of the segment (odd places) and the rest by bin. */
    private void search(int column, int[] rows, Best best) {
        BinnedTable.Bins bins = table.columns().get(column);
        if (bins.splits() == 0) {
            return;
        }
        int[] counts = new int[2 * (BinnedTable.MISSING + 1)];
        for (int row : rows) {
            counts[2 * table.bin(column, row) + (inside[row] ? 1 : 0)]++;
        }
        int[] missing = Arrays.copyOfRange(counts, 2 * BinnedTable.MISSING, counts.length);
        int[] total = new int[2];
        for (int bin = 0; bin < bins.count(); bin++) {
            total[0] += counts[2 * bin];
            total[1] += counts[2 * bin + 1];
        }
        double before = impurity(total[0] + missing[0], total[1] + missing[1]);
        int[] left = new int[2];
        for (int split = 0; split < bins.splits(); split++) {
            left[0] = counts[2 * split] + (bins.numeric() ? left[0] : 0);
            left[1] = counts[2 * split + 1] + (bins.numeric() ? left[1] : 0);
            int present = left[0] + left[1];
            boolean missingLeft = 2 * present > total[0] + total[1];
            int outsiders = left[0] + (missingLeft ? missing[0] : 0);
            int insiders = left[1] + (missingLeft ? missing[1] : 0);
            int size = outsiders + insiders;
            if (present == 0 || present == total[0] + total[1] || size < smallest || rows.length - size < smallest) {
                continue;
            }
            double gain = before
                    - impurity(outsiders, insiders)
                    - impurity(total[0] + missing[0] - outsiders, total[1] + missing[1] - insiders);
            // Not by a hair, so that rounding does not choose between equal splits.
            if (gain > best.gain + 1e-12) {
                best.column = column;
                best.split = split;
                best.missingLeft = missingLeft;
                best.gain = gain;
            }
        }
    }

    /** Gini impurity times weight, the segment and the rest weighing one each at the root. */
    private double impurity(int outsiders, int insiders) {
        double p = (double) insiders / positives;
        double q = (double) outsiders / Math.max(1, table.rows() - positives);
        return p + q == 0 ? 0 : 2 * p * q / (p + q);
    }
}
