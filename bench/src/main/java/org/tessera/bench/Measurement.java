// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one measurement found; one line of the output.
 *
 * @param n rows or pairs
 * @param d columns
 * @param settings every setting of the strategy, defaults included
 * @param seconds of each repetition
 * @param quality measures by name; NaN comes out as null
 * @param more further fields of the line, after the others
 */
record Measurement(
        String task,
        String strategy,
        long n,
        long d,
        Map<String, ?> settings,
        List<Double> seconds,
        Map<String, ? extends Number> quality,
        Map<String, ?> more) {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    /** One line of JSON with the peak of this process's memory up to now. */
    String toJson() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("task", task);
        line.put("strategy", strategy);
        line.put("n", n);
        line.put("d", d);
        line.put("settings", settings);
        line.put("seconds", seconds.stream().map(Measurement::rounded).toList());
        line.put("median_s", rounded(median(seconds)));
        line.put("peak_rss_mb", PeakMemory.megabytes());
        Map<String, Object> values = new LinkedHashMap<>();
        quality.forEach((name, value) -> values.put(name, Double.isFinite(value.doubleValue()) ? value : null));
        line.put("quality", values);
        line.putAll(more);
        return GSON.toJson(line);
    }

    static double median(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("the median of nothing");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** To a tenth of a millisecond: what follows is noise. */
    static double rounded(double seconds) {
        return Math.round(seconds * 1e4) / 1e4;
    }
}
