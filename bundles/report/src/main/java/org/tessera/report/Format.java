// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as a reader wants them: separators, few digits, UTC. The same in every locale. */
final class Format {
    /** Where there is no number. */
    static final String NONE = "\u2013";

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);

    private Format() {}

    static String count(long value) {
        return String.format(Locale.ENGLISH, "%,d", value);
    }

    /** A count with the noun that goes with it. */
    static String count(long value, String one, String many) {
        return count(value) + " " + (value == 1 ? one : many);
    }

    /** A share of 1 in percent; small ones keep a digit that says something. */
    static String percent(double share) {
        if (Double.isNaN(share)) {
            return NONE;
        }
        double percent = share * 100;
        if (percent > 0 && percent < 0.1) {
            return "< 0.1%";
        }
        return percent >= 99.95 || percent == 0
                ? String.format(Locale.ENGLISH, "%.0f%%", percent)
                : String.format(Locale.ENGLISH, "%.1f%%", percent);
    }

    /** Three digits that count, more where the whole part has more. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return NONE;
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "\u221e" : "\u2212\u221e";
        }
        if (Math.abs(value) >= 100) {
            return minus(String.format(Locale.ENGLISH, "%,.0f", value));
        }
        BigDecimal rounded = new BigDecimal(value)
                .round(new MathContext(3, RoundingMode.HALF_UP))
                .stripTrailingZeros();
        if (rounded.signum() == 0) {
            return "0";
        }
        return rounded.abs().compareTo(new BigDecimal("0.0001")) < 0
                ? String.format(Locale.ENGLISH, "%.1e", value)
                : minus(rounded.toPlainString());
    }

    /** So many digits after the point: for columns that are compared. */
    static String fixed(double value, int digits) {
        return Double.isNaN(value) ? NONE : minus(String.format(Locale.ENGLISH, "%,." + digits + "f", value));
    }

    /** Money without a currency, which no source names; cents where the amount is small. */
    static String money(double value) {
        return fixed(value, Math.abs(value) < 100 ? 2 : 0);
    }

    static String seconds(double seconds) {
        if (Double.isNaN(seconds)) {
            return NONE;
        }
        if (seconds >= 120) {
            long whole = Math.round(seconds);
            return whole / 60 + " min " + whole % 60 + " s";
        }
        return seconds < 0.001 ? "< 1 ms" : seconds < 1 ? number(seconds * 1000) + " ms" : number(seconds) + " s";
    }

    static String day(Instant time) {
        return DAY.format(time.atZone(ZoneOffset.UTC));
    }

    static String minute(Instant time) {
        return MINUTE.format(time.atZone(ZoneOffset.UTC)) + " UTC";
    }

    /** A name made of lower case and underscores, as words. */
    static String words(String name) {
        String text = name.replace('_', ' ').replace(".", ": ").strip();
        return text.isEmpty() ? name : text.substring(0, 1).toUpperCase(Locale.ENGLISH) + text.substring(1);
    }

    private static String minus(String number) {
        return number.startsWith("-") ? "\u2212" + number.substring(1) : number;
    }
}
