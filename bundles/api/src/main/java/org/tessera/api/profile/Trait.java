// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.profile;

/**
 * Something a portrait says.
 *
 * @param name unique over all profilers, lower case with underscores, such as {@code recency_days}
 * @param type what its values are
 * @param unit to show after a number, such as {@code days}; empty where there is none
 * @param group under which a portrait shows it, such as {@code Value}, {@code Rhythm}, {@code Taste}
 * @param meaning one sentence for a person
 * @param clustering whether it is meant to form segments when nobody says which traits should
 */
public record Trait(String name, Type type, String unit, String group, String meaning, boolean clustering) {
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
}
