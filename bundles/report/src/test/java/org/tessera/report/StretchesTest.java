// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StretchesTest {
    @Test
    void shortSpansAreCutIntoDays() {
        Stretches days = Stretches.between(at("2024-02-27T23:59:59Z"), at("2024-03-01T00:00:00Z"));
        assertThat(days.unit()).isEqualTo(Stretches.Unit.DAY);
        assertThat(days.labels()).containsExactly("27 Feb 2024", "28 Feb 2024", "29 Feb 2024", "1 Mar 2024");
        assertThat(days.indexOf(at("2024-02-29T12:00:00Z"))).isEqualTo(2);
    }

    @Test
    void weeksBeginOnMonday() {
        Stretches weeks = Stretches.between(at("2024-01-03T10:00:00Z"), at("2025-01-05T23:00:00Z"));
        assertThat(weeks.unit()).isEqualTo(Stretches.Unit.WEEK);
        assertThat(weeks.labels()).startsWith("1 Jan 2024", "8 Jan 2024").endsWith("30 Dec 2024");
        assertThat(weeks.indexOf(at("2024-01-07T23:59:59Z"))).isZero();
        assertThat(weeks.indexOf(at("2024-01-08T00:00:00Z"))).isOne();
        assertThat(weeks.indexOf(at("2025-01-05T23:00:00Z"))).isEqualTo(weeks.count() - 1);
    }

    @Test
    void longSpansAreCutIntoMonths() {
        Stretches months = Stretches.between(at("1997-01-31T00:00:00Z"), at("2003-02-01T00:00:00Z"));
        assertThat(months.unit()).isEqualTo(Stretches.Unit.MONTH);
        assertThat(months.count()).isEqualTo(74);
        assertThat(months.labels()).startsWith("Jan 1997", "Feb 1997").endsWith("Feb 2003");
        assertThat(months.indexOf(at("1997-02-28T23:00:00Z"))).isOne();
    }

    @Test
    void timesBefore1970Count() {
        Stretches days = Stretches.between(at("1969-12-30T12:00:00Z"), at("1970-01-02T12:00:00Z"));
        assertThat(days.indexOf(at("1969-12-31T23:59:59Z"))).isOne();
        assertThat(days.labels()).hasSize(4);
    }

    @Test
    void whatLiesOutsideCountsToTheEnds() {
        Stretches days = Stretches.between(at("2024-01-01T00:00:00Z"), at("2024-01-03T00:00:00Z"));
        assertThat(days.indexOf(at("2023-06-01T00:00:00Z"))).isZero();
        assertThat(days.indexOf(at("2024-06-01T00:00:00Z"))).isEqualTo(2);
    }

    private static long at(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}
