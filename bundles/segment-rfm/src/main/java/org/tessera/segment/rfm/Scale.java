// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.rfm;

import java.util.Arrays;
import java.util.Locale;

/**
 * Scores of one column from 1, the worst, by groups of equal numbers of customers: fifths where there are five. Equal
 * values get equal scores, by the middle of their ranks, so groups are uneven where many customers are alike. Immutable
 * and safe for many threads.
 *
 * @param thresholds the worst value of each score from 2 on; infinite where no value reaches it
 * @param lessIsBetter whether small values are good, as of a recency
 */
record Scale(double[] thresholds, boolean lessIsBetter) {
    /** Keeps 1 - .8 from falling short of the fifth it is. */
    private static final double ROUNDING = 1e-9;

    /**
     * @param values of all customers, NaN where missing; not changed
     * @param scores how many there are
     */
    static Scale of(double[] values, int scores, boolean lessIsBetter) {
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .map(value -> lessIsBetter ? -value : value)
                .sorted()
                .toArray();
        double[] thresholds = new double[scores - 1];
        Arrays.fill(thresholds, lessIsBetter ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        int reached = 1;
        for (int from = 0; from < sorted.length; ) {
            int to = from + 1;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            double rank = (from + (to - from) / 2.0) / sorted.length;
            int score = Math.min(scores, 1 + (int) (scores * rank + ROUNDING));
            for (; reached < score; reached++) {
                thresholds[reached - 1] = lessIsBetter ? -sorted[from] : sorted[from];
            }
            from = to;
        }
        return new Scale(thresholds, lessIsBetter);
    }

    /** The score of a value, 0 where it is missing. */
    int score(double value) {
        if (Double.isNaN(value)) {
            return 0;
        }
        int score = 1;
        for (double threshold : thresholds) {
            if (lessIsBetter ? value > threshold : value < threshold) {
                break;
            }
            score++;
        }
        return score;
    }

    /** For a person, such as {@code 2 from 3, 3 from 7}. */
    String describe() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < thresholds.length; i++) {
            if (!Double.isInfinite(thresholds[i])) {
                text.append(text.isEmpty() ? "" : ", ").append(i + 2).append(lessIsBetter ? " up to " : " from ");
                text.append(number(thresholds[i]));
            }
        }
        return text.isEmpty() ? "1 for all" : text.toString();
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.6g", value);
    }
}
