// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.ranking;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.numerics.parallel.ScratchPool;
import org.tessera.numerics.sparse.Evidence;
import org.tessera.numerics.sparse.SparseSums;
import org.tessera.numerics.sparse.TopK;

/**
 * Scores of items for all customers, and for groups of them, between which a question chooses: the more evidence there
 * is of a group, the more its own scores count, so that small groups fall back on the whole smoothly. With categories
 * the history says which are liked, and how much: an item's score is that for all times how much oftener its categories
 * are in the history than in all, which few items cannot say much about. Immutable and safe for many threads.
 */
public final class GroupedScores {
    private final Grouping grouping;
    private final double[] whole;
    private final int[] order;
    private final List<String> names;
    private final Map<String, Integer> numbers;
    private final SparseMatrix byGroup;
    private final double[] evidence;
    private final SparseMatrix categories;
    private final ScratchPool<SparseSums> scratch;

    private GroupedScores(
            Grouping grouping,
            double[] whole,
            List<String> names,
            SparseMatrix byGroup,
            double[] evidence,
            SparseMatrix categories) {
        this.grouping = grouping;
        this.whole = whole;
        this.names = names;
        this.numbers = new HashMap<>();
        for (int g = 0; g < names.size(); g++) {
            numbers.put(names.get(g), g);
        }
        this.byGroup = byGroup;
        this.evidence = evidence;
        this.categories = categories;
        this.scratch = new ScratchPool<>(() -> new SparseSums(whole.length));
        TopK sorted = new TopK(Math.max(1, whole.length));
        for (int item = 0; item < whole.length; item++) {
            if (whole[item] > 0) {
                sorted.offer(item, whole[item]);
            }
        }
        this.order = sorted.drain(new double[sorted.size()]);
    }

    /** The same scores for everybody, 0 where there is no evidence. Takes ownership of the array. */
    public static GroupedScores ofAll(double[] whole) {
        return new GroupedScores(
                Grouping.none(), whole, List.of(), empty(whole.length), new double[0], empty(0));
    }

    /**
     * Scores of groups of customers or times. Takes ownership of the arrays.
     *
     * @param whole score of each item, 0 where there is no evidence
     * @param names of the groups
     * @param byGroup groups by items; scores above 0 on the scale of the whole
     * @param evidence of each group, in the unit of {@link Grouping#shrinkage()}
     */
    public static GroupedScores ofGroups(
            Grouping grouping, double[] whole, List<String> names, SparseMatrix byGroup, double[] evidence) {
        return new GroupedScores(grouping, whole, List.copyOf(names), byGroup, evidence, empty(0));
    }

    /**
     * Scores that go by the categories a history likes. Takes ownership of the arrays.
     *
     * @param whole score of each item, 0 where there is no evidence
     * @param counts how much there is of each item, which says how frequent its categories are
     */
    public static GroupedScores ofCategories(
            Grouping grouping, double[] whole, double[] counts, ItemCatalog catalog) {
        int items = whole.length;
        Map<String, Integer> numbers = new LinkedHashMap<>();
        int[][] groups = new int[items][];
        int[] starts = new int[items + 1];
        for (int i = 0; i < items; i++) {
            groups[i] = (i < catalog.size() ? catalog.categories(i) : List.<String>of())
                    .stream()
                            .mapToInt(name -> numbers.computeIfAbsent(name, unseen -> numbers.size()))
                            .sorted()
                            .distinct()
                            .toArray();
            starts[i + 1] = starts[i] + groups[i].length;
        }
        int[] columns = new int[starts[items]];
        float[] shares = new float[columns.length];
        double[] frequency = new double[numbers.size()];
        double total = 0;
        for (int i = 0; i < items; i++) {
            System.arraycopy(groups[i], 0, columns, starts[i], groups[i].length);
            Arrays.fill(shares, starts[i], starts[i + 1], 1f / groups[i].length);
            for (int g : groups[i]) {
                frequency[g] += counts[i] / groups[i].length;
            }
            total += groups[i].length == 0 ? 0 : counts[i];
        }
        float[] scores = new float[columns.length];
        for (int i = 0; i < items; i++) {
            for (int p = starts[i]; p < starts[i + 1]; p++) {
                double often = frequency[columns[p]] / total;
                scores[p] = whole[i] > 0 && often > 0 ? (float) (whole[i] * shares[p] / often) : 0f;
            }
        }
        SparseMatrix byItem = SparseMatrix.of(items, numbers.size(), starts, columns, scores);
        return new GroupedScores(
                grouping,
                whole,
                List.copyOf(numbers.keySet()),
                byItem.transposed(),
                frequency,
                SparseMatrix.of(items, numbers.size(), starts.clone(), columns.clone(), shares));
    }

    private static SparseMatrix empty(int columns) {
        return SparseMatrix.of(0, columns, new int[1], new int[0], new float[0]);
    }

    /** Number of items. */
    public int items() {
        return whole.length;
    }

    /** The score of an item for all; 0 where there is no evidence. */
    public double whole(int item) {
        return whole[item];
    }

