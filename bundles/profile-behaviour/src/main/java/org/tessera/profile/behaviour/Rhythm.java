// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.behaviour;

import java.util.Arrays;
import java.util.List;
import org.tessera.api.profile.Trait;
import org.tessera.api.profile.TraitSink;
import org.tessera.numerics.running.DayLedger;

/**
 * The rhythm of orders from the days on which there was one, within the horizon. Two orders on one day are one beat.
 */
final class Rhythm {
    private static final String GROUP = "Rhythm";

    private Rhythm() {}

    static void declare(List<Trait> traits) {
        traits.add(number("order_gap_median", "Orders every", "days", "Median of the days between orders."));
        traits.add(number("order_gap_mean", "On average every", "days", "Mean of the days between orders."));
        traits.add(number(
                "order_regularity",
                "Regularity",
                "",
                "How even the gaps between orders are: 1 like clockwork, 0.5 as if by chance, near 0 in bursts."));
        traits.add(number(
                "overdue", "Overdue", "gaps", "Days since the last order over the median gap: above 1 is late."));
    }

    private static Trait number(String name, String label, String unit, String meaning) {
        return new Trait(name, label, Trait.Type.NUMBER, unit, GROUP, meaning, false);
    }

    static void put(DayLedger days, int today, TraitSink sink) {
        int[] gaps = new int[days.size()];
        int n = 0;
        int last = -1;
        for (int place = 0; place < days.size(); place++) {
            if (days.amount(place) > 0) {
                if (last >= 0) {
                    gaps[n++] = days.day(place) - days.day(last);
                }
                last = place;
            }
        }
        if (n == 0) {
            return;
        }
        Arrays.sort(gaps, 0, n);
        double mean = Arrays.stream(gaps, 0, n).average().orElseThrow();
        double median = (gaps[(n - 1) / 2] + gaps[n / 2]) / 2.0;
        sink.number("order_gap_mean", Rounded.hundredths(mean));
        sink.number("order_gap_median", median);
        if (n >= 2) {
            sink.number("overdue", Rounded.hundredths((today - days.day(last)) / median));
        }
        if (n >= 3) {
            double squares = 0;
            for (int k = 0; k < n; k++) {
                squares += (gaps[k] - mean) * (gaps[k] - mean);
            }
            double variation = Math.sqrt(squares / n) / mean;
            sink.number("order_regularity", Rounded.hundredths(1 / (1 + variation)));
        }
    }
}
