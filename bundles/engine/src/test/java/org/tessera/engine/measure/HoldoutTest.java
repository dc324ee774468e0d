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
import org.tessera.api.data.Interactions;
import org.tessera.api.data.Sessions;
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

    @Test
    void whoOnlyTurnsUpLaterIsCountedApart() throws IOException {
        EventLog log = new EventLog();
        log.add(0, 0, 1f, 10);
        log.add(1, 1, 1f, 20);
        log.add(0, 2, 1f, 30);
        log.add(2, 2, 1f, 40);
        Holdout holdout = Holdout.of(log, new Split.ByTime(.5), 1);
        assertThat(holdout.around().strangers().history(2).toItems()).containsExactly(2);
        assertThat(holdout.ofStrangers().test().size()).isEqualTo(1);
        assertThat(holdout.test().history(2).isEmpty()).isTrue();
    }

    @Test
    void sessionsAreThoseBeforeTheDivision() throws IOException {
        EventLog log = new EventLog(1000, false);
        log.add(0, 0, 1f, 1_000, "A");
        log.add(0, 1, 1f, 90_000, "A");
        log.add(0, 2, 1f, 2_000);
        log.add(0, 3, 1f, 3_000);
        log.add(0, 4, 1f, 4_001);
        log.add(0, 5, 1f, 100_000, "B");
        Holdout holdout = Holdout.of(log, new Split.ByTime(1 / 6.0), 1);
        Sessions sessions = holdout.input(new BareCatalog(6)).sessions();
        // Order A stays together; of the visit, the third event lies more than a second after the second.
        assertThat(sessions.size()).isEqualTo(3);
        assertThat(items(sessions, 0)).containsExactly(0, 1);
        assertThat(items(sessions, 1)).containsExactly(2, 3);
        assertThat(items(sessions, 2)).containsExactly(4);
    }

    private static int[] items(Sessions sessions, int session) {
        return java.util.stream.IntStream.range(sessions.start(session), sessions.end(session))
                .map(sessions::item)
                .toArray();
    }

    @Test
    void theTrainingPartCanBeDividedOnceMore() throws IOException {
        EventLog log = new EventLog();
        for (int e = 0; e < 100; e++) {
            log.add(e % 4, e % 25, 1f, 1000 + e);
        }
        for (Split split : new Split[] {new Split.ByTime(.2), new Split.LeaveLastOut(), new Split.Random(.2, 3)}) {
            Holdout outer = Holdout.of(log, split, 1);
            EventLog training = Division.training(log, split, outer);
            assertThat(training.customerCount()).isEqualTo(4);
            assertThat(training.itemCount()).isEqualTo(25);
            for (int e = 0; e < training.size(); e++) {
                assertThat(outer.train().byCustomer().find(training.customer(e), training.item(e)))
                        .isNotNegative();
                assertThat(outer.test().byCustomer().find(training.customer(e), training.item(e)))
                        .isNegative();
            }
            assertThat(training.interactions().size()).isEqualTo(outer.train().size());
        }
    }

    @Test
    void pairsAreDividedByTimeWhereTheyHaveSome() {
        Interactions.Builder timed = Interactions.Builder.weighted();
        Interactions.Builder untimed = Interactions.Builder.weighted();
        for (int k = 0; k < 50; k++) {
            timed.add(k % 5, k / 5, .1f, 100 + k);
            untimed.add(k % 5, k / 5, .1f);
        }
        Holdout newest = Holdout.within(timed.build(5, 10), .2, 1);
        assertThat(newest.now()).isEqualTo(140);
        assertThat(newest.test().size()).isEqualTo(10);
        assertThat(newest.test().history(0).toItems()).containsExactly(8, 9);
        Holdout random = Holdout.within(untimed.build(5, 10), .2, 1);
        assertThat(random.train().size() + random.test().size()).isEqualTo(50);
        assertThat(random.test().size()).isBetween(3, 20);
    }

    @Test
    void readsAnItemToBeFoundAmongOthers() throws IOException {
        Path train = folder.resolve("train.rating");
        Path negatives = folder.resolve("test.negative");
        Files.writeString(train, "0\t10\t5\t978300760\n0\t11\t3\t978302109\n1\t12\t4\t978301968\n");
        Files.writeString(negatives, "(0,25)\t12\t13\t14\n(1,10)\t11\t25\t14\n");
        Holdout holdout = Holdout.of(new EventLog(), new Split.Sampled(train, negatives), 1);
        assertThat(holdout.train().size()).isEqualTo(3);
        assertThat(holdout.test().size()).isEqualTo(2);
        // Items by order of appearance: 10, 11, 12, 25, 13, 14.
        assertThat(holdout.test().history(0).toItems()).containsExactly(3);
        assertThat(holdout.around().candidates().apply(0))
                .satisfies(set -> assertThat(java.util.stream.IntStream.range(0, 6).filter(set::contains))
                        .containsExactly(2, 3, 4, 5));
        Files.writeString(negatives, "(0,25)\t12\n(0,26)\t13\n");
        assertThatThrownBy(() -> Holdout.of(new EventLog(), new Split.Sampled(train, negatives), 1))
                .hasMessageEndingWith("test.negative:2: a second line for customer 0");
        Files.writeString(negatives, "0\t25\t12\n");
        assertThatThrownBy(() -> Holdout.of(new EventLog(), new Split.Sampled(train, negatives), 1))
                .hasMessageContaining("test.negative:1: expected (customer,item) and items after it");
    }
}
