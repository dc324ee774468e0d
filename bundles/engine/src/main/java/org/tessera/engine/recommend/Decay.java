// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.util.concurrent.TimeUnit;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.strategy.Settings;

/**
 * How the weight of an item fades with the time since the customer last had to do with it: by half in every half-life.
 * The same for what is learned from and for the histories that models are asked with.
 *
 * @param halfLifeDays 0 where nothing fades
 */
public record Decay(double halfLifeDays) {
    /** Nothing fades. */
    public static final Decay NONE = new Decay(0);

    /** What is left in the end: nothing fades so far that a model takes it for no interaction. */
    private static final double LEAST = 1e-6;

    /** @throws org.tessera.api.strategy.SettingException if it is negative or no number */
    public Decay {
        Settings.inRange("halflife.days", halfLifeDays, 0, 1e6);
    }

    /** Pairs as they weigh at a moment, in ms since 1970. */
    public Interactions at(long now, Interactions pairs) {
        return halfLifeDays == 0 || !pairs.hasTimes()
                ? pairs
                : pairs.reweighted((weight, time) -> (float) (weight * left(now - time)));
    }

    /** A history as it weighs at a moment, in ms since 1970. */
    public History at(long now, History history) {
        if (halfLifeDays == 0 || history.isEmpty()) {
            return history;
        }
        int size = history.size();
        float[] weights = new float[size];
        long[] times = new long[size];
        for (int place = 0; place < size; place++) {
            times[place] = history.time(place);
            weights[place] = (float) (history.weight(place) * left(now - times[place]));
        }
        return History.ofSorted(history.toItems(), weights, times);
    }

    private double left(long age) {
        double halfLife = halfLifeDays * TimeUnit.DAYS.toMillis(1);
        return age <= 0 ? 1 : Math.max(LEAST, Math.exp(-Math.log(2) * age / halfLife));
    }
}
