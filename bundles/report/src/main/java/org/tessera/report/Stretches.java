// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A span of time cut into days, weeks (from Monday) or months, whichever gives a curve that can be read; UTC. */
final class Stretches {
    private static final long DAY_MS = 86_400_000L;
    private static final int MOST_DAYS = 92;
    private static final int MOST_WEEKS = 160;

    /** How the span is cut. */
    enum Unit {
        DAY("day", "d MMM uuuu"),
        WEEK("week", "d MMM uuuu"),
        MONTH("month", "MMM uuuu");

        private final String noun;
        private final DateTimeFormatter label;

        Unit(String noun, String pattern) {
            this.noun = noun;
            this.label = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        }

        String noun() {
            return noun;
        }
    }

    private final Unit unit;
    private final LocalDate first;
    private final int count;

    private Stretches(Unit unit, LocalDate first, int count) {
        this.unit = unit;
        this.first = first;
        this.count = count;
    }

    /** Stretches that hold both moments, in ms since 1970. */
    static Stretches between(long oldest, long newest) {
        LocalDate from = date(oldest);
        LocalDate to = date(newest);
        long days = ChronoUnit.DAYS.between(from, to) + 1;
        if (days <= MOST_DAYS) {
            return new Stretches(Unit.DAY, from, (int) days);
        }
        if (days <= MOST_WEEKS * 7L) {
            LocalDate monday = from.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            return new Stretches(Unit.WEEK, monday, (int) (ChronoUnit.DAYS.between(monday, to) / 7) + 1);
        }
        LocalDate month = from.withDayOfMonth(1);
        return new Stretches(Unit.MONTH, month, (int) ChronoUnit.MONTHS.between(month, to) + 1);
    }

    private static LocalDate date(long time) {
        return Instant.ofEpochMilli(time).atZone(ZoneOffset.UTC).toLocalDate();
    }

    Unit unit() {
        return unit;
    }

    int count() {
        return count;
    }

    /** Which stretch a moment lies in; what lies outside counts to the first or last. */
    int indexOf(long time) {
        long day = Math.floorDiv(time, DAY_MS) - first.toEpochDay();
        long index = switch (unit) {
            case DAY -> day;
            case WEEK -> Math.floorDiv(day, 7L);
            case MONTH -> ChronoUnit.MONTHS.between(first, date(time));
        };
        return (int) Math.max(0, Math.min(count - 1L, index));
    }

    /** First day of each stretch. */
    List<String> labels() {
        return IntStream.range(0, count)
                .mapToObj(k -> unit.label.format(
                        switch (unit) {
                            case DAY -> first.plusDays(k);
                            case WEEK -> first.plusWeeks(k);
                            case MONTH -> first.plusMonths(k);
                        }))
                .toList();
    }
}
