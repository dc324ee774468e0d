// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How an engine is to start.
 *
 * @param purpose what the process does with the home, for whoever finds it locked
 * @param settings by PID, or by {@code pid~name}; they go before the files of {@code conf/}
 * @param leftOut names of bundle folders that are not installed, such as {@code console}
 * @param patience how long components may take to come up
 * @param evenIfIncomplete whether to go on without what does not come up
 * @param whenHomeIsThere run once the home is complete and locked
 */
record Plan(
        String purpose,
        Map<String, Map<String, Object>> settings,
        Set<String> leftOut,
        Duration patience,
        boolean evenIfIncomplete,
        Consumer<Home> whenHomeIsThere) {}
