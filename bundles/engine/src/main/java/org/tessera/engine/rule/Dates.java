// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** A stretch of time as a date in a rule stands for: from {@code begin} to before {@code end}, in ms since 1970. */
record Dates(long begin, long end) {
    /** A day in UTC, {@code 2011-11-01}, or a moment, {@code 2011-11-01T12:50:00Z}; empty where the text is neither. */
    static Optional<Dates> parse(String text) {
        try {
            if (text.length() == 10) {
                long begin = LocalDate.parse(text)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .toEpochMilli();
                return Optional.of(new Dates(begin, begin + Span.DAY));
            }
            long moment = OffsetDateTime.parse(text).toInstant().toEpochMilli();
            return Optional.of(new Dates(moment, moment + 1));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
