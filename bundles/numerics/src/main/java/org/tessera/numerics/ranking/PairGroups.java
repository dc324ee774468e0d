// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.tessera.api.TesseraException;
import org.tessera.api.data.CustomerCatalog;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.numerics.sparse.SparseSums;

/**
 * The pairs of a training by the group their customer, or their time, belongs to, for adding up. Groups are numbered in
 * the order of the first pair of each. Immutable and safe for many threads.
 */
public final class PairGroups {
    private static final int REPORT_EVERY = 1 << 12;

    private final Interactions interactions;
    private final List<String> names;
    /** Positions by group: those of group g from starts[g] to below starts[g + 1]. */
    private final int[] starts;

    private final int[] positions;

    private PairGroups(Interactions interactions, List<String> names, int[] starts, int[] positions) {
        this.interactions = interactions;
        this.names = names;
        this.starts = starts;
        this.positions = positions;
    }

    /** What a pair counts for. */
    @FunctionalInterface
    public interface PairValue {
        /**
         * @param weight above 0
         * @param time of the newest event in ms since 1970; 0 where unknown
         * @return at least 0
         */
        double of(float weight, long time);
    }

    /** Puts pairs into groups; those of no group are in none. */
    public static PairGroups of(RecommenderInput input, Grouping grouping) {
        Interactions interactions = input.interactions();
        if (grouping.by() == Grouping.By.ALL || grouping.by() == Grouping.By.CATEGORY) {
            return new PairGroups(interactions, List.of(), new int[1], new int[0]);
        }
        SparseMatrix pairs = interactions.byCustomer();
        Map<String, Integer> numbers = new LinkedHashMap<>();
        int[] groupOf = new int[pairs.size()];
        CustomerCatalog customers = input.customers();
        for (int c = 0; c < pairs.rows(); c++) {
            String segment = c < customers.size() ? customers.segment(c) : "";
            Map<String, String> attributes = c < customers.size() ? customers.attributes(c) : Map.of();
            for (int p = pairs.start(c); p < pairs.end(c); p++) {
                String group = grouping.group(segment, attributes, interactions.time(p));
                groupOf[p] = group.isEmpty() ? -1 : numbers.computeIfAbsent(group, unseen -> numbers.size());
            }
        }
        int[] starts = new int[numbers.size() + 1];
        for (int group : groupOf) {
            if (group >= 0) {
                starts[group + 1]++;
            }
        }
        for (int g = 0; g < numbers.size(); g++) {
            starts[g + 1] += starts[g];
        }
        int[] next = starts.clone();
        int[] positions = new int[starts[numbers.size()]];
        for (int p = 0; p < groupOf.length; p++) {
            if (groupOf[p] >= 0) {
                positions[next[groupOf[p]]++] = p;
            }
        }
        return new PairGroups(interactions, List.copyOf(numbers.keySet()), starts, positions);
    }

    /** The groups, by number. */
    public List<String> names() {
        return names;
    }

    /**
     * Adds up by item over all pairs of a weight above 0, those of no group too.
     *
     * @param watcher told how many customers are done
     * @throws TesseraException if a weight is NaN or infinite
     */
    public double[] sums(PairValue value, IntConsumer watcher) {
        SparseMatrix pairs = interactions.byCustomer();
        double[] sums = new double[pairs.columns()];
        for (int c = 0; c < pairs.rows(); c++) {
            if (c % REPORT_EVERY == 0) {
                watcher.accept(c);
            }
            for (int p = pairs.start(c); p < pairs.end(c); p++) {
                float weight = pairs.value(p);
                if (!Float.isFinite(weight)) {
                    throw new TesseraException(
                            "customer " + c + " and item " + pairs.column(p) + " have the weight " + weight
                                    + ", expected a finite number",
                            "check where the weights come from");
                }
                if (weight > 0) {
                    sums[pairs.column(p)] += value.of(weight, interactions.time(p));
                }
            }
        }
        watcher.accept(pairs.rows());
        return sums;
    }

    /** Adds up by group and item: groups by items, sums above 0. */
    public SparseMatrix sumsByGroup(PairValue value) {
        SparseMatrix pairs = interactions.byCustomer();
        SparseSums sums = new SparseSums(pairs.columns());
        List<int[]> rows = new ArrayList<>();
        List<float[]> values = new ArrayList<>();
        int[] begin = new int[names.size() + 1];
        for (int g = 0; g < names.size(); g++) {
            for (int k = starts[g]; k < starts[g + 1]; k++) {
                int p = positions[k];
                if (pairs.value(p) > 0) {
                    sums.add(pairs.column(p), value.of(pairs.value(p), interactions.time(p)));
                }
            }
            int[] row = new int[sums.count()];
            for (int k = 0; k < row.length; k++) {
                row[k] = sums.index(k);
            }
            Arrays.sort(row);
            float[] of = new float[row.length];
            for (int k = 0; k < row.length; k++) {
                of[k] = (float) sums.sum(row[k]);
            }
            sums.clear();
            rows.add(row);
            values.add(of);
            begin[g + 1] = Math.addExact(begin[g], row.length);
        }
        int[] columns = new int[begin[names.size()]];
        float[] all = new float[columns.length];
        for (int g = 0; g < names.size(); g++) {
            System.arraycopy(rows.get(g), 0, columns, begin[g], rows.get(g).length);
            System.arraycopy(values.get(g), 0, all, begin[g], rows.get(g).length);
        }
        return SparseMatrix.of(names.size(), pairs.columns(), begin, columns, all);
    }
}
