// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.TesseraException;
import org.tessera.api.measure.Split;

class RatingHoldoutTest {
    private static EventLog log() {
        EventLog log = new EventLog();
        log.add(0, 0, 5f, 10);
        log.add(0, 1, 3f, 20);
        log.add(1, 1, 2f, 30);
        log.add(0, 0, 1f, 40); // thought better of it
        log.add(2, 2, 4f, 50); // new by then
        log.add(1, 2, 5f, 60);
        return log;
    }

    @Test
    void theNewestRatingOfAPairCounts() {
        RatingHoldout holdout = RatingHoldout.of(log(), new Split.ByTime(.6));
        assertThat(holdout.now()).isEqualTo(40);
        assertThat(holdout.train().size()).isEqualTo(2);
        assertThat(holdout.train().history(0).toItems()).containsExactly(1);
        assertThat(holdout.test().history(0).toItems()).containsExactly(0);
        assertThat(holdout.test().history(0).weight(0)).isEqualTo(1f);
        assertThat(holdout.test().history(1).toItems()).containsExactly(2);
        assertThat(holdout.test().history(2).isEmpty())
                .as("someone new has nothing to foretell from")
                .isTrue();
    }

    @Test
    void leavesTheLastRatingOfEachCustomerOut() {
        RatingHoldout holdout = RatingHoldout.of(log(), new Split.LeaveLastOut());
        assertThat(holdout.test().history(0).toItems()).containsExactly(0);
        assertThat(holdout.test().history(1).toItems()).containsExactly(2);
        assertThat(holdout.train().history(2).toItems()).containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyRatingIsOnOneSide(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        EventLog log = new EventLog();
        for (int k = 0; k < 300; k++) {
            log.add(random.nextInt(20), random.nextInt(10), 1 + random.nextInt(5), random.nextInt(1000));
        }
        RatingHoldout holdout = RatingHoldout.of(log, new Split.Random(.3, seed));
        int pairs = 0;
        for (int customer = 0; customer < 20; customer++) {
            for (int item = 0; item < 10; item++) {
                boolean trained = holdout.train().history(customer).contains(item);
                boolean held = holdout.test().history(customer).contains(item);
                assertThat(trained && held).isFalse();
                pairs += trained || held ? 1 : 0;
            }
        }
        assertThat(holdout.train().size() + holdout.test().size()).isEqualTo(pairs);
    }

    @Test
    void saysWhyItCannotDivide() {
        assertThatThrownBy(() -> RatingHoldout.of(log(), new Split.Random(1.5, 1)))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("1.5");
        assertThatThrownBy(() -> RatingHoldout.of(log(), new Split.Files(Path.of("a"), Path.of("b"))))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("no ratings");
        assertThatThrownBy(() -> RatingHoldout.of(new EventLog(), new Split.ByTime(.2)))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("0 ratings to train on");
    }
}
