// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.profile.Attribute;
import org.tessera.api.profile.Portrait;
import org.tessera.api.profile.Trait;
import org.tessera.api.profile.TraitSink;
import org.tessera.api.strategy.JobInfo;
import org.tessera.api.strategy.Progress;
import org.tessera.engine.job.JobService;

/** Profilers come, go, fail and come back while portraits are read. */
class ComingAndGoingTest {
    private final Shop shop = new Shop();
    private final MemoryStates states = new MemoryStates();
    private final JobService jobs = new JobService();
    private final Host host = new Host(shop, states, jobs, "data");

    @AfterEach
    void stop() {
        host.portraits.stop();
    }

    private void fill(int events) {
        for (int k = 0; k < events; k++) {
            shop.add("c" + k % 20, 1000 + k, "view", k);
        }
    }

    @Test
    void oneThatArrivesIsComputedFromHistoryInTheBackground() {
        fill(500);
        Tally first = new Tally("");
        host.add("first", first);
        host.portraits.catchUp(Progress.unwatched());
        assertThat(traits("c1")).containsKey("count").doesNotContainKey("late_count");

        Tally late = new Tally("late_");
        host.add("late", late);
        await().untilAsserted(() -> assertThat(states.cursor("late").last()).isEqualTo(500));
        assertThat(first.folds).hasValue(500);
        assertThat(late.folds.get()).isGreaterThanOrEqualTo(500);
        assertThat(traits("c1")).containsEntry("count", 25.0).containsEntry("late_count", 25.0);
        assertThat(host.portraits.traits()).extracting(Trait::name).contains("count", "late_count");
        await().untilAsserted(() -> assertThat(jobs.list())
                .anySatisfy(job -> assertThat(job.state()).isEqualTo(JobInfo.State.DONE)));
    }

    @Test
    void aSingleCustomerNeedNotWaitForAllHistory() {
        fill(500);
        CountDownLatch folding = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Tally slow = new Tally("slow_") {
            @Override
            public void fold(Sum state, Event event, ItemCatalog items) {
                if (event.customer() == 7) {
                    folding.countDown();
                    awaitLatch(release);
                }
                super.fold(state, event, items);
            }
        };
        host.add("slow", slow);
        awaitLatch(folding);
        assertThat(traits("c3")).containsEntry("slow_count", 25.0);
        release.countDown();
        host.portraits.catchUp(Progress.unwatched());
        assertThat(host.portraits.summary().customers()).isEqualTo(20);
    }

    @Test
    void oneThatGoesTakesItsTraitsAlongAndNothingElseIsComputed() {
        fill(500);
        Tally stays = new Tally("");
        host.add("stays", stays);
        Runnable goes = host.add("goes", new Tally("goes_"));
        host.portraits.catchUp(Progress.unwatched());
        assertThat(traits("c1")).containsKeys("count", "goes_count");

        goes.run();
        assertThat(traits("c1")).containsKey("count").doesNotContainKey("goes_count");
        assertThat(host.portraits.traits()).extracting(Trait::name).doesNotContain("goes_count");
        assertThat(host.portraits.summary().numbers()).containsKey("count").doesNotContainKey("goes_count");
        assertThat(stays.folds).hasValue(500);

        Tally back = new Tally("goes_");
        host.add("goes", back);
        host.portraits.catchUp(Progress.unwatched());
        assertThat(traits("c1")).containsKeys("count", "goes_count");
        assertThat(back.folds).hasValue(0);
    }

