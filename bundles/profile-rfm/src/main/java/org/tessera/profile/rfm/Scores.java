// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.rfm;

import java.util.List;
import java.util.Map;
import org.tessera.api.profile.Population;
import org.tessera.api.profile.Trait;
import org.tessera.api.profile.TraitSink;

/**
 * Scores from 1 to 5 by fifths of all customers, 5 the best, and the group that marketers give each combination. Equal
 * values get equal scores, so the fifths are uneven where many customers are alike.
 */
final class Scores {
    private static final String RECENCY = "recency_score";
    private static final String FREQUENCY = "frequency_score";
    private static final String MONETARY = "monetary_score";
    private static final String TRIPLE = "rfm";
    private static final String GROUP = "rfm_group";

    /** By recency score, best first, and by the mean of the other two, worst first. */
    private static final String[][] GROUPS = {
        {"New", "Potential loyal", "Loyal", "Champion", "Champion"},
        {"Promising", "Potential loyal", "Loyal", "Loyal", "Champion"},
        {"About to sleep", "Needs attention", "Needs attention", "Loyal", "Loyal"},
        {"Hibernating", "Hibernating", "At risk", "At risk", "Cannot lose"},
        {"Lost", "Lost", "At risk", "Cannot lose", "Cannot lose"},
    };

    private Scores() {}

    static List<Trait> traits(String group) {
        return List.of(
                new Trait(
                        GROUP,
                        "RFM group",
                        Trait.Type.CATEGORY,
                        "",
                        group,
                        "What marketers call customers of this recency, frequency and money.",
                        false),
                new Trait(
                        TRIPLE,
                        "RFM",
                        Trait.Type.CATEGORY,
                        "",
                        group,
                        "Scores of recency, frequency and money in one: 555 is best, 111 worst.",
                        false),
                score(RECENCY, "Recency score", group, "how recent the last order is"),
                score(FREQUENCY, "Frequency score", group, "how many orders there are"),
                score(MONETARY, "Monetary score", group, "how much money was spent"));
    }

    private static Trait score(String name, String label, String group, String what) {
        String meaning = "Fifth of all customers by " + what + ": 5 for the best fifth, 1 for the last.";
        return new Trait(name, label, Trait.Type.NUMBER, "of 5", group, meaning, false);
    }

    static void read(Map<String, Double> numbers, Population population, TraitSink sink) {
        int r = score(numbers, population, RfmProfiler.RECENCY, true);
        int f = score(numbers, population, RfmProfiler.FREQUENCY, false);
        int m = score(numbers, population, RfmProfiler.MONETARY, false);
        put(RECENCY, r, sink);
        put(FREQUENCY, f, sink);
        put(MONETARY, m, sink);
        if (r > 0 && f > 0) {
            sink.category(GROUP, group(r, m > 0 ? (f + m + 1) / 2 : f));
            if (m > 0) {
                sink.category(TRIPLE, "" + r + f + m);
            }
        }
    }

    /** What marketers call a customer by two scores. */
    static String group(int recency, int value) {
        return GROUPS[5 - recency][value - 1];
    }

    private static void put(String trait, int score, TraitSink sink) {
        if (score > 0) {
            sink.number(trait, score);
        }
    }

    /** 1 to 5, or 0 where there is nothing to score or nobody to compare with. */
    private static int score(Map<String, Double> numbers, Population population, String trait, boolean lessIsBetter) {
        Double value = numbers.get(trait);
        double rank = value == null ? Double.NaN : population.rank(trait, value);
        if (Double.isNaN(rank)) {
            return 0;
        }
        // The bit more keeps 1 - .8 from falling short of the fifth it is.
        return Math.min(5, 1 + (int) (5 * (lessIsBetter ? 1 - rank : rank) + 1e-9));
    }
}
