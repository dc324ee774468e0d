// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.segment;

import java.time.Instant;
import java.util.List;

/**
 * How far the traits of customers have moved away from what segments were formed of.
 *
 * @param since when the segments were formed
 * @param customersThen how many there were then
 * @param customersNow how many there are now
 * @param shifts of the traits they were formed of, the largest first
 * @param warning in words; empty where nothing is to be warned of
 */
public record Drift(Instant since, int customersThen, int customersNow, List<Shift> shifts, String warning) {
    /**
     * How far one trait has moved.
     *
     * @param trait name of the column
     * @param index population stability index of its deciles or levels; 0 where nothing has changed
     * @param strength {@code none}, {@code moderate} above 0.1, {@code strong} above 0.25
     */
    public record Shift(String trait, double index, String strength) {}
}
