// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.measure;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.tessera.api.TesseraException;
import org.tessera.api.measure.Leaderboard.Figures;

/** A figure by which settings can be chosen. More is better for each of them. */
public enum Metric {
    NDCG(Figures::ndcg),
    NDCG_UNCUT(Figures::ndcgUncut),
    PRECISION(Figures::precision),
    RECALL(Figures::recall),
    HIT_RATE(Figures::hitRate),
    MAP(Figures::map),
    MRR(Figures::mrr),
    AUC(Figures::auc);

    private final ToDoubleFunction<Figures> value;

    Metric(ToDoubleFunction<Figures> value) {
        this.value = value;
    }

    public double of(Figures figures) {
        return value.applyAsDouble(figures);
    }

    /** The name by which people choose it, such as {@code hit_rate}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The metric of that name.
     *
     * @throws TesseraException if there is none
     */
    public static Metric named(String key) {
        return Arrays.stream(values())
                .filter(metric -> metric.key().equals(key.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TesseraException(
                        "there is no metric '" + key + "'",
                        "give one of "
                                + Arrays.stream(values()).map(Metric::key).collect(Collectors.joining(", "))));
    }
}
