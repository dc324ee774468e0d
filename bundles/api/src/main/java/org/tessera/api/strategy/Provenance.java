// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.strategy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Where a model comes from.
 *
 * @param task the slot it was trained for
 * @param strategy name of the strategy
 * @param version version of the strategy's bundle
 * @param settings every setting
 * @param seed of its random choices
 * @param trained when
 * @param duration how long training took
 * @param dataFrom time of the oldest event it saw; {@link Instant#EPOCH} where there was none
 * @param dataTo time of the newest event it saw
 * @param size what it saw, such as {@code customers}, {@code items}, {@code pairs}
 * @param quality measures by name, as far as they are known
 */
public record Provenance(
        String task,
        String strategy,
        String version,
        Map<String, Object> settings,
        long seed,
        Instant trained,
        Duration duration,
        Instant dataFrom,
        Instant dataTo,
        Map<String, Long> size,
        Map<String, Double> quality) {}