    @Test
    void oneThatGoesWhileItFoldsFailsNobody() throws Exception {
        fill(500);
        CountDownLatch folding = new CountDownLatch(1);
        CountDownLatch leaving = new CountDownLatch(1);
        AtomicBoolean gone = new AtomicBoolean();
        Tally stays = new Tally("");
        host.add("stays", stays);
        Runnable goes = host.add("goes", new Tally("goes_") {
            @Override
            public void fold(Sum state, Event event, ItemCatalog items) {
                folding.countDown();
                awaitLatch(leaving);
                if (gone.get()) {
                    throw new NoClassDefFoundError("its bundle is uninstalled");
                }
                super.fold(state, event, items);
            }
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> catchingUp = threads.submit(() -> host.portraits.catchUp(Progress.unwatched()));
            awaitLatch(folding);
            Future<?> removal = threads.submit(goes);
            await().until(() -> host.portraits.traits().stream()
                    .noneMatch(trait -> trait.name().startsWith("goes_")));
            gone.set(true);
            leaving.countDown();
            removal.get(10, TimeUnit.SECONDS);
            catchingUp.get(10, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
        assertThat(traits("c1")).containsEntry("count", 25.0);
        assertThat(states.cursor("stays").last()).isEqualTo(500);
        assertThat(states.cursor("goes").last()).isZero();
    }

    @Test
    void oneThatFailsIsLeftOutAndTheOthersGoOn() {
        fill(100);
        host.add("sound", new Tally(""));
        host.add("sick", new Tally("sick_") {
            @Override
            public void fold(Sum state, Event event, ItemCatalog items) {
                throw new IllegalStateException("cannot fold");
            }
        });
        host.add("odd", new Tally("odd_") {
            @Override
            public List<Trait> traits(List<Attribute> attributes) {
                throw new UnsupportedOperationException();
            }
        });
        host.portraits.catchUp(Progress.unwatched());
        assertThat(traits("c1")).containsEntry("count", 5.0).doesNotContainKey("sick_count");
        assertThat(host.portraits.table(List.of("count"), Progress.unwatched()).rows())
                .isEqualTo(20);
    }

    @Test
    void whatWasNotDeclaredIsDropped() {
        fill(20);
        host.add("loose", new Tally("") {
            @Override
            public void read(Sum state, Map<String, String> attributes, long now, TraitSink sink) {
                super.read(state, attributes, now, sink);
                sink.number("undeclared", 1);
                sink.category("count", "many");
                sink.number("sum", Double.NaN);
                sink.text("level", "plenty");
            }
        });
        assertThat(traits("c1"))
                .containsEntry("count", 1.0)
                .containsEntry("level", "plenty")
                .doesNotContainKeys("undeclared");
    }

    @Test
    void ofTwoWithOneNameTheHigherRankedServesAndThenTheOther() {
        fill(60);
        Tally lower = new Tally("");
        Tally higher = new Tally("");
        host.add("same", lower, 1);
        Runnable best = host.add("same", higher, 2);
        host.portraits.catchUp(Progress.unwatched());
        assertThat(higher.folds).hasValue(60);
        assertThat(lower.folds).hasValue(0);
        best.run();
        fill(10);
        host.portraits.catchUp(Progress.unwatched());
        assertThat(traits("c1")).containsEntry("count", 4.0);
    }

    @Test
    void twoOfOneTraitKeepTheirOwn() {
        fill(20);
        host.add("second", new Tally(""), 1);
        host.add("first", new Tally(""), 2);
        assertThat(host.portraits.traits()).extracting(Trait::name).contains("count", "second_count");
        assertThat(traits("c1")).containsEntry("count", 1.0).containsEntry("second_count", 1.0);
    }

    /** Readers, events, and a profiler that is replaced over and over: nobody sees a failure. */
    @Test
    void nobodySeesAnyOfIt() throws Exception {
        fill(2000);
        host.add("stays", new Tally(""));
        host.portraits.catchUp(Progress.unwatched());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicBoolean over = new AtomicBoolean();
        List<Future<?>> readers = new ArrayList<>();
        try {
            for (int t = 0; t < 3; t++) {
                int seed = t;
                readers.add(threads.submit(() -> {
                    for (int k = seed; !over.get(); k++) {
                        Map<String, Object> traits = traits("c" + k % 20);
                        assertThat(traits).containsKey("count");
                        assertThat((double) traits.get("count")).isGreaterThanOrEqualTo(100);
                        if (k % 50 == 0) {
                            host.portraits.table(List.of(), Progress.unwatched());
                            host.portraits.population().rank("count", 3);
                        }
                    }
                }));
            }
            readers.add(threads.submit(() -> {
                for (int k = 0; k < 300; k++) {
                    shop.add("c" + k % 20, k % 9 == 0 ? 500 : 10_000 + k, "view", 1);
                }
            }));
            for (int round = 0; round < 30; round++) {
                Runnable goes = host.add("goes", new Tally("goes_", Integer.toString(round % 3), false));
                if (round % 2 == 0) {
                    host.portraits.catchUp(Progress.unwatched());
                }
                goes.run();
            }
            over.set(true);
            for (Future<?> reader : readers) {
                reader.get(30, TimeUnit.SECONDS);
            }
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
        host.portraits.catchUp(Progress.unwatched());
        assertThat(traits("c0")).containsEntry("count", 115.0);
    }

    private Map<String, Object> traits(String customer) {
        return host.portraits.of(customer).map(Portrait::traits).orElseThrow();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).as("in time").isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
