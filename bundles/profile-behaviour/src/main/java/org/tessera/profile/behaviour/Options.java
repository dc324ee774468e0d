// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.behaviour;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.running.LocalClock;

/**
 * The settings, checked.
 *
 * @param windows lengths in days, ascending
 * @param purchases types of events that are lines of orders
 * @param tasteless types of events that say nothing about taste
 * @param orderGap within which purchases without an order id are one order, in ms
 * @param categories kept for one customer
 * @param horizon days that states look back
 */
record Options(
        ZoneId zone,
        LocalClock clock,
        List<Integer> windows,
        int trendDays,
        Set<String> purchases,
        Set<String> tasteless,
        long orderGap,
        int categories,
        int horizon) {
    /** Two years, so that windows may be changed without folding everything again. */
    private static final int HORIZON = 730;

    private static final int LONGEST = 36_500;

    static Options of(BehaviourProfiler.Config config) {
        ZoneId zone = Settings.zone("zone", config.zone());
        List<Integer> windows = Settings.wholeNumbers("windows", config.windows(), 1, LONGEST).stream()
                .sorted()
                .distinct()
                .toList();
        int trend = Settings.inRange("trend.days", config.trend_days(), 1, LONGEST);
        int longest = windows.isEmpty() ? 0 : windows.get(windows.size() - 1);
        return new Options(
                zone,
                LocalClock.of(zone),
                windows,
                trend,
                Set.copyOf(Settings.list(config.purchases())),
                Set.copyOf(Settings.list(config.tasteless())),
                60_000L * Settings.inRange("order.gap.minutes", config.order_gap_minutes(), 0, 1_000_000),
                Settings.inRange("categories", config.categories(), 1, 1000),
                Math.max(HORIZON, Math.max(longest, 2 * trend)));
    }

    /** What shapes a state. */
    String format() {
        return zone + " " + horizon + "d " + orderGap / 60_000 + "m " + categories + " "
                + String.join(",", new TreeSet<>(purchases)) + " "
                + String.join(",", new TreeSet<>(tasteless));
    }
}
