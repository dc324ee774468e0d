// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tessera.api.recommend.Reason;
import org.tessera.numerics.random.RandomStream;

/**
 * Fills the places of one answer one after another, each with the item that is best there: by its score, less what the
 * criteria take for what was chosen before. Some places are given to chance, with equal probability for all that may stand
 * there. Pins stand where they were put. For one answer and one thread.
 */
public final class Selection {
    private final @Nullable Pick[] places;
    private final List<Criterion> criteria;
    private final List<ItemBoost> boosts;
    private final Features features;
    private final int perCategory;
    private final double exploration;
    private final RandomStream random;
    private final Map<Integer, Integer> ofCategory = new HashMap<>();
    private int open;

    /**
     * @param perCategory most items of one category; {@link Integer#MAX_VALUE} for no limit
     * @param exploration share of places given to chance
     */
    Selection(
            int n,
            List<Criterion> criteria,
            List<ItemBoost> boosts,
            Features features,
            int perCategory,
            double exploration,
            RandomStream random) {
        this.places = new Pick[n];
        this.criteria = criteria;
        this.boosts = boosts;
        this.features = features;
        this.perCategory = perCategory;
        this.exploration = exploration;
        this.random = random;
        this.open = n;
    }

    /** Puts an item at a place, from 1, before any others are chosen. */
    public void pin(int place, int item, double raw, String text) {
        List<Reason> adjustments = new ArrayList<>();
        double score = Pool.explain(item, raw, boosts, adjustments);
        adjustments.add(new Reason(Reason.RULE, -1, text, 0));
        put(place - 1, new Pick(item, raw, score, adjustments, 1));
    }

    public boolean complete() {
        return open == 0;
    }

    /** Categories that have as many items as they may. */
    public boolean isFull(int category) {
        return category >= 0 && ofCategory.getOrDefault(category, 0) >= perCategory;
    }

    /** Items chosen and pinned so far. */
    public int[] items() {
        return picks().stream().mapToInt(Pick::item).toArray();
    }

    /** What was chosen, in order; places that could not be filled are left out. */
    public List<Pick> picks() {
        List<Pick> picks = new ArrayList<>();
        for (Pick pick : places) {
            if (pick != null) {
                picks.add(pick);
            }
        }
        return picks;
    }

    /** Fills open places from a pool as far as it goes. None of its items has been chosen before. */
    public void fill(Pool pool) {
        for (Criterion criterion : criteria) {
            criterion.begin(pool.items());
        }
        boolean[] taken = new boolean[pool.size()];
        for (int place = 0; place < places.length; place++) {
            if (places[place] == null) {
                Optional<Choice> choice = choose(pool, taken);
                if (choice.isEmpty()) {
                    return;
                }
                taken[choice.get().at()] = true;
                put(place, choice.get().pick());
            }
        }
    }

    private record Choice(int at, Pick pick) {}

    private Optional<Choice> choose(Pool pool, boolean[] taken) {
        boolean[] admitted = new boolean[pool.size()];
        int count = 0;
        for (int k = 0; k < pool.size(); k++) {
            admitted[k] = !taken[k] && !isFull(features.mainCategory(pool.items()[k]));
            count += admitted[k] ? 1 : 0;
        }
        if (count == 0) {
            return Optional.empty();
        }
        double[][] penalties = new double[criteria.size()][pool.size()];
        for (int c = 0; c < penalties.length; c++) {
            criteria.get(c).penalties(admitted, penalties[c]);
        }
        double range = pool.range();
        int best = -1;
        double highest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < pool.size(); k++) {
            double value = pool.scores()[k];
            for (double[] penalty : penalties) {
                value -= range * penalty[k];
            }
            if (admitted[k] && (best < 0 || value > highest)) {
                best = k;
                highest = value;
            }
        }
        int at = exploration > 0 && random.nextDouble() < exploration ? nth(admitted, random.nextInt(count)) : best;
        double propensity = exploration / count + (at == best ? 1 - exploration : 0);
        return Optional.of(new Choice(at, pick(pool, at, penalties, at != best, propensity)));
    }

    private Pick pick(Pool pool, int at, double[][] penalties, boolean explored, double propensity) {
        List<Reason> adjustments = new ArrayList<>();
        double score = Pool.explain(pool.items()[at], pool.raw()[at], boosts, adjustments);
        for (int c = 0; c < penalties.length; c++) {
            double weight = -pool.range() * penalties[c][at];
            if (weight != 0) {
                adjustments.add(
                        criteria.get(c) instanceof Calibration
                                ? new Reason(
                                        Reason.CALIBRATION, -1, "more of its categories than in the history", weight)
                                : new Reason(Reason.DIVERSITY, -1, "like items before it", weight));
                score += weight;
            }
        }
        if (explored) {
            adjustments.add(new Reason(Reason.EXPLORATION, -1, "shown by chance, to learn whether it is wanted", 0));
        }
        return new Pick(pool.items()[at], pool.raw()[at], score, adjustments, propensity);
    }

    private static int nth(boolean[] admitted, int n) {
        int left = n;
        for (int k = 0; k < admitted.length; k++) {
            if (admitted[k] && left-- == 0) {
                return k;
            }
        }
        throw new IllegalArgumentException(n + " of " + Arrays.toString(admitted));
    }

    private void put(int place, Pick pick) {
        places[place] = pick;
        open--;
        int category = features.mainCategory(pick.item());
        if (category >= 0) {
            ofCategory.merge(category, 1, Integer::sum);
        }
        for (Criterion criterion : criteria) {
            criterion.chosen(pick.item());
        }
    }
}
