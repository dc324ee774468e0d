// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.content;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.sparse.TopK;
import org.tessera.numerics.text.Folding;

/**
 * TF-IDF vectors of items, of length 1. A term that stands {@code n} times in a field counts for the weight of the field
 * times 1 + ln n there, and in all for the sum over the fields times ln((1 + items) / (1 + items with the term)) + 1.
 */
final class ItemVectors {
    private static final int REPORT_EVERY = 64;

    private final ContentSettings settings;
    private final TrainingContext context;
    private final Map<String, Integer> numbers = new HashMap<>();

    ItemVectors(ContentSettings settings, TrainingContext context) {
        this.settings = settings;
        this.context = context;
    }

    /** Items by terms; an item without any term that counts has an empty row. */
    SparseMatrix of(ItemCatalog catalog, int items) {
        int[][] terms = new int[items][];
        float[][] counts = new float[items][];
        for (int item = 0; item < items; item++) {
            if (item % REPORT_EVERY == 0) {
                context.progress().report("reading", item, items);
            }
            Map<Integer, Double> found = item < catalog.size() ? read(catalog, item) : Map.of();
            terms[item] = found.keySet().stream().mapToInt(t -> t).sorted().toArray();
            counts[item] = new float[terms[item].length];
            for (int k = 0; k < terms[item].length; k++) {
                counts[item][k] = found.getOrDefault(terms[item][k], 0d).floatValue();
            }
        }
        return weighed(terms, counts);
    }

    private Map<Integer, Double> read(ItemCatalog catalog, int item) {
        Map<Integer, Double> found = new HashMap<>();
        ContentSettings.Fields fields = settings.fields();
        words(catalog.name(item), fields.name(), found);
        words(catalog.text(item), fields.text(), found);
        if (fields.categories() > 0) {
            for (String category : catalog.categories(item)) {
                found.merge(number("category=" + Folding.fold(category)), fields.categories(), Double::sum);
            }
        }
        if (fields.attributes() > 0) {
            // In order of the names: maps may come in another order with each start of the JVM.
            new TreeMap<>(catalog.attributes(item))
                    .forEach((name, value) ->
                            found.merge(number(name + "=" + Folding.fold(value)), fields.attributes(), Double::sum));
        }
        return found;
    }

    private void words(String text, double weight, Map<Integer, Double> found) {
        if (weight == 0 || text.isEmpty()) {
            return;
        }
        Map<Integer, Integer> counts = new HashMap<>();
        settings.tokenizer().forEach(text, term -> counts.merge(number(term), 1, Integer::sum));
        counts.forEach((term, count) -> found.merge(term, weight * (1 + Math.log(count)), Double::sum));
    }

    private int number(String term) {
        return numbers.computeIfAbsent(term, unseen -> numbers.size());
    }

    private SparseMatrix weighed(int[][] terms, float[][] counts) {
        int items = terms.length;
        float[] rarity = new float[numbers.size()];
        int[] column = new int[numbers.size()];
        int columns = choose(terms, rarity, column);
        int[] starts = new int[items + 1];
        int[][] indexes = new int[items][];
        float[][] values = new float[items][];
        for (int item = 0; item < items; item++) {
            if (item % REPORT_EVERY == 0) {
                context.progress().report("weighing", item, items);
            }
            for (int k = 0; k < terms[item].length; k++) {
                counts[item][k] *= rarity[terms[item][k]];
            }
            int[] places = heaviest(counts[item]);
            values[item] = normalised(places, counts[item]);
            indexes[item] = new int[places.length];
            for (int k = 0; k < places.length; k++) {
                indexes[item][k] = column[terms[item][places[k]]];
            }
            starts[item + 1] = Math.addExact(starts[item], places.length);
        }
        return joined(columns, starts, indexes, values);
    }

    /** Gives the terms that count a column, in their order, and returns how many they are; the others are not rare at all. */
    private int choose(int[][] terms, float[] rarity, int[] column) {
        int[] having = new int[rarity.length];
        for (int[] row : terms) {
            for (int term : row) {
                having[term]++;
            }
        }
        int columns = 0;
        for (int term = 0; term < having.length; term++) {
            if (settings.vocabulary().admits(having[term], terms.length)) {
                rarity[term] = (float) (Math.log((1d + terms.length) / (1d + having[term])) + 1);
                column[term] = columns++;
            }
        }
        return columns;
    }

    /** Places of the weightiest terms, ascending. */
    private int[] heaviest(float[] weights) {
        TopK best = new TopK(settings.vocabulary().termsPerItem());
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] > 0) {
                best.offer(k, weights[k]);
            }
        }
        int[] places = best.drain(new double[best.size()]);
        Arrays.sort(places);
        return places;
    }

    private static float[] normalised(int[] places, float[] weights) {
        double square = 0;
        for (int place : places) {
            square += (double) weights[place] * weights[place];
        }
        double length = Math.sqrt(square);
        float[] values = new float[places.length];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) (weights[places[k]] / length);
        }
        return values;
    }

    private static SparseMatrix joined(int columns, int[] starts, int[][] indexes, float[][] values) {
        int items = indexes.length;
        int[] allIndexes = new int[starts[items]];
        float[] allValues = new float[starts[items]];
        for (int item = 0; item < items; item++) {
            System.arraycopy(indexes[item], 0, allIndexes, starts[item], indexes[item].length);
            System.arraycopy(values[item], 0, allValues, starts[item], values[item].length);
        }
        return SparseMatrix.of(items, columns, starts, allIndexes, allValues);
    }
}
