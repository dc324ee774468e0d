// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.blend;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.recommend.blend.BlendRecommender.Config;

/**
 * Checked settings.
 *
 * @param strategies names of the parts, in order
 * @param overrides settings of the parts by name
 */
record BlendSettings(
        List<String> strategies,
        Map<String, Map<String, String>> overrides,
        Method method,
        int k,
        int depth,
        double share,
        int cutoff) {
    /** Names and settings may be set apart by whatever the place they are written at leaves free. */
    private static final Pattern SEPARATOR = Pattern.compile("[,;+\\s]+");

    /** How parts are weighed. */
    enum Method {
        /** All alike, by rank. */
        RECIPROCAL,
        /** As it does best on what was held out. */
        WEIGHTS
    }

    static BlendSettings of(Config config) {
        List<String> strategies = strategies(config.strategies());
        return new BlendSettings(
                strategies,
                overrides(config.settings(), strategies),
                Settings.choice(Method.class, "method", config.method()),
                Settings.inRange("k", config.k(), 0, 100_000),
                Settings.inRange("depth", config.depth(), 1, 100_000),
                Settings.inRange("share", config.share(), .01, .9),
                Settings.inRange("cutoff", config.cutoff(), 1, 1000));
    }

    private static List<String> strategies(String text) {
        Set<String> names = SEPARATOR
                .splitAsStream(text)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (names.isEmpty() || names.contains(BlendRecommender.NAME)) {
            throw new SettingException(
                    "strategies",
                    "'" + text + "' names " + (names.isEmpty() ? "no strategy" : "the blend itself"),
                    "name other recommenders, such as itemknn,ease");
        }
        return List.copyOf(names);
    }

    private static Map<String, Map<String, String>> overrides(String text, List<String> strategies) {
        Map<String, Map<String, String>> overrides = new LinkedHashMap<>();
        for (String part : SEPARATOR.split(text.strip())) {
            if (part.isEmpty()) {
                continue;
            }
            int dot = part.indexOf('.');
            int equals = part.indexOf('=');
            if (dot < 1 || equals < dot + 2) {
                throw new SettingException(
                        "settings",
                        "'" + part + "' is no setting of a part",
                        "write strategy.setting=value, such as ease.l2=300");
            }
            String strategy = part.substring(0, dot);
            if (!strategies.contains(strategy)) {
                throw new SettingException(
                        "settings",
                        "'" + part + "' is for " + strategy + ", which is not a part",
                        "parts here: " + String.join(", ", strategies));
            }
            overrides
                    .computeIfAbsent(strategy, name -> new LinkedHashMap<>())
                    .put(part.substring(dot + 1, equals), part.substring(equals + 1));
        }
        return overrides;
    }

    Map<String, String> overridesOf(String strategy) {
        return overrides.getOrDefault(strategy, Map.of());
    }
}
