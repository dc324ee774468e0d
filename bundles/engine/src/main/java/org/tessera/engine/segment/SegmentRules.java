// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.data.FeatureTable.Categorical;
import org.tessera.engine.segment.SurrogateTree.Leaf;
import org.tessera.engine.segment.SurrogateTree.Step;

/**
 * Segments as conditions on traits: for each, the way to the leaf of its {@link SurrogateTree} that covers most of it,
 * without the conditions that add nothing.
 *
 * @param rules by number of the segment in its {@link Cohorts}
 * @param fidelity share of customers that the trees together place in the segment they are in; NaN without segments
 */
public record SegmentRules(List<Rule> rules, double fidelity) {
    /** Trees are grown on an even sample of at most so many rows. */
    private static final int SAMPLE = 100_000;

    /** More segments than these are no longer read by people; the smallest go without rules. */
    private static final int MOST = 100;

    /** A condition goes if the rule is as good without it, up to this much F1. */
    private static final double NEGLIGIBLE = .01;

    /**
     * Conditions that most of a segment meets and few others do.
     *
     * @param conditions in words, to be met together; empty where the traits do not tell the segment from others
     * @param expression the same as comparisons of traits; empty where there are none
     * @param coverage share of the segment that meets them, 0..1
     * @param precision share of the segment among those who meet them, 0..1
     */
    public record Rule(List<String> conditions, String expression, double coverage, double precision) {
        static final Rule NONE = new Rule(List.of(), "", 0, 0);

        double f1() {
            return coverage + precision == 0 ? 0 : 2 * coverage * precision / (coverage + precision);
        }
    }

    public SegmentRules {
        rules = List.copyOf(rules);
    }

    static SegmentRules of(FeatureTable table, Map<String, String> labels, Cohorts cohorts) {
        int[] sample = cohorts.sample(SAMPLE);
        BinnedTable binned = BinnedTable.of(table, sample);
        Rule[] rules = new Rule[cohorts.count()];
        Arrays.fill(rules, Rule.NONE);
        double[] highest = new double[sample.length];
        int[] placed = new int[sample.length];
        Arrays.fill(placed, -1);
        List<Integer> largest = java.util.stream.IntStream.range(0, cohorts.count())
                .boxed()
                .sorted(Comparator.comparingInt((Integer segment) -> -cohorts.size(segment)))
                .limit(MOST)
                .toList();
        for (int segment : largest) {
            boolean[] inside = new boolean[sample.length];
            boolean any = false;
            for (int k = 0; k < sample.length; k++) {
                inside[k] = cohorts.codes()[sample[k]] == segment;
                any |= inside[k];
            }
            if (!any) {
                continue;
            }
            List<Leaf> leaves = SurrogateTree.grow(binned, inside);
            for (Leaf leaf : leaves) {
                for (int row : leaf.rows()) {
                    if (leaf.share() > highest[row]) {
                        highest[row] = leaf.share();
                        placed[row] = segment;
                    }
                }
            }
            rules[segment] = new Shortener(binned, inside, labels).rule(best(leaves));
        }
        int right = 0;
        for (int k = 0; k < sample.length; k++) {
            right += placed[k] == cohorts.codes()[sample[k]] ? 1 : 0;
        }
        return new SegmentRules(List.of(rules), sample.length == 0 ? Double.NaN : (double) right / sample.length);
    }

    /** The leaf that covers most of the segment, the purer one where two cover the same. */
    private static List<Step> best(List<Leaf> leaves) {
        return leaves.stream()
                .max(Comparator.comparingInt(Leaf::positives).thenComparingDouble(Leaf::share))
                .map(Leaf::path)
                .orElse(List.of());
    }

    /** Leaves out conditions that add nothing and puts the others into words. */
    private record Shortener(BinnedTable table, boolean[] inside, Map<String, String> labels) {
        Rule rule(List<Step> path) {
            List<Step> kept = new ArrayList<>(path);
            Rule rule = measure(kept);
            for (boolean shorter = true; shorter && kept.size() > 1; ) {
                shorter = false;
                for (int k = kept.size() - 1; k >= 0 && !shorter; k--) {
                    List<Step> fewer = new ArrayList<>(kept);
                    fewer.remove(k);
                    Rule without = measure(fewer);
                    if (without.f1() >= rule.f1() - NEGLIGIBLE) {
                        kept = fewer;
                        rule = without;
                        shorter = true;
                    }
                }
            }
            return new Rule(words(kept), RuleExpression.of(table, kept), rule.coverage(), rule.precision());
        }

        /** A row without a value meets no condition on it. */
        private Rule measure(List<Step> steps) {
            int met = 0;
            int metInside = 0;
            int all = 0;
            for (int row = 0; row < table.rows(); row++) {
                boolean meets = true;
                for (int k = 0; k < steps.size() && meets; k++) {
                    Step step = steps.get(k);
                    int bin = table.bin(step.column(), row);
                    meets = bin != BinnedTable.MISSING
                            && table.columns().get(step.column()).left(bin, step.split()) == step.yes();
                }
                all += inside[row] ? 1 : 0;
                met += meets ? 1 : 0;
                metInside += meets && inside[row] ? 1 : 0;
            }
            return new Rule(
                    List.of(), "", all == 0 ? 0 : (double) metInside / all, met == 0 ? 0 : (double) metInside / met);
        }

        private List<String> words(List<Step> steps) {
            Map<Integer, List<Step>> byColumn = new LinkedHashMap<>();
            steps.forEach(step -> byColumn.computeIfAbsent(step.column(), c -> new ArrayList<>())
                    .add(step));
            List<String> words = new ArrayList<>();
            byColumn.forEach((column, ofColumn) -> {
                BinnedTable.Bins bins = table.columns().get(column);
                if (bins.column() instanceof Categorical levels) {
                    ofColumn.forEach(
                            step -> words.add(TraitWords.of(levels, labels).subject()
                                    + (step.yes() ? " is " : " is not ")
                                    + levels.levels().get(bins.levels()[step.split()])));
                } else {
                    words.add(range(bins, ofColumn));
                }
            });
            return words;
        }

        private String range(BinnedTable.Bins bins, List<Step> steps) {
            double low = Double.NEGATIVE_INFINITY;
            double high = Double.POSITIVE_INFINITY;
            for (Step step : steps) {
                double cut = bins.cuts()[step.split()];
                low = step.yes() ? low : Math.max(low, cut);
                high = step.yes() ? Math.min(high, cut) : high;
            }
            TraitWords words = TraitWords.of(bins.column(), labels);
            boolean share = words.isLevel() && low <= 1 && (high >= 0 && high <= 1 || Double.isInfinite(high));
            String subject = words.subject() + " ";
            if (Double.isInfinite(low)) {
                return subject + "at most " + words.bound(high, share);
            }
            String over = "over " + words.bound(low, share);
            return subject + over + (Double.isInfinite(high) ? "" : ", at most " + words.bound(high, share));
        }
    }
}
