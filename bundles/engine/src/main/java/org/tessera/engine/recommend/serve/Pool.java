// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tessera.api.recommend.Reason;

/**
 * What one model holds ready to be chosen from, best first after boosts. Immutable by convention: nobody changes the
 * arrays.
 *
 * @param items all different
 * @param raw what the model says, by place
 * @param scores after boosts, falling
 * @param similarity of its items
 */
public record Pool(int[] items, double[] raw, double[] scores, Similarity similarity) {
    /**
     * @param found score by item as the model gives it
     * @param boosts multiply the scores
     */
    public static Pool of(Map<Integer, Double> found, List<ItemBoost> boosts, Similarity similarity) {
        record Entry(int item, double raw, double score) {}
        List<Entry> entries = new ArrayList<>(found.size());
        found.forEach((item, raw) -> entries.add(new Entry(item, raw, ItemBoost.boosted(item, raw, boosts))));
        entries.sort(Comparator.comparingDouble((Entry e) -> -e.score()).thenComparingInt(Entry::item));
        return new Pool(
                entries.stream().mapToInt(Entry::item).toArray(),
                entries.stream().mapToDouble(Entry::raw).toArray(),
                entries.stream().mapToDouble(Entry::score).toArray(),
                similarity);
    }

    public int size() {
        return items.length;
    }

    /** Between the best and the worst score; 1 where there is none. */
    double range() {
        double range = items.length == 0 ? 0 : scores[0] - scores[items.length - 1];
        return range > 0 && range < Double.POSITIVE_INFINITY ? range : 1;
    }

    /** Items by score of a ranking, in its order. */
    public static Map<Integer, Double> scores(int[] items, double[] scores) {
        Map<Integer, Double> found = new LinkedHashMap<>();
        for (int place = 0; place < items.length; place++) {
            found.put(items[place], scores[place]);
        }
        return found;
    }

    /** The reasons for what boosts did to a score, which is added up in {@code into}. */
    static double explain(int item, double raw, List<ItemBoost> boosts, List<Reason> into) {
        double score = raw;
        for (ItemBoost boost : boosts) {
            if (boost.items().contains(item)) {
                double boosted = boost.apply(score);
                into.add(new Reason(Reason.RULE, -1, boost.text(), boosted - score));
                score = boosted;
            }
        }
        return score;
    }

    @Override
    public String toString() {
        return "Pool" + Arrays.toString(items);
    }
}
