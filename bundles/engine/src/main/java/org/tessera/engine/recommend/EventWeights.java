// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tessera.api.data.Event;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.engine.measure.EventLog;

/**
 * What events say about what a customer wants.
 *
 * @param byType weight by type; a type that is not listed weighs 1
 * @param takingBack types of events that take an earlier purchase of the item back
 * @param stars whether ratings alone count, each with as much as its stars
 * @param minimumRating ratings below this number of stars say nothing
 * @param seen an item that weighs at least this for a customer is not recommended again
 * @param decay how weights fade
 * @param gapMillis events without an order that lie no further apart belong to one visit
 */
public record EventWeights(
        Map<String, Double> byType,
        Set<String> takingBack,
        boolean stars,
        double minimumRating,
        double seen,
        Decay decay,
        long gapMillis) {
    private static final double MOST = 1e6;

    /** What ratings stand for. */
    private enum Ratings {
        WEIGHT,
        STARS
    }

    /** @throws SettingException if a setting is not as it should be */
    static EventWeights of(RecommendationService.Config config) {
        boolean stars = Settings.choice(Ratings.class, "ratings", config.ratings()) == Ratings.STARS;
        double seen = Settings.inRange("seen.weight", config.seen_weight(), 0, Double.MAX_VALUE);
        return new EventWeights(
                weights(config.weights()),
                Set.copyOf(Settings.list(config.taking_back())),
                stars,
                Settings.inRange("minimum.rating", config.minimum_rating(), 0, MOST),
                // Whoever gave stars has had the item, however few they were.
                stars ? 0 : seen,
                new Decay(config.halflife_days()),
                Math.round(60_000 * Settings.inRange("session.gap.min", config.session_gap_min(), 0, MOST)));
    }

    private static Map<String, Double> weights(String[] entries) {
        Map<String, Double> weights = new TreeMap<>();
        for (String entry : Settings.list(entries)) {
            int equals = entry.indexOf('=');
            double weight;
            try {
                weight = Double.parseDouble(entry.substring(equals + 1).strip());
            } catch (NumberFormatException e) {
                throw wrong(entry, "is not a type and a weight");
            }
            if (equals < 1) {
                throw wrong(entry, "is not a type and a weight");
            }
            if (!(weight >= 0 && weight <= MOST)) {
                throw wrong(entry, "is out of range, expected a weight from 0 to 1000000");
            }
            weights.put(entry.substring(0, equals).strip(), weight);
        }
        return Map.copyOf(weights);
    }

    private static SettingException wrong(String entry, String what) {
        return new SettingException(
                "weights",
                "'" + entry + "' " + what,
                "write it like view=0.2; what takes a purchase back is named in taking.back");
    }

    /** Weight of an event when it happened, 0 where it does not count. */
    float of(Event event) {
        if (!event.hasCustomer() || !event.hasItem() || takingBack.contains(event.type())) {
            return 0f;
        }
        boolean rating = event.type().equals(Event.RATING);
        if (rating && event.value() < minimumRating || stars && !rating) {
            return 0f;
        }
        if (stars) {
            boolean given = event.value() > 0 && event.value() <= MOST;
            return given ? (float) event.value() : 0f;
        }
        return byType.getOrDefault(event.type(), 1.0).floatValue();
    }

    /** Whether an event takes an earlier one back. */
    boolean takesBack(Event event) {
        return event.hasCustomer() && event.hasItem() && takingBack.contains(event.type());
    }

    /** An empty log that keeps events as these weights understand them. */
    EventLog log() {
        return new EventLog(gapMillis, stars);
    }
}
