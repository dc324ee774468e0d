// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.Recommendation;

/**
 * What to offer to many customers as one: the items that stand in most of their answers. A place counts 1 / log2(place +
 * 1), as in discounted gain, and the score of an item is the mean over the customers: 1 if it came first for everybody.
 */
final class SegmentOffer {
    private final List<Recommendation> answers;
    private final Map<String, Tally> tallies = new HashMap<>();
    private String strategy = "";
    private String model = "";

    private static final class Tally {
        final String item;
        final String name;
        double gain;
        int customers;

        Tally(Recommendation.Item item) {
            this.item = item.item();
            this.name = item.name();
        }
    }

    SegmentOffer(List<Recommendation> answers) {
        this.answers = answers;
        for (Recommendation answer : answers) {
            if (strategy.isEmpty()) {
                strategy = answer.strategy();
                model = answer.model();
            }
            int place = 0;
            for (Recommendation.Item item : answer.items()) {
                Tally tally = tallies.computeIfAbsent(item.item(), id -> new Tally(item));
                tally.gain += Math.log(2) / Math.log(++place + 1);
                tally.customers++;
            }
        }
    }

    /** The best items of all. */
    Recommendation recommendation(int n, boolean why) {
        List<Recommendation.Item> items = new ArrayList<>();
        tallies.values().stream()
                .sorted(Comparator.comparingDouble((Tally tally) -> -tally.gain).thenComparing(tally -> tally.item))
                .limit(n)
                .forEach(tally -> items.add(item(tally, why)));
        return new Recommendation("", strategy, model, List.copyOf(items));
    }

    private Recommendation.Item item(Tally tally, boolean why) {
        double score = tally.gain / answers.size();
        String text = String.format(
                Locale.ROOT, "among the answers of %,d of %,d of its customers", tally.customers, answers.size());
        return new Recommendation.Item(
                tally.item,
                tally.name,
                score,
                why ? List.of(new Recommendation.Why(Reason.CUSTOMERS, text, score)) : List.of());
    }
}
