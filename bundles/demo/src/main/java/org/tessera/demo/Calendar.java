// SPDX-License-Identifier: Apache-2.0
package org.tessera.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The shop's eighteen months, in days since it opened. */
final class Calendar {
    static final LocalDate OPENED = LocalDate.of(2024, 1, 1);
    static final LocalDate CLOSED = LocalDate.of(2025, 7, 1);
    static final int DAYS = (int) ChronoUnit.DAYS.between(OPENED, CLOSED);

    /** Sales, when prices are down. */
    static final List<Span> SALES = List.of(
            span(LocalDate.of(2024, 1, 3), 16),
            span(LocalDate.of(2024, 4, 12), 7),
            span(LocalDate.of(2024, 7, 1), 14),
            span(LocalDate.of(2024, 9, 20), 7),
            span(LocalDate.of(2024, 11, 22), 9),
            span(LocalDate.of(2025, 1, 3), 16),
            span(LocalDate.of(2025, 4, 11), 7),
            span(LocalDate.of(2025, 6, 13), 10));

    /** Occasions to give something. */
    static final List<Span> OCCASIONS = List.of(
            span(LocalDate.of(2024, 2, 1), 13),
            span(LocalDate.of(2024, 5, 1), 11),
            span(LocalDate.of(2024, 11, 18), 34),
            span(LocalDate.of(2025, 2, 1), 13),
            span(LocalDate.of(2025, 5, 1), 10));

    private static final int CHRISTMAS = 2;
    private static final long DAY_MS = 86_400_000L;

    private Calendar() {}

    /** Some days on end, counted from when the shop opened. */
    record Span(int from, int days) {
        boolean contains(double day) {
            return day >= from && day < from + days;
        }
    }

    private static Span span(LocalDate from, int days) {
        return new Span((int) ChronoUnit.DAYS.between(OPENED, from), days);
    }

    static Span christmas() {
        return OCCASIONS.get(CHRISTMAS);
    }

    static boolean sale(double day) {
        return SALES.stream().anyMatch(span -> span.contains(day));
    }

    static LocalDate date(double day) {
        return OPENED.plusDays((long) day);
    }

    /** A moment of a day. */
    static Instant instant(double day, int secondOfDay) {
        long start = OPENED.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        return Instant.ofEpochMilli(start + (long) day * DAY_MS + secondOfDay * 1000L);
    }
}
