// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DayLedgerTest {
    @Test
    void windowsIncludeBothEnds() {
        DayLedger ledger = ledger(10, 12, 12, 15);
        assertThat(ledger.size()).isEqualTo(3);
        assertThat(ledger.counted(10, 15)).isEqualTo(4);
        assertThat(ledger.counted(11, 15)).isEqualTo(3);
        assertThat(ledger.counted(12, 12)).isEqualTo(2);
        assertThat(ledger.counted(13, 14)).isZero();
        assertThat(ledger.added(12, 15)).isEqualTo(12 + 12 + 15);
        assertThat(ledger.days(12, 15)).isEqualTo(2);
        assertThat(ledger.days(16, 20)).isZero();
    }

    @Test
    void aClockThatGoesBackStaysOnTheLastDay() {
        DayLedger ledger = new DayLedger();
        assertThat(ledger.add(10, 1, 1)).isTrue();
        assertThat(ledger.add(9, 1, 1)).isFalse();
        assertThat(ledger.count(0)).isEqualTo(2);
    }

    @Test
    void oldDaysGoButTheLastFewStay() {
        DayLedger ledger = new DayLedger();
        for (int k = 0; k < 20; k++) {
            ledger.add(1000 * k, 1, 0);
        }
        ledger.trim(365);
        assertThat(ledger.size()).isEqualTo(DayLedger.KEPT);
        assertThat(ledger.day(0)).isEqualTo(12_000);

        DayLedger daily = new DayLedger();
        for (int day = 0; day < 1000; day++) {
            daily.add(day, 1, 0);
            daily.trim(365);
        }
        assertThat(daily.size()).isEqualTo(366);
        assertThat(daily.counted(999 - 364, 999)).isEqualTo(365);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void piecesAddUp(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DayLedger whole = new DayLedger();
        DayLedger first = new DayLedger();
        DayLedger second = new DayLedger();
        int day = -50;
        for (int k = 0; k < 60; k++) {
            day += random.nextInt(40);
            int count = random.nextInt(3);
            long amount = random.nextLong(-500, 1_000_000);
            whole.add(day, count, amount);
            whole.trim(400);
            DayLedger part = k < 25 ? first : second;
            part.add(day, count, amount);
            part.trim(400);
        }
        first.merge(Bytes.copy(second::write, DayLedger::read));
        first.trim(400);
        assertThat(Bytes.of(first::write)).as("seed %d", seed).isEqualTo(Bytes.of(whole::write));
    }

    @Test
    void daysAreShortAndDamageIsFound() {
        DayLedger counts = new DayLedger();
        for (int day = 15_000; day < 15_100; day += 2) {
            counts.add(day, 1, 0);
        }
        assertThat(Bytes.of(counts::write)).hasSizeLessThan(105);
        Bytes.assertTruncationFails(ledger(3, 4, 800)::write, DayLedger::read);
    }

    @Test
    void whatWasCountedTwiceIsTakenBack() {
        DayLedger ledger = ledger(10, 12);
        ledger.subtract(12, 1);
        ledger.subtract(11, 1);
        assertThat(ledger.counted(0, 20)).isEqualTo(1);
    }

    private static DayLedger ledger(int... days) {
        DayLedger ledger = new DayLedger();
        for (int day : days) {
            ledger.add(day, 1, day);
        }
        return ledger;
    }
}
