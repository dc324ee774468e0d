// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalClockTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "+05:30",
                "Europe/London",
                "America/New_York",
                "Asia/Kathmandu",
                "Australia/Lord_Howe",
                "Pacific/Apia",
                "America/Sao_Paulo"
            })
    void saysWhatJavaTimeSays(String name) {
        ZoneId zone = ZoneId.of(name);
        LocalClock clock = LocalClock.of(zone);
        long seed = 20110601;
        SplittableRandom random = new SplittableRandom(seed);
        long from = Instant.parse("1950-01-01T00:00:00Z").toEpochMilli();
        long to = Instant.parse("2099-12-30T00:00:00Z").toEpochMilli();
        for (int k = 0; k < 20_000; k++) {
            long time = random.nextLong(from, to);
            ZonedDateTime local = Instant.ofEpochMilli(time).atZone(zone);
            assertThat(clock.day(time)).as("seed %d, %s", seed, local).isEqualTo((int)
                    local.toLocalDate().toEpochDay());
            int hour = clock.hour(time);
            assertThat(LocalClock.hourOfDay(hour)).isEqualTo(local.getHour());
            assertThat(LocalClock.dayOf(hour)).isEqualTo(clock.day(time));
            assertThat(LocalClock.weekday(clock.day(time)))
                    .isEqualTo(local.getDayOfWeek().getValue() - 1);
        }
    }

    @Test
    void changesToTheMillisecond() {
        LocalClock london = LocalClock.of(ZoneId.of("Europe/London"));
        long spring = Instant.parse("2011-03-27T01:00:00Z").toEpochMilli();
        assertThat(LocalClock.hourOfDay(london.hour(spring - 1))).isZero();
        assertThat(LocalClock.hourOfDay(london.hour(spring))).isEqualTo(2);
    }

    @Test
    void aDayBefore1970IsNegative() {
        LocalClock utc = LocalClock.of(ZoneId.of("UTC"));
        assertThat(utc.day(-1)).isEqualTo(-1);
        assertThat(LocalClock.hourOfDay(utc.hour(-1))).isEqualTo(23);
        assertThat(LocalClock.weekday(-1)).isEqualTo(2);
    }
}
