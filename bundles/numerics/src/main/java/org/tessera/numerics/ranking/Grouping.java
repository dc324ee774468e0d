// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.ranking;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tessera.api.recommend.Context;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;

/**
 * By what scores that are else the same for everybody differ. Immutable.
 *
 * @param by what makes the groups
 * @param attribute name of the customers' attribute for {@link By#ATTRIBUTE}
 * @param zone in which hours are told
 * @param shrinkage evidence, in the unit of the counts, that the whole counts for beside a group
 * @param taste number of items that the whole counts for beside a history, for {@link By#CATEGORY}
 */
public record Grouping(By by, String attribute, ZoneId zone, double shrinkage, double taste) {
    /** What makes the groups. */
    public enum By {
        /** Nothing: all are one. */
        ALL,
        /** The customer's segment. */
        SEGMENT,
        /** The items' categories, of which the history tells how much each is liked. */
        CATEGORY,
        /** The hour of the day. */
        HOUR,
        /** An attribute of the customer. */
        ATTRIBUTE
    }

    /** No groups. */
    public static Grouping none() {
        return new Grouping(By.ALL, "", ZoneId.of("UTC"), 0, 0);
    }

    /**
     * Checks settings of these names.
     *
     * @param allowed what the strategy can group by
     * @throws SettingException if one is out of range
     */
    public static Grouping of(
            String by, String attribute, String zone, double shrinkage, double taste, By... allowed) {
        By chosen = Arrays.stream(allowed)
                .filter(choice -> lower(choice).equals(by.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> {
                    String choices =
                            Arrays.stream(allowed).map(Grouping::lower).collect(Collectors.joining(", "));
                    return new SettingException(
                            "by", "'" + by + "' is not one of " + choices, "give one of " + choices);
                });
        if (chosen == By.ATTRIBUTE && attribute.isBlank()) {
            throw new SettingException(
                    "attribute", "by=attribute needs the name of one", "give the name of an attribute, such as country");
        }
        return new Grouping(
                chosen,
                attribute.strip(),
                Settings.zone("zone", zone),
                Settings.inRange("shrinkage", shrinkage, 0, 1e9),
                Settings.inRange("taste", taste, 0, 1e6));
    }

    private static String lower(By by) {
        return by.name().toLowerCase(Locale.ROOT);
    }

    /** The group of what is known; empty where there is none. Categories are no such groups. */
    public String group(String segment, Map<String, String> attributes, long time) {
        return switch (by) {
            case ALL, CATEGORY -> "";
            case SEGMENT -> segment;
            case ATTRIBUTE -> attributes.getOrDefault(attribute, "");
            case HOUR ->
                time == 0
                        ? ""
                        : Integer.toString(
                                Instant.ofEpochMilli(time).atZone(zone).getHour());
        };
    }

    /** The group of who asks. */
    public String group(Context context) {
        return group(context.segment(), context.attributes(), context.time());
    }

    /** Kind of the reason that a group is. */
    String reason() {
        return lower(by);
    }

    /** That reason in words; for categories their name. */
    String reason(String group) {
        return switch (by) {
            case ALL, CATEGORY -> group;
            case SEGMENT -> "favoured in the segment " + group;
            case ATTRIBUTE -> "favoured where " + attribute + " is " + group;
            case HOUR -> "favoured from " + group + ":00 to " + group + ":59";
        };
    }
}