    /**
     * How a question mixes scores.
     *
     * @param base what the scores for all count for
     * @param weights what those of groups count for, by number, ascending
     */
    private record Mix(double base, Map<Integer, Double> weights) {}

    private Mix mix(Query query) {
        if (grouping.by() == Grouping.By.CATEGORY) {
            return taste(query.history());
        }
        Integer group = numbers.get(grouping.group(query.context()));
        double there = group == null ? 0 : evidence[group];
        return group == null || !(there > 0)
                ? new Mix(1, Map.of())
                : new Mix(
                        grouping.shrinkage() / (there + grouping.shrinkage()),
                        Map.of(group, there / (there + grouping.shrinkage())));
    }

    private Mix taste(History history) {
        Map<Integer, Double> liked = new TreeMap<>();
        int size = 0;
        for (int place = 0; place < history.size() && history.item(place) < categories.rows(); place++) {
            int item = history.item(place);
            if (Evidence.BINARY.of(history.weight(place)) > 0 && categories.size(item) > 0) {
                size++;
                for (int p = categories.start(item); p < categories.end(item); p++) {
                    liked.merge(categories.column(p), (double) categories.value(p), Double::sum);
                }
            }
        }
        if (size == 0) {
            return new Mix(1, Map.of());
        }
        double all = size + grouping.taste();
        liked.replaceAll((category, share) -> share / all);
        return new Mix(grouping.taste() / all, liked);
    }

    /** The best admitted items for who asks. */
    public Ranking recommend(Query query) {
        Mix mix = mix(query);
        if (mix.weights().isEmpty()) {
            return first(query);
        }
        SparseSums more = scratch.take();
        mix.weights().forEach((group, weight) -> more.addRow(byGroup, group, weight));
        TopK best = new TopK(query.n());
        for (int k = 0; k < more.count(); k++) {
            int item = more.index(k);
            double score = mix.base() * whole[item] + more.sum(item);
            if (score >= best.bar() && query.admits(item)) {
                best.offer(item, score);
            }
        }
        for (int item : order) {
            double score = mix.base() * whole[item];
            if (score == 0 || score < best.bar()) {
                break;
            }
            if (more.sum(item) == 0 && query.admits(item)) {
                best.offer(item, score);
            }
        }
        more.clear();
        scratch.give(more);
        double[] found = new double[best.size()];
        return new Ranking(best.drain(found), found);
    }

    /** The best for all: down the list. */
    private Ranking first(Query query) {
        int[] items = new int[Math.min(query.n(), order.length)];
        double[] found = new double[items.length];
        int count = 0;
        for (int place = 0; place < order.length && count < items.length; place++) {
            int item = order[place];
            if (query.admits(item)) {
                items[count] = item;
                found[count++] = whole[item];
            }
        }
        return count == items.length
                ? new Ranking(items, found)
                : new Ranking(Arrays.copyOf(items, count), Arrays.copyOf(found, count));
    }

    /**
     * Why an item would be answered.
     *
     * @param forAll the reason that its score for all is, given what that counts for
     */
    public List<Reason> explain(Query query, int item, DoubleFunction<Reason> forAll) {
        if (item < 0 || item >= whole.length || whole[item] == 0) {
            return List.of();
        }
        Mix mix = mix(query);
        List<Reason> reasons = new ArrayList<>();
        if (mix.base() > 0) {
            reasons.add(forAll.apply(mix.base() * whole[item]));
        }
        mix.weights().forEach((group, weight) -> {
            int p = byGroup.find(group, item);
            if (p >= 0 && byGroup.value(p) > 0) {
                reasons.add(new Reason(
                        grouping.reason(),
                        Event.NONE,
                        grouping.reason(names.get(group)),
                        weight * byGroup.value(p)));
            }
        });
        return Reasons.weightiest(reasons);
    }

    /** Writes all but the grouping, which settings hold. */
    public void write(ModelOutput out) throws IOException {
        out.writeDoubles(whole);
        out.writeInt(names.size());
        for (String name : names) {
            out.writeText(name);
        }
        out.writeMatrix(byGroup);
        out.writeDoubles(evidence);
        out.writeMatrix(categories);
    }

    /** Reads what {@link #write} wrote. */
    public static GroupedScores read(ModelInput in, Grouping grouping) throws IOException {
        double[] whole = in.readDoubles();
        int size = in.readInt();
        List<String> names = new ArrayList<>();
        for (int g = 0; g < size; g++) {
            names.add(in.readText());
        }
        SparseMatrix byGroup = in.readMatrix();
        double[] evidence = in.readDoubles();
        SparseMatrix categories = in.readMatrix();
        boolean fits = byGroup.rows() == names.size()
                && byGroup.columns() == whole.length
                && evidence.length == names.size()
                && (categories.rows() == 0
                        || (categories.rows() == whole.length && categories.columns() == names.size()));
        if (!fits) {
            throw new IOException("this model is damaged: " + names.size() + " groups and " + whole.length
                    + " items do not fit " + byGroup);
        }
        return new GroupedScores(grouping, whole, names, byGroup, evidence, categories);
    }
}
