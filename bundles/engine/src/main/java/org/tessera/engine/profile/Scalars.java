// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** Numbers and times in text, as attributes have them. */
final class Scalars {
    private Scalars() {}

    /**
     * The number that a text is, NaN where it is none. Digits with a leading zero are a code, not a number.
     */
    static double number(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > 40) {
            return Double.NaN;
        }
        char first = stripped.charAt(0);
        char last = stripped.charAt(stripped.length() - 1);
        boolean code = first == '0' && stripped.length() > 1 && Character.isLetterOrDigit(stripped.charAt(1));
        boolean begins = (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
        boolean ends = (last >= '0' && last <= '9') || last == '.';
        if (code || !begins || !ends) {
            return Double.NaN;
        }
        try {
            double number = Double.parseDouble(stripped);
            return Double.isFinite(number) ? number : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The time that a text is, in ms since 1970: digits, a date (its midnight in UTC), or a date with a time and zone. */
    static OptionalLong time(String text) {
        String stripped = text.strip();
        try {
            if (stripped.matches("-?\\d{1,18}")) {
                return OptionalLong.of(Long.parseLong(stripped));
            }
            Instant time = stripped.length() == 10
                    ? LocalDate.parse(stripped).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(stripped).toInstant();
            return OptionalLong.of(time.toEpochMilli());
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }
}
