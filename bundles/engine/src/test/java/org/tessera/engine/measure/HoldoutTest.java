// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.TesseraException;
import org.tessera.api.measure.Split;

class HoldoutTest {
    @TempDir
    Path folder;

    @Test
    void byTimeHoldsOutTheNewestEventsOfKnownCustomers() throws IOException {
        EventLog log = new EventLog();
        log.add(0, 0, 1f, 10);
        log.add(0, 1, 1f, 20);
        log.add(1, 1, 1f, 30);
        log.add(0, 2, 1f, 40);
        log.add(0, 1, 1f, 50);
        log.add(2, 2, 1f, 60);
        log.add(1, 0, .2f, 70);
        log.add(1, 2, 1f, 80);
        Holdout holdout = Holdout.of(log, new Split.ByTime(.6), 1);
        assertThat(holdout.now()).isEqualTo(40);
        assertThat(holdout.train().size()).isEqualTo(3);
        // Item 1 of customer 0 was trained on, customer 2 is new, the glance of customer 1 is too weak.
        assertThat(holdout.test().history(0).toItems()).containsExactly(2);
        assertThat(holdout.test().history(1).toItems()).containsExactly(2);
        assertThat(holdout.test().history(2).isEmpty()).isTrue();
    }

    @Test
    void leaveLastOutKeepsCustomersWithOneItemForTraining() throws IOException {
        EventLog log = new EventLog();
        log.add(0, 5, 1f, 30);
        log.add(0, 4, 1f, 10);
        log.add(0, 5, 1f, 5);
        log.add(1, 3, 1f, 99);
        log.add(1, 3, 1f, 100);
        Holdout holdout = Holdout.of(log, new Split.LeaveLastOut(), 1);
        assertThat(holdout.test().history(0).toItems()).containsExactly(5);
        assertThat(holdout.train().history(0).toItems()).containsExactly(4);
        assertThat(holdout.test().history(1).isEmpty()).isTrue();
        assertThat(holdout.train().history(1).toItems()).containsExactly(3);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void noSplitPutsAPairOnBothSides(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        EventLog log = new EventLog();
        for (int e = 0; e < 2000; e++) {
            log.add(random.nextInt(50), random.nextInt(40), random.nextBoolean() ? 1f : .2f, random.nextInt(1000));
        }
        for (Split split : new Split[] {new Split.ByTime(.3), new Split.LeaveLastOut(), new Split.Random(.3, seed)}) {
            Holdout holdout = Holdout.of(log, split, 1);
            assertThat(holdout.test().customers()).isEqualTo(holdout.train().customers());
            for (int c = 0; c < 50; c++) {
                for (int item : holdout.test().history(c).toItems()) {
                    assertThat(holdout.train().history(c).contains(item)).isFalse();
                }
            }
        }
    }

    @Test
    void aRandomSplitIsTheSameForTheSameSeed() throws IOException {
        EventLog log = new EventLog();
        for (int e = 0; e < 300; e++) {
            log.add(e % 20, e % 37, 1f, e);
        }
        Holdout once = Holdout.of(log, new Split.Random(.2, 9), 1);
        Holdout twice = Holdout.of(log, new Split.Random(.2, 9), 1);
        for (int c = 0; c < 20; c++) {
            assertThat(once.test().history(c).toItems())
                    .isEqualTo(twice.test().history(c).toItems());
        }
    }

    @Test
    void filesHoldPairsOrListsAndTheirOwnIds() throws IOException {
        Path train = Files.writeString(folder.resolve("train"), "u1\tx\t5\nu2\ty\t3\n\n");
        Path test = Files.writeString(folder.resolve("test"), "u1 y z\nu2 x\n");
        Holdout holdout = Holdout.of(new EventLog(), new Split.Files(train, test), 1);
        assertThat(holdout.train().size()).isEqualTo(2);
        assertThat(holdout.test().size()).isEqualTo(3);
        assertThat(holdout.test().items()).isEqualTo(3);
    }

    @Test
    void whatCannotBeReadOrDividedIsSaid() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad"), "u1\tx\nlonely\n");
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> Holdout.of(new EventLog(), new Split.Files(bad, bad), 1))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("bad:2")
                .hasMessageContaining("lonely");
        assertThatThrownBy(() -> Holdout.of(new EventLog(), new Split.Files(none, bad), 1))
                .hasMessageContaining("there is no file");
        assertThatThrownBy(() -> Holdout.of(new EventLog(), new Split.ByTime(.2), 1))
                .hasMessageContaining("leaves 0 pairs");
        assertThatThrownBy(() -> Holdout.of(new EventLog(), new Split.ByTime(1.5), 1))
                .hasMessageContaining("1.5");
    }
}
