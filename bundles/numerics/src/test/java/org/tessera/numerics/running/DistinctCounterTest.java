// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctCounterTest {
    @Test
    void isExactWhileFew() {
        DistinctCounter counter = new DistinctCounter();
        assertThat(counter.count()).isZero();
        for (int k = 0; k < 5 * DistinctCounter.EXACT; k++) {
            counter.add(k * 7 % DistinctCounter.EXACT - 100);
        }
        assertThat(counter.count()).isEqualTo(DistinctCounter.EXACT);
        assertThat(counter.exact()).isTrue();
    }

    /** The error of one estimate is within four standard errors, and that of many has no bias to speak of. */
    @ParameterizedTest
    @ValueSource(ints = {257, 400, 1000, 2500, 4000, 10_000, 100_000})
    void estimatesWithinTheStandardError(int distinct) {
        double standardError = 1.04 / Math.sqrt(1024);
        double sum = 0;
        int runs = 20;
        for (int run = 0; run < runs; run++) {
            SplittableRandom random = new SplittableRandom(run);
            DistinctCounter counter = new DistinctCounter();
            int start = random.nextInt();
            for (int k = 0; k < distinct; k++) {
                counter.add(start + k);
                counter.add(start + k / 2);
            }
            assertThat(counter.exact()).isFalse();
            assertThat(counter.count() / distinct)
                    .as("%d distinct from %d on", distinct, start)
                    .isCloseTo(1, within(4 * standardError));
            sum += counter.count() / distinct;
        }
        assertThat(sum / runs).isCloseTo(1, within(4 * standardError / Math.sqrt(runs)));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 200, 300, 2000})
    void orderAndPartsMakeNoDifference(int distinct) {
        DistinctCounter up = new DistinctCounter();
        DistinctCounter down = new DistinctCounter();
        DistinctCounter low = new DistinctCounter();
        DistinctCounter high = new DistinctCounter();
        for (int k = 0; k < distinct; k++) {
            up.add(3 * k);
            down.add(3 * (distinct - 1 - k));
            (k < distinct / 3 ? low : high).add(3 * k);
        }
        low.merge(Bytes.copy(high::write, DistinctCounter::read));
        assertThat(Bytes.of(down::write)).isEqualTo(Bytes.of(up::write));
        assertThat(Bytes.of(low::write)).isEqualTo(Bytes.of(up::write));
        assertThat(Bytes.copy(up::write, DistinctCounter::read).count()).isEqualTo(up.count());
    }

    @Test
    void fewBytesAndNoDamageUnseen() {
        DistinctCounter items = new DistinctCounter();
        for (int k = 0; k < 100; k++) {
            items.add(17 * k + 4000);
        }
        assertThat(Bytes.of(items::write)).hasSizeLessThan(105);
        Bytes.assertTruncationFails(items::write, DistinctCounter::read);

        for (int k = 0; k < 1000; k++) {
            items.add(k);
        }
        assertThat(Bytes.of(items::write)).hasSize(514);
        Bytes.assertTruncationFails(items::write, DistinctCounter::read);
    }
}
