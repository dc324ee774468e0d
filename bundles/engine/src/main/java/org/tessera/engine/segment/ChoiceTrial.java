// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.Arrays;
import java.util.Map;
import org.tessera.api.segment.Choice;

/**
 * A strategy with settings, and how it did on the sample. What was not measured is NaN.
 *
 * @param contender the strategy and what it is trained on
 * @param labels of the sample's rows; empty where it failed
 * @param resamples the stability was measured on
 * @param failure what kept it from forming segments; empty where nothing did
 */
record ChoiceTrial(
        Contender contender,
        Map<String, Object> settings,
        int[] labels,
        int clusters,
        double silhouette,
        double balance,
        double smallest,
        double noise,
        double stability,
        int resamples,
        double seconds,
        String failure) {
    static ChoiceTrial failed(Contender contender, Map<String, Object> settings, double seconds, String why) {
        return new ChoiceTrial(
                contender,
                settings,
                new int[0],
                0,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                0,
                seconds,
                why);
    }

    /**
     * What the labels alone say.
     *
     * @param silhouette mean over the rows in clusters; NaN with fewer than two
     */
    static ChoiceTrial of(
            Contender contender, Map<String, Object> settings, int[] labels, double silhouette, double seconds) {
        int clusters = Arrays.stream(labels).max().orElse(-1) + 1;
        int[] sizes = new int[Math.max(0, clusters)];
        for (int label : labels) {
            if (label >= 0) {
                sizes[label]++;
            }
        }
        int inside = Arrays.stream(sizes).sum();
        double noise = 1 - (double) inside / labels.length;
        double entropy = 0;
        for (int size : sizes) {
            double share = (double) size / Math.max(1, inside);
            entropy -= share > 0 ? share * Math.log(share) : 0;
        }
        return new ChoiceTrial(
                contender,
                settings,
                labels,
                clusters,
                silhouette * (1 - noise),
                clusters < 2 ? Double.NaN : entropy / Math.log(clusters),
                clusters < 1 ? Double.NaN : (double) Arrays.stream(sizes).min().orElse(0) / labels.length,
                noise,
                Double.NaN,
                0,
                seconds,
                "");
    }

    ChoiceTrial withStability(double measured, int on, double moreSeconds) {
        return new ChoiceTrial(
                contender,
                settings,
                labels,
                clusters,
                silhouette,
                balance,
                smallest,
                noise,
                measured,
                on,
                seconds + moreSeconds,
                failure);
    }

    /** The highest score it can have, whatever its stability. */
    double bound() {
        return silhouette * balance;
    }

    double score() {
        return stability * bound();
    }

    Choice.Candidate candidate(boolean picked, String remark) {
        return new Choice.Candidate(
                contender.strategy(),
                settings,
                clusters,
                stability,
                silhouette,
                balance,
                smallest,
                noise,
                score(),
                seconds,
                picked,
                remark);
    }

    /** Such as {@code kmeans with k = 5}. */
    String words() {
        String set = settings.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(setting -> setting.getKey() + " = " + setting.getValue())
                .collect(java.util.stream.Collectors.joining(", "));
        return contender.strategy() + (set.isEmpty() ? "" : " with " + set);
    }
}
