// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tessera.api.segment.Figure;

/** The condensed tree as a dendrogram: where dense groups split, seen from below where they merge. */
final class CondensedFigure {
    private static final int MOST_LEAVES = 60;

    private final CondensedTree tree;
    private final boolean[] shown;
    private final IntList left = new IntList();
    private final IntList right = new IntList();
    private final IntList splits = new IntList();

    private CondensedFigure(CondensedTree tree) {
        this.tree = tree;
        this.shown = new boolean[tree.clusters()];
    }

    /**
     * @param numbers label of each taken cluster, by its number in the tree
     * @return nothing where nothing splits
     */
    static List<Figure.Dendrogram> of(CondensedTree tree, Selection selection, int[] numbers) {
        return tree.clusters() == 1 ? List.of() : List.of(new CondensedFigure(tree).draw(selection, numbers));
    }

    private Figure.Dendrogram draw(Selection selection, int[] numbers) {
        int[][] parts = parts();
        // The splits at the largest distances: each comes before those below it, as numbers of parents are smaller.
        int[] order = IntStream.range(0, parts.length)
                .filter(c -> parts[c].length > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(c -> tree.death()[c])
                        .thenComparingInt(c -> c))
                .mapToInt(Integer::intValue)
                .toArray();
        int leaves = 1;
        int taken = 0;
        while (taken < order.length && (taken == 0 || leaves + parts[order[taken]].length - 1 <= MOST_LEAVES)) {
            leaves += parts[order[taken]].length - 1;
            shown[order[taken++]] = true;
        }
        int[] leaf = leaves(parts);
        int[] node = new int[tree.clusters()];
        for (int i = 0; i < leaf.length; i++) {
            node[leaf[i]] = i;
        }
        for (int i = taken - 1; i >= 0; i--) {
            int[] below = parts[order[i]];
            int merged = node[below[0]];
            for (int part = 1; part < below.length; part++) {
                left.add(merged);
                right.add(node[below[part]]);
                merged = leaf.length + splits.size();
                splits.add(order[i]);
            }
            node[order[i]] = merged;
        }
        return new Figure.Dendrogram(
                "Where segments of at least the smallest size split as the distance shrinks; rows that drop out are left out",
                left.toArray(),
                right.toArray(),
                Arrays.stream(splits.toArray())
                        .mapToDouble(c -> 1 / tree.death()[c])
                        .toArray(),
                Arrays.stream(leaf).map(c -> tree.size()[c]).toArray(),
                Arrays.stream(leaf)
                        .map(c -> selection.owner()[c])
                        .map(owner -> owner < 0 ? -1 : numbers[owner])
                        .toArray(),
                Double.NaN);
    }

    /** The clusters that each one splits into. */
    private int[][] parts() {
        int[] count = new int[tree.clusters()];
        for (int c = 1; c < count.length; c++) {
            count[tree.parent()[c]]++;
        }
        int[][] parts = new int[count.length][];
        for (int c = 0; c < count.length; c++) {
            parts[c] = new int[count[c]];
        }
        for (int c = count.length - 1; c > 0; c--) {
            parts[tree.parent()[c]][--count[tree.parent()[c]]] = c;
        }
        return parts;
    }

    /** What does not split as far as it is shown, from left to right. */
    private int[] leaves(int[][] parts) {
        IntList leaves = new IntList();
        IntList pending = new IntList();
        pending.add(0);
        while (pending.size() > 0) {
            int c = pending.removeLast();
            if (!shown[c]) {
                leaves.add(c);
                continue;
            }
            for (int part = parts[c].length - 1; part >= 0; part--) {
                pending.add(parts[c][part]);
            }
        }
        return leaves.toArray();
    }
}
