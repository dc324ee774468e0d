// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.data.FeatureTable.Column;
import org.tessera.api.segment.Segment;

/**
 * Says in words what segments are like, from the table alone: any traits, any way of grouping. Differences of numbers
 * are Cohen's d with pooled deviation (Cohen 1988, "Statistical power analysis for the behavioral sciences", section 2.2)
 * of the value, or of its logarithm where it is skewed; those of levels are differences of shares, ranked by Cohen's h
 * (section 6.2). Time grows with the cells of the table, and with segments × columns × a sample of the rows.
 */
public final class SegmentDescriber {
    private SegmentDescriber() {}

    /**
     * Segments in words and as rules.
     *
     * @param segments clusters by number, noise last
     * @param rules of each of them, in the same order
     */
    public record Description(List<Segment> segments, SegmentRules rules) {
        public Description {
            segments = List.copyOf(segments);
        }
    }

    /**
     * Describes segments.
     *
     * @param clusters of the table's rows, negative for noise
     * @param labels of traits by name, such as {@code Last order}; those without one are called by their names
     */
    public static Description explain(FeatureTable table, int[] clusters, Map<String, String> labels) {
        return explain(table, clusters, labels, Map.of());
    }

    /**
     * As above, with names for some of the segments.
     *
     * @param given names by cluster
     */
    public static Description explain(
            FeatureTable table, int[] clusters, Map<String, String> labels, Map<Integer, String> given) {
        if (clusters.length != table.rows()) {
            throw new IllegalArgumentException(clusters.length + " labels for " + table.rows() + " rows");
        }
        Cohorts cohorts = Cohorts.of(clusters);
        int[] sample = cohorts.sample(DescribedTrait.SAMPLE);
        List<DescribedTrait> traits = new ArrayList<>();
        for (Column column : table.columns()) {
            traits.add(DescribedTrait.of(column, labels, cohorts, sample));
        }
        SegmentRules rules = SegmentRules.of(table, labels, cohorts);
        Contrasts contrasts = new Contrasts(traits, cohorts);
        SegmentNames names = new SegmentNames();
        // First, so that a name that is made gives way to one that is given.
        Map<Integer, String> known = new TreeMap<>(given);
        known.keySet().retainAll(Arrays.stream(cohorts.labels()).boxed().toList());
        known.replaceAll((label, name) -> names.given(name));
        List<Segment> segments = new ArrayList<>();
        for (int segment = 0; segment < cohorts.count(); segment++) {
            List<Contrast> telling = contrasts.of(segment);
            Map<String, Object> typical = new LinkedHashMap<>();
            for (DescribedTrait trait : traits) {
                int number = segment;
                trait.typical(number).ifPresent(value -> typical.put(trait.name(), value));
            }
            boolean noise = cohorts.isNoise(segment);
            @Nullable String name = known.get(cohorts.labels()[segment]);
            segments.add(new Segment(
                    noise ? FormedSegments.NOISE : Integer.toString(cohorts.labels()[segment]),
                    name != null ? name : noise ? names.noise() : names.of(telling),
                    cohorts.size(segment),
                    (double) cohorts.size(segment) / table.rows(),
                    typical,
                    telling.stream()
                            .map(c -> new Segment.Difference(c.trait().name(), c.effect(), c.text()))
                            .toList(),
                    rules.rules().get(segment).conditions(),
                    rules.rules().get(segment).expression(),
                    Segment.Card.NONE));
        }
        return new Description(segments, rules);
    }
}
