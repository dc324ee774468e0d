// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as a person writes them. */
final class NumberText {
    private NumberText() {}

    /** Three digits or so: {@code 12,345}, {@code 812}, {@code 14.3}, {@code 0.25}. */
    static String rounded(double value) {
        double size = Math.abs(value);
        if (size >= 1e15) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int scale = size >= 100 ? 0 : size >= 10 ? 1 : 2;
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal rounded = size >= .1 || value == 0
                ? exact.setScale(scale, RoundingMode.HALF_EVEN)
                : exact.round(new MathContext(2, RoundingMode.HALF_EVEN));
        return plain(rounded);
    }

    /** Every digit. */
    static String exact(double value) {
        return plain(BigDecimal.valueOf(value));
    }

    /** A share, rounded: {@code 62 %}. */
    static String percent(double share) {
        double percent = 100 * share;
        return plain(BigDecimal.valueOf(percent).setScale(Math.abs(percent) < 10 ? 1 : 0, RoundingMode.HALF_EVEN))
                + " %";
    }

    /** A share to a hundredth of a percent: more digits than that are those of a fraction such as a third. */
    static String exactPercent(double share) {
        return plain(BigDecimal.valueOf(share).movePointRight(2).setScale(2, RoundingMode.HALF_EVEN)) + " %";
    }

    private static String plain(BigDecimal number) {
        String text = number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        int point = text.indexOf('.');
        String fraction = point < 0 ? "" : text.substring(point);
        String whole = point < 0 ? text : text.substring(0, point);
        int from = whole.startsWith("-") ? 1 : 0;
        StringBuilder grouped = new StringBuilder(whole);
        for (int at = whole.length() - 3; at > from; at -= 3) {
            grouped.insert(at, ',');
        }
        return grouped + fraction;
    }

    /**
     * The number with the fewest digits in {@code low <= x < high}; the roundest of them where there are several, nearest
     * to the middle.
     */
    static double roundest(double low, double high) {
        double width = high - low;
        if (!(width > 0) || !Double.isFinite(width)) {
            return low;
        }
        double middle = low + width / 2;
        int digits = (int) Math.floor(Math.log10(width));
        for (int scale = -digits - 1; scale <= -digits + 2; scale++) {
            double found = within(middle, low, high, scale);
            if (!Double.isNaN(found)) {
                return found;
            }
        }
        return low;
    }

    private static double within(double middle, double low, double high, int scale) {
        BigDecimal unit = BigDecimal.ONE.movePointLeft(scale);
        for (int step : new int[] {5, 2, 1}) {
            BigDecimal grid = unit.multiply(BigDecimal.valueOf(step));
            double candidate = new BigDecimal(middle)
                    .divide(grid, 0, RoundingMode.HALF_EVEN)
                    .multiply(grid)
                    .doubleValue();
            if (candidate >= low && candidate < high) {
                return candidate;
            }
        }
        return Double.NaN;
    }
}
