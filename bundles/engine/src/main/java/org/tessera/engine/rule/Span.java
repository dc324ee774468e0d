// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.Locale;
import java.util.Optional;

/** A length of time as written: 12h, 90d, 2w, 6m (of 30 days each) or 1y (of 365 days). */
record Span(long amount, char unit) {
    static final long HOUR = 3_600_000L;
    static final long DAY = 24 * HOUR;

    /** Longest length, in hours: a thousand years. */
    private static final long MOST = 1000L * 365 * 24;

    /** Empty where the text is none or too long. */
    static Optional<Span> parse(String text) {
        if (!text.matches("[0-9]{1,9}[hdwmyHDWMY]")) {
            return Optional.empty();
        }
        char unit = text.toLowerCase(Locale.ROOT).charAt(text.length() - 1);
        Span span = new Span(Long.parseLong(text.substring(0, text.length() - 1)), unit);
        return span.millis() / HOUR > MOST ? Optional.empty() : Optional.of(span);
    }

    long millis() {
        return amount
                * switch (unit) {
                    case 'h' -> HOUR;
                    case 'd' -> DAY;
                    case 'w' -> 7 * DAY;
                    case 'm' -> 30 * DAY;
                    default -> 365 * DAY;
                };
    }

    double days() {
        return (double) millis() / DAY;
    }

    @Override
    public String toString() {
        return amount + String.valueOf(unit);
    }
}
