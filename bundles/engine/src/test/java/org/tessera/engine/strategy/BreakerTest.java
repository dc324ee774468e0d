// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private final AtomicLong now = new AtomicLong(-5);
    private final Breaker breaker = new Breaker(now::get);

    private void fail(int times) {
        for (int k = 0; k < times; k++) {
            assertThat(breaker.allows()).isTrue();
            breaker.failed("it broke");
        }
    }

    @Test
    void someFailuresAreForgivenBySuccess() {
        for (int round = 0; round < 5; round++) {
            fail(Breaker.FAILURES - 1);
            assertThat(breaker.allows()).isTrue();
            breaker.succeeded();
        }
        assertThat(breaker.reason()).isEmpty();
    }

    @Test
    void failuresInARowOpenItForAPauseAndOneIsLetThrough() {
        fail(Breaker.FAILURES);
        assertThat(breaker.allows()).isFalse();
        assertThat(breaker.reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("3 times", "it broke"));
        now.addAndGet(Breaker.FIRST_PAUSE - 1);
        assertThat(breaker.allows()).isFalse();
        now.addAndGet(1);
        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.allows()).as("a second one at the same time").isFalse();
        breaker.succeeded();
        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.reason()).isEmpty();
    }

    @Test
    void pausesDoubleUpToALimit() {
        fail(Breaker.FAILURES);
        long pause = Breaker.FIRST_PAUSE;
        for (int round = 0; round < 12; round++) {
            now.addAndGet(pause - 1);
            assertThat(breaker.allows()).as("round %d", round).isFalse();
            now.addAndGet(1);
            assertThat(breaker.allows()).as("round %d", round).isTrue();
            breaker.failed("again");
            pause = Math.min(Breaker.LONGEST_PAUSE, pause * 2);
        }
    }

    @Test
    void oneThatWasLetThroughAndNotAskedLeavesRoomForAnother() {
        fail(Breaker.FAILURES);
        now.addAndGet(Breaker.FIRST_PAUSE);
        assertThat(breaker.allows()).isTrue();
        breaker.unasked();
        assertThat(breaker.allows()).isTrue();
    }
}
