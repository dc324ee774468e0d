// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.util.ArrayList;
import java.util.List;
import org.tessera.api.segment.Segment;

/**
 * What a segment means for business, in words.
 *
 * @param lines value, growth and categories, one line each; empty where nothing was bought
 * @param typical the customers nearest to the middle of the segment; empty where unknown
 */
record SegmentWorth(List<String> lines, String typical) {
    private static final int MOST_CATEGORIES = 3;

    static SegmentWorth of(Segment.Card card) {
        List<String> lines = new ArrayList<>();
        Segment.Value value = card.value();
        if (value.sum() > 0) {
            lines.add(Format.money(value.sum()) + " in all, " + Format.money(value.perCustomer()) + " a customer, "
                    + Format.percent(value.share()) + " of all purchases");
        }
        Segment.Growth growth = card.growth();
        if (Double.isFinite(growth.change())) {
            lines.add((growth.change() < 0 ? "\u2212" : "+") + Format.percent(Math.abs(growth.change()))
                    + " in the last " + growth.days() + " days against the " + growth.days() + " before");
        }
        card.categories().stream()
                .limit(MOST_CATEGORIES)
                .forEach(category -> lines.add(category.name() + ": " + Format.percent(category.share())
                        + " of its purchases" + lift(category.lift())));
        return new SegmentWorth(lines, String.join(", ", card.typical()));
    }

    private static String lift(double lift) {
        return Double.isFinite(lift) ? ", " + Format.number(lift) + " times the usual share" : "";
    }
}
