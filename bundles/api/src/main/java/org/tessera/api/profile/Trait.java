// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.profile;

import java.util.Locale;

/**
 * Something a portrait says.
 *
 * @param name unique over all profilers, lower case with underscores, such as {@code recency_days}
 * @param label its name for a person, such as {@code Last order}
 * @param type what its values are
 * @param unit to show after a number, such as {@code days}; empty where there is none
 * @param group under which a portrait shows it, such as {@code Value}, {@code Rhythm}, {@code Taste}
 * @param meaning one sentence for a person
 * @param clustering whether it is meant to form segments when nobody says which traits should
 */
public record Trait(
        String name, String label, Type type, String unit, String group, String meaning, boolean clustering) {
    /** What the values of a trait are. */
    public enum Type {
        /** A {@link Double}. */
        NUMBER,
        /** A {@link String} out of few. */
        CATEGORY,
        /** A {@link Long}, ms since 1970. */
        TIME,
        /** A {@link java.util.Map} of names to shares that add up to at most 1, the largest first. */
        SHARES
    }

    /** A trait whose label is its name with spaces and a capital. */
    public Trait(String name, Type type, String unit, String group, String meaning, boolean clustering) {
        this(name, labelOf(name), type, unit, group, meaning, clustering);
    }

    private static String labelOf(String name) {
        String words = name.replace('_', ' ').strip();
        return words.isEmpty() ? name : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
