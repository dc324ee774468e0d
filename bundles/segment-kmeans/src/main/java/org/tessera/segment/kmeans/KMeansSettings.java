// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.features.Preparation;

/**
 * The settings of a run, checked.
 *
 * @param k number of segments, 0 to choose it
 * @param kmin fewest segments when it is chosen
 * @param kmax most segments when it is chosen
 * @param starts independent seedings of which the best counts
 * @param iterations at most so many of Lloyd's algorithm for each start
 * @param tolerance movement of the centres, relative to the variance of the rows, at which it ends
 */
record KMeansSettings(
        int k, int kmin, int kmax, int starts, int iterations, double tolerance, Preparation preparation) {
    private static final int MOST = 10_000;

    KMeansSettings {
        Settings.inRange("k", k, 0, MOST);
        Settings.inRange("kmin", kmin, 2, MOST);
        Settings.inRange("kmax", kmax, kmin, MOST);
        Settings.inRange("starts", starts, 1, 1000);
        Settings.inRange("iterations", iterations, 1, 1_000_000);
        Settings.inRange("tolerance", tolerance, 0, 1);
    }

    static KMeansSettings of(KMeans.Config config) {
        return new KMeansSettings(
                config.k(),
                config.kmin(),
                config.kmax(),
                config.starts(),
                config.iterations(),
                config.tolerance(),
                new Preparation(
                        choice("scaling", config.scaling(), Preparation.Scaling.class),
                        choice("logs", config.logs(), Preparation.Logs.class),
                        choice("missing", config.missing(), Preparation.Missing.class),
                        Settings.inRange("levels", config.levels(), 1, 1000)));
    }

    private static <E extends Enum<E>> E choice(String setting, String value, Class<E> type) {
        E[] constants = type.getEnumConstants();
        for (E constant : constants) {
            if (constant.name().equalsIgnoreCase(value.trim())) {
                return constant;
            }
        }
        String known = Arrays.stream(constants).map(KMeansSettings::lower).collect(Collectors.joining(", "));
        throw new SettingException(setting, "'" + value + "' is not one of " + known, "give one of " + known);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Every setting by name, in the order in which a person would want to read them. */
    Map<String, Object> describe() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("k", k);
        values.put("kmin", kmin);
        values.put("kmax", kmax);
        values.put("starts", starts);
        values.put("iterations", iterations);
        values.put("tolerance", tolerance);
        values.put("scaling", lower(preparation.scaling()));
        values.put("logs", lower(preparation.logs()));
        values.put("missing", lower(preparation.missing()));
        values.put("levels", preparation.levels());
        return values;
    }
}
