// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tessera.api.TesseraException;

/**
 * Reads times as files have them. Without patterns it takes ISO 8601 with a {@code T} or a blank, with or without time,
 * seconds, fraction and offset; {@code yyyymmdd}; and seconds or milliseconds since 1970 by the number of digits. Not
 * safe for many threads.
 */
final class Times {
    /** What {@link #parse} gives for a text that is no time. */
    static final long UNREADABLE = Long.MIN_VALUE;

    /** Pattern that stands for seconds since 1970. */
    static final String SECONDS = "epoch-seconds";

    /** Pattern that stands for milliseconds since 1970. */
    static final String MILLIS = "epoch-millis";

    /** Pattern that stands for what is read without patterns. */
    static final String ISO = "iso";

    private final List<Pattern> patterns;
    private final ZoneId zone;
    private final boolean utc;
    private String latestText = "";
    private long latest = UNREADABLE;

    private interface Pattern {
        /** Milliseconds, or {@link #UNREADABLE}. */
        long parse(String text);
    }

    /**
     * @param patterns as {@link DateTimeFormatter#ofPattern} takes them, or one of the names above, tried in order; none
     *     for what is read without
     * @param zone of times that do not name one
     */
    Times(List<String> patterns, ZoneId zone) {
        this.zone = zone;
        this.utc = zone.normalized().equals(ZoneOffset.UTC);
        List<Pattern> compiled = new ArrayList<>();
        for (String pattern : patterns) {
            compiled.add(compile(pattern));
        }
        this.patterns = compiled.isEmpty() ? List.of(this::iso) : List.copyOf(compiled);
    }

    private Pattern compile(String pattern) {
        switch (pattern) {
            case ISO:
                return this::iso;
            case SECONDS:
                return text -> number(text, 1000);
            case MILLIS:
                return text -> number(text, 1);
            default:
                DateTimeFormatter formatter = formatter(pattern);
                return text -> formatted(formatter, text);
        }
    }

    private static DateTimeFormatter formatter(String pattern) {
        try {
            // Strict, so that 30 February is no date; strict needs the year u where people write y.
            return new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(yearOfEra(pattern))
                    .toFormatter(Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException e) {
            throw new TesseraException(
                    "'" + pattern + "' is no pattern of times: " + e.getMessage(),
                    "give one such as dd/MM/yyyy HH:mm, or " + SECONDS + " or " + MILLIS,
                    e);
        }
    }

    private static String yearOfEra(String pattern) {
        StringBuilder years = new StringBuilder(pattern.length());
        boolean quoted = false;
        for (int k = 0; k < pattern.length(); k++) {
            char c = pattern.charAt(k);
            quoted ^= c == '\'';
            years.append(c == 'y' && !quoted ? 'u' : c);
        }
        return years.toString();
    }

    /** Milliseconds since 1970-01-01T00:00Z, or {@link #UNREADABLE}. */
    long parse(String text) {
        if (text.equals(latestText)) {
            return latest;
        }
        long time = UNREADABLE;
        for (int k = 0; k < patterns.size() && time == UNREADABLE; k++) {
            time = patterns.get(k).parse(text);
        }
        latestText = text;
        latest = time;
        return time;
    }

    private static long number(String text, long unit) {
        try {
            return Math.multiplyExact(Long.parseLong(text), unit);
        } catch (NumberFormatException | ArithmeticException e) {
            return UNREADABLE;
        }
    }

    private long formatted(DateTimeFormatter formatter, String text) {
        try {
            TemporalAccessor parsed =
                    formatter.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
            if (parsed instanceof ZonedDateTime zoned) {
                return zoned.toInstant().toEpochMilli();
            }
            LocalDate date = parsed.query(TemporalQueries.localDate());
            return at(parsed instanceof LocalDateTime time ? time : date.atStartOfDay());
        } catch (DateTimeException | ArithmeticException e) {
            return UNREADABLE;
        }
    }

    private long at(LocalDateTime time) {
        ZoneOffset offset = utc ? ZoneOffset.UTC : zone.getRules().getOffset(time);
        return time.toInstant(offset).toEpochMilli();
    }

    /** Reads by hand the shape that nearly every file has, {@code yyyy-MM-dd HH:mm:ss}, and the rest by the library. */
    private long iso(String text) {
        int n = text.length();
        boolean plain = (n == 10 || n == 16 || n == 19)
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && (n == 10 || ((text.charAt(10) == ' ' || text.charAt(10) == 'T') && text.charAt(13) == ':'))
                && (n < 19 || text.charAt(16) == ':');
        return plain ? plain(text, n) : other(text);
    }

    private long plain(String text, int n) {
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = n >= 16 ? digits(text, 11, 13) : 0;
        int minute = n >= 16 ? digits(text, 14, 16) : 0;
        int second = n == 19 ? digits(text, 17, 19) : 0;
        if ((year | month | day | hour | minute | second) < 0) {
            return UNREADABLE;
        }
        try {
            return at(LocalDateTime.of(year, month, day, hour, minute, second));
        } catch (DateTimeException e) {
            return UNREADABLE;
        }
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int k = from; k < to; k++) {
            int digit = text.charAt(k) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private long other(String text) {
        boolean number = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        try {
            if (number && text.length() == 8) {
                return at(
                        LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE).atStartOfDay());
            } else if (number) {
                // Ten digits reach from 2001 to 2286, twelve and thirteen in milliseconds from 1973 on.
                return text.length() >= 12 ? number(text, 1) : number(text, 1000);
            }
            String iso = text.length() > 10 && text.charAt(10) == ' '
                    ? text.substring(0, 10) + 'T' + text.substring(11).replace(" ", "")
                    : text;
            TemporalAccessor parsed =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, ZonedDateTime::from, LocalDateTime::from);
            return parsed instanceof ZonedDateTime zoned
                    ? zoned.toInstant().toEpochMilli()
                    : at((LocalDateTime) parsed);
        } catch (DateTimeException | ArithmeticException e) {
            return UNREADABLE;
        }
    }

    /** A time as people read it. */
    static String shown(long time) {
        return Instant.ofEpochMilli(time).toString();
    }
}
