// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.tessera.api.profile.Trait;

/** Values of traits as a person would say them. */
final class PortraitWords {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final String DAYS = "days";
    private static final double AS_BEFORE = 0.05;

    private PortraitWords() {}

    /** A number with its unit, unless the label says the unit already. */
    static String number(Trait trait, double value) {
        if (isTrend(trait)) {
            return trend(value);
        }
        String unit = trait.unit();
        // Nobody counts the hours of a year.
        String number = number(unit.equals(DAYS) && Math.abs(value) >= 10 ? Math.rint(value) : value);
        if (unit.isEmpty() || trait.label().toLowerCase(Locale.ROOT).contains(unit.toLowerCase(Locale.ROOT))) {
            return number;
        }
        return number + " " + (value == 1 ? singular(unit) : unit);
    }

    /** With separators between thousands; two decimals unless it is whole. */
    static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return String.format(Locale.ROOT, whole ? "%,.0f" : "%,.2f", value);
    }

    private static String singular(String unit) {
        if (unit.endsWith("ies")) {
            return unit.substring(0, unit.length() - 3) + "y";
        }
        return unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
    }

    /** By convention such a trait is the difference of two periods over their sum, from -1 to 1. */
    static boolean isTrend(Trait trait) {
        return trait.name().endsWith("_trend") && trait.unit().isEmpty();
    }

    private static String trend(double balance) {
        if (balance >= 1) {
            return "began anew";
        } else if (balance <= -1) {
            return "stopped";
        } else if (Math.abs(balance) < AS_BEFORE) {
            return "as before";
        }
        double ratio = (1 + balance) / (1 - balance);
        if (ratio >= 2) {
            return String.format(Locale.ROOT, "%.1f times as much as before", ratio);
        }
        return String.format(
                Locale.ROOT, "%.0f %% %s than before", 100 * Math.abs(ratio - 1), ratio > 1 ? "more" : "less");
    }

    /**
     * How a number compares with all customers, such as {@code more than 94 % of customers}.
     *
     * @param rank share of the customers below, NaN where nobody can be compared with
     * @return empty where there is nothing to say
     */
    static String comparison(double rank) {
        if (Double.isNaN(rank)) {
            return "";
        }
        boolean more = rank >= 0.5;
        int percent = (int) Math.floor(100 * (more ? rank : 1 - rank) + 1e-9);
        if (percent < 60) {
            return "in the middle";
        }
        return (more ? "more than " : "less than ") + Math.min(99, percent) + " % of customers";
    }

    /** A day with how long it is before a moment. */
    static String date(Instant time, Instant now) {
        return DATE.format(time) + ", " + ago(Duration.between(time, now));
    }

    /** A day. */
    static String date(Instant time) {
        return DATE.format(time);
    }

    private static String ago(Duration since) {
        long hours = since.toHours();
        long days = since.toDays();
        if (since.isNegative()) {
            return "to come";
        } else if (hours < 1) {
            return "just now";
        } else if (hours < 24) {
            return many(hours, "hour");
        } else if (days < 60) {
            return many(Math.round(hours / 24.0), "day");
        } else if (days < 730) {
            return many(Math.round(days / 30.44), "month");
        }
        return many(days / 365, "year");
    }

    private static String many(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s") + " ago";
    }
}
