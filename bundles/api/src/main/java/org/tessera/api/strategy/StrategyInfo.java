// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.strategy;

import java.util.Map;

/**
 * A strategy that is there, or one that should be and is not.
 *
 * @param task the slot it can fill
 * @param name its {@code strategy.name}
 * @param version of its bundle
 * @param bundle symbolic name of its bundle
 * @param state {@code ready}, {@code serving}, {@code fallback}, or what keeps it from being ready
 * @param champion whether it is preferred for its task
 * @param settings those in force
 * @param reason why it is in that state, in words
 */
public record StrategyInfo(
        String task,
        String name,
        String version,
        String bundle,
        String state,
        boolean champion,
        Map<String, Object> settings,
        String reason) {}
