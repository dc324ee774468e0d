// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tessera.api.data.FeatureTable.Column;

/**
 * Says traits in words, from their labels, or where there is none their names, their units and the ways of English:
 * {@code spend_90d} is "spend in 90 days", a plural is had in many or few, a duration is long or short, what ends in
 * -ency is a quality.
 */
final class TraitWords {
    private static final Pattern WINDOW = Pattern.compile("(\\d+)d");
    private static final Set<String> DURATIONS = Set.of(
            "ms", "s", "sec", "second", "seconds", "min", "minute", "minutes", "h", "hour", "hours", "d", "day", "days",
            "week", "weeks", "month", "months", "year", "years");

    /** Levels that say nothing without the name of their trait. */
    private static final Set<String> BARE = Set.of(
            "yes", "no", "true", "false", "none", "other", "others", "unknown", "high", "low", "medium", "middle",
            "mid", "large", "small", "long", "short", "early", "late", "new", "old");

    private static final Set<String> DEGREES = Set.of("high", "low", "medium", "middle", "large", "small");
    private static final String SINCE = "since ";
    private static final List<String> ADJECTIVE_ENDINGS = List.of("ive", "ed", "ing", "ous", "ful", "less", "able");

    private final String head;
    private final String window;
    private final String family;
    private final boolean level;
    private final boolean duration;
    private final String unit;

    private TraitWords(String head, String window, String family, boolean level, String unit) {
        this.head = head;
        this.window = window;
        this.family = family;
        this.level = level;
        this.unit = unit;
        this.duration = DURATIONS.contains(unit.toLowerCase(Locale.ROOT));
    }

    /** @param labels of traits by name, such as {@code Last order}; a trait may have none */
    static TraitWords of(Column column, Map<String, String> labels) {
        String name = column.name();
        @Nullable String label = labels.get(name);
        if (label != null && !label.isBlank()) {
            return new TraitWords(uncapitalised(label.strip()), "", "", false, column.unit());
        }
        int dot = name.indexOf('.');
        if (dot > 0 && dot < name.length() - 1) {
            String family = words(name.substring(0, dot)).replaceFirst(" shares?$", "");
            return new TraitWords(level(family, name.substring(dot + 1)), "", family, true, column.unit());
        }
        List<String> tokens =
                new java.util.ArrayList<>(Arrays.asList(words(name).split(" ")));
        String window = "";
        Matcher days = WINDOW.matcher(tokens.get(tokens.size() - 1));
        if (tokens.size() > 1 && days.matches()) {
            tokens.remove(tokens.size() - 1);
            window = days.group(1).equals("1") ? " in 1 day" : " in " + days.group(1) + " days";
        }
        int last = tokens.size() - 1;
        // "recency days" is recency, but "active days" are days.
        if (last > 0
                && tokens.get(last).equalsIgnoreCase(column.unit())
                && ADJECTIVE_ENDINGS.stream().noneMatch(tokens.get(last - 1)::endsWith)) {
            tokens.remove(last);
        }
        return new TraitWords(String.join(" ", tokens), window, "", false, column.unit());
    }

    /** A level of a category, with the name of its trait where it says too little alone. */
    String level(String name) {
        return level(head, name);
    }

    private static String level(String trait, String level) {
        String words = words(level);
        String lower = words.toLowerCase(Locale.ROOT);
        if (DEGREES.contains(lower)) {
            return lower + " " + trait;
        }
        boolean bare = BARE.contains(lower)
                || words.codePointCount(0, words.length()) <= 1
                || words.chars().noneMatch(Character::isLetter);
        return bare ? trait + " " + words : words;
    }

    private static String words(String name) {
        String spaced = name.replaceAll("(?<=[a-z])(?=[A-Z][a-z])", " ")
                .replaceAll("[_\\s]+", " ")
                .strip();
        return spaced.isEmpty() ? name : spaced;
    }

    /** What a sentence is about. */
    String subject() {
        return head + window;
    }

    /** Name of the group of shares it belongs to, empty where there is none. */
    String family() {
        return family;
    }

    /** Whether it is one of several shares. */
    boolean isLevel() {
        return level;
    }

    /** A value with its unit; nothing is said twice. */
    String value(double value, boolean share) {
        if (share) {
            return NumberText.percent(value);
        }
        return withUnit(NumberText.rounded(value));
    }

    /** A bound with every digit. */
    String bound(double value, boolean share) {
        return share ? NumberText.exactPercent(value) : withUnit(NumberText.exact(value));
    }

    private String withUnit(String number) {
        return unit.isEmpty() || (" " + head + " ").contains(" " + unit + " ") ? number : number + " " + unit;
    }

    /** A piece of a name for those in whom it is more, or less, than in others. */
    String part(boolean more, boolean share, double typical) {
        if (level && share) {
            return more ? (typical >= .5 ? "mostly " : "more ") + head : (typical < .01 ? "no " : "less ") + head;
        }
        String last = head.substring(head.lastIndexOf(' ') + 1);
        if (last.endsWith("ency") || last.endsWith("ancy")) {
            // A short time since something is the quality itself.
            boolean has = duration != more;
            return (has ? "" : "less ") + head.substring(0, head.length() - 2) + "t" + window;
        }
        String event = head.startsWith(SINCE) ? head.substring(SINCE.length()) : head;
        if (duration && (event.startsWith("last ") || event.startsWith("first ") || last.equals("seen"))) {
            return event + (more ? " long ago" : " recently");
        }
        if (isPlural(head.replaceFirst(" (per|of|in|by) .*", ""))) {
            return (more ? "many " : "few ") + subject();
        }
        return (duration ? more ? "long " : "short " : more ? "high " : "low ") + subject();
    }

    private static boolean isPlural(String phrase) {
        return phrase.length() > 3
                && phrase.endsWith("s")
                && !phrase.endsWith("ss")
                && !phrase.endsWith("us")
                && !phrase.endsWith("is");
    }

    /** Without the capital in front, unless the word is an abbreviation. */
    private static String uncapitalised(String text) {
        boolean abbreviation = text.length() > 1 && Character.isUpperCase(text.charAt(1));
        return abbreviation ? text : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    /** Text with a capital in front. */
    static String capitalised(String text) {
        int end = text.isEmpty() ? 0 : text.offsetByCodePoints(0, 1);
        return text.substring(0, end).toUpperCase(Locale.ROOT) + text.substring(end);
    }
}
