// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.util.HashMap;
import java.util.Map;
import org.tessera.api.TesseraException;

/** Settings of several strategies, as {@code --set STRATEGY.NAME=VALUE} gives them. */
final class StrategySettings {
    private StrategySettings() {}

    /**
     * By strategy and name.
     *
     * @param example of one, for whoever writes it otherwise
     */
    static Map<String, Map<String, String>> of(Invocation call, String example) {
        Map<String, Map<String, String>> settings = new HashMap<>();
        call.assignments("--set").forEach((name, value) -> {
            int dot = name.indexOf('.');
            if (dot < 1) {
                throw new TesseraException(
                        "'" + name + "' does not say whose setting it is", "write it like " + example);
            }
            settings.computeIfAbsent(name.substring(0, dot), strategy -> new HashMap<>())
                    .put(name.substring(dot + 1), value);
        });
        return settings;
    }
}
