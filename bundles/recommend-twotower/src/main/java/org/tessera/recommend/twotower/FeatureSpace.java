// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.twotower;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.numerics.text.Folding;

/**
 * Numbers the features of items or customers. A feature is a label or the value of an attribute; an attribute of which
 * every value is a number, and which has more than {@value #BINS} of them, is cut into as many ranges of about equal
 * count. Features of fewer than two things tell nothing about others and are left out, as are the rarest where there are
 * too many. Immutable and safe for many threads.
 */
final class FeatureSpace {
    private static final int BINS = 10;
    private static final int FEWEST = 2;
    /** What nearly everything has tells nothing. */
    private static final double MOST_SHARE = 0.9;

    private final List<String> names;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, double[]> bounds;

    /** @param bounds by attribute, the upper end of each range but the last, ascending */
    private FeatureSpace(List<String> names, Map<String, double[]> bounds) {
        this.names = List.copyOf(names);
        this.bounds = bounds;
        for (int k = 0; k < names.size(); k++) {
            numbers.put(names.get(k), k);
        }
    }

    /**
     * @param size number of things
     * @param most features to keep
     */
    static FeatureSpace of(int size, IntFunction<Description> things, int most) {
        Map<String, double[]> bounds = bounds(size, things);
        Map<String, Integer> counts = new HashMap<>();
        FeatureSpace empty = new FeatureSpace(List.of(), bounds);
        for (int thing = 0; thing < size; thing++) {
            for (String name : empty.namesOf(things.apply(thing))) {
                counts.merge(name, 1, Integer::sum);
            }
        }
        List<String> names = counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= FEWEST && entry.getValue() <= MOST_SHARE * size)
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
        return new FeatureSpace(names, bounds);
    }

    private static Map<String, double[]> bounds(int size, IntFunction<Description> things) {
        Map<String, List<Double>> numeric = new TreeMap<>();
        for (int thing = 0; thing < size; thing++) {
            things.apply(thing)
                    .attributes()
                    .forEach((name, value) -> numeric.computeIfAbsent(name, unseen -> new ArrayList<>())
                            .add(number(value)));
        }
        Map<String, double[]> bounds = new TreeMap<>();
        numeric.forEach((name, values) -> {
            double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
            // NaN sorts last: one such value makes it an attribute of names.
            if (!Double.isNaN(sorted[sorted.length - 1])
                    && Arrays.stream(sorted).distinct().count() > BINS) {
                bounds.put(
                        name,
                        IntStream.range(1, BINS)
                                .mapToDouble(k -> sorted[(int) ((long) k * sorted.length / BINS)])
                                .distinct()
                                .toArray());
            }
        });
        return bounds;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException noNumber) {
            return Double.NaN;
        }
    }

    private List<String> namesOf(Description description) {
        List<String> found = new ArrayList<>(description.labels());
        description.attributes().forEach((name, value) -> {
            double[] ends = bounds.get(name);
            if (ends == null) {
                found.add(name + "=" + Folding.fold(value));
            } else if (!Double.isNaN(number(value))) {
                int at = Arrays.binarySearch(ends, number(value));
                int bin = at >= 0 ? at + 1 : -at - 1;
                found.add(name + (bin == 0 ? "<" + ends[0] : "\u2265" + ends[bin - 1]));
            }
        });
        return found.stream().distinct().toList();
    }

    /** Number of features. */
    int size() {
        return names.size();
    }

    String name(int feature) {
        return names.get(feature);
    }

    /** The features of a thing that are known, ascending. */
    int[] of(Description description) {
        return size() == 0
                ? new int[0]
                : namesOf(description).stream()
                        .mapToInt(name -> numbers.getOrDefault(name, -1))
                        .filter(feature -> feature >= 0)
                        .sorted()
                        .toArray();
    }

    void write(ModelOutput model) throws IOException {
        model.writeInt(names.size());
        for (String name : names) {
            model.writeText(name);
        }
        model.writeInt(bounds.size());
        for (Map.Entry<String, double[]> entry : bounds.entrySet()) {
            model.writeText(entry.getKey());
            model.writeDoubles(entry.getValue());
        }
    }

    static FeatureSpace read(ModelInput model) throws IOException {
        int size = model.readInt();
        List<String> names = new ArrayList<>();
        for (int k = 0; k < size; k++) {
            names.add(model.readText());
        }
        int count = model.readInt();
        Map<String, double[]> bounds = new TreeMap<>();
        for (int k = 0; k < count; k++) {
            bounds.put(model.readText(), model.readDoubles());
        }
        return new FeatureSpace(names, bounds);
    }
}
