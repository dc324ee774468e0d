// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.tessera.api.segment.Choice;

/**
 * By which rule segments are chosen. A candidate is fit to be taken if it has two clusters or more, none smaller than 1 %,
 * at most a quarter of the customers in none, and a stability of .8 or more. Of those the highest product of stability,
 * silhouette and balance wins. Customers often form a continuum, in which two halves separate best and say the least: where
 * the silhouette of the winner is .5 or less, a weak structure (Kaufman and Rousseeuw 1990, table 2.4), the most clusters
 * win among those that come within 15 % of its score.
 */
final class ChoiceRule {
    static final String TEXT =
            "highest stability × silhouette × balance of those with two segments or more, each of 1 %"
                    + " or more, at most 25 % outliers and stability 0.8 or more; where its silhouette is 0.5 or less, the most"
                    + " segments within 15 % of that score";

    static final double NEAR = .85;
    private static final double SMALLEST = .01;
    private static final double NOISE = .25;
    private static final double STABLE = .8;
    private static final double WEAK = .5;

    private ChoiceRule() {}

    /** Whether it may be taken if it proves stable. */
    static boolean promising(ChoiceTrial trial) {
        return shortcoming(trial).isEmpty();
    }

    static boolean stable(ChoiceTrial trial) {
        return promising(trial) && trial.stability() >= STABLE;
    }

    private static String shortcoming(ChoiceTrial trial) {
        if (!trial.failure().isEmpty()) {
            return trial.failure();
        } else if (trial.clusters() < 2) {
            return trial.clusters() == 0 ? "no segments" : "one segment only";
        } else if (trial.noise() > NOISE) {
            return "too many outliers";
        } else if (trial.smallest() < SMALLEST) {
            return "a segment is too small";
        }
        return "";
    }

    /** What keeps a trial from being taken; empty where nothing does. */
    static String remark(ChoiceTrial trial) {
        String shortcoming = shortcoming(trial);
        if (!shortcoming.isEmpty()) {
            return shortcoming;
        }
        return Double.isNaN(trial.stability())
                ? "stability not measured: it could not win, or the time was over"
                : trial.stability() < STABLE ? "not stable" : "";
    }

    /** The trials in the order in which they are to be taken, those that failed last. Of equals the earlier one wins. */
    static List<ChoiceTrial> ranked(List<ChoiceTrial> trials) {
        List<ChoiceTrial> ranked = new ArrayList<>(trials);
        ranked.sort(Comparator.comparingInt(ChoiceRule::tier)
                .thenComparingDouble(trial -> -value(trial.score()))
                .thenComparingDouble(trial -> -value(trial.bound())));
        Predicate<ChoiceTrial> first = trial -> tier(trial) == tier(ranked.get(0));
        if (!ranked.isEmpty() && tier(ranked.get(0)) < 3 && ranked.get(0).silhouette() <= WEAK) {
            double enough = ranked.get(0).score() * NEAR;
            List<ChoiceTrial> near = ranked.stream()
                    .filter(first.and(trial -> trial.score() >= enough))
                    .sorted(Comparator.comparingInt((ChoiceTrial trial) -> -trial.clusters()))
                    .toList();
            ranked.removeAll(near);
            ranked.addAll(0, near);
        }
        return ranked;
    }

    private static double value(double figure) {
        return Double.isNaN(figure) ? Double.NEGATIVE_INFINITY : figure;
    }

    private static int tier(ChoiceTrial trial) {
        if (!trial.failure().isEmpty()) {
            return 4;
        } else if (trial.clusters() < 2) {
            return 3;
        } else if (Double.isNaN(trial.stability())) {
            return 2;
        }
        return stable(trial) ? 0 : 1;
    }

    /** Whether it can be taken at all. */
    static boolean usable(ChoiceTrial trial) {
        return tier(trial) < 3;
    }

    /**
     * Why a trial was taken.
     *
     * @param ranked all of them
     * @param passedOver what was said of those before it that did not hold on all customers
     */
    static String reason(ChoiceTrial taken, List<ChoiceTrial> ranked, List<String> passedOver) {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%s was taken: %d segments", taken.words(), taken.clusters()));
        if (!Double.isNaN(taken.stability())) {
            text.append(String.format(
                    Locale.ROOT,
                    ", which %d bootstrap %s again with an agreement of %.2f",
                    taken.resamples(),
                    taken.resamples() == 1 ? "resample finds" : "resamples find",
                    taken.stability()));
        }
        text.append(String.format(
                Locale.ROOT,
                "; silhouette %.2f, balance %.2f, smallest segment %.1f %%",
                taken.silhouette(),
                taken.balance(),
                100 * taken.smallest()));
        text.append(taken.noise() > 0 ? String.format(Locale.ROOT, ", outliers %.1f %%", 100 * taken.noise()) : "");
        text.append('.');
        if (!stable(taken)) {
            text.append(" Nothing that was tried met every condition (this one: ")
                    .append(remark(taken))
                    .append("), so it is the best of what there is.");
        } else if (taken.silhouette() <= WEAK) {
            text.append(" The customers form no clear groups, so the most segments that score nearly as well were"
                    + " taken.");
        }
        ranked.stream()
                .filter(trial -> !trial.equals(taken) && stable(trial))
                .findFirst()
                .ifPresent(next -> text.append(String.format(
                        Locale.ROOT,
                        " Next: %s (%d segments), score %.3f against %.3f.",
                        next.words(),
                        next.clusters(),
                        next.score(),
                        taken.score())));
        passedOver.forEach(words -> text.append(' ').append(words));
        return text.toString();
    }

    static Choice choice(ChoiceTrial taken, List<ChoiceTrial> ranked, List<String> passedOver, int customers) {
        List<Choice.Candidate> candidates = new ArrayList<>();
        candidates.add(taken.candidate(true, stable(taken) ? "" : remark(taken)));
        ranked.stream()
                .filter(trial -> !trial.equals(taken))
                .forEach(trial -> candidates.add(trial.candidate(false, remark(trial))));
        return new Choice(reason(taken, ranked, passedOver), TEXT, customers, List.copyOf(candidates));
    }
}
