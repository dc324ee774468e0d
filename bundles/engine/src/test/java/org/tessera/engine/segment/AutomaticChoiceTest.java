// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.Choice;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.segment.Segmentation;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.engine.Stores;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.SlotAccess;
import org.tessera.engine.strategy.Workers;
import org.tessera.engine.testing.BandClusterer;
import org.tessera.engine.testing.ForwardingClusterer;
import org.tessera.engine.testing.MemoryStore;
import org.tessera.engine.testing.TablePortraits;
import org.tessera.segment.kmeans.KMeans;

/** The choice among strategies: who takes part, who does not and why, and what it says. */
class AutomaticChoiceTest {
    private static final int ROWS = 90;

    @TempDir
    Path folder;

    private final MemoryStore store = new MemoryStore();
    private final TablePortraits portraits = new TablePortraits(threeHeaps(ROWS));
    private Slot<FeatureTable, ClusterModel, Clusterer> slot;
    private SegmentService service;

    /** Three heaps in a plane, of 60, 20 and 10 in a hundred, and spend, of which 100 is no natural bound. */
    private static FeatureTable threeHeaps(int rows) {
        Random random = new Random(7);
        double[] x = new double[rows];
        double[] y = new double[rows];
        double[] spend = new double[rows];
        for (int row = 0; row < rows; row++) {
            int heap = row % 10 < 6 ? 0 : row % 10 < 9 ? 1 : 2;
            x[row] = 10 * heap + random.nextGaussian();
            y[row] = heap == 1 ? 10 : random.nextGaussian();
            spend[row] = heap == 0 ? 50 : heap == 2 ? 400 : row % 20 < 10 ? 90 : 110;
        }
        return FeatureTable.builder(rows)
                .numeric("x", "", x)
                .numeric("y", "", y)
                .numeric("spend", "", spend)
                .build();
    }

    @BeforeEach
    void open() {
        IntStream.range(0, ROWS).forEach(row -> store.purchase("c" + row, "a", row));
        slot = SlotAccess.slot("segment", folder, Duration.ofSeconds(10));
        SlotAccess.add(slot, "kmeans", 1, new KMeans());
        service = new SegmentService(portraits, new Stores(store, store, store), slot, new Workers());
    }

    private Segmentation choose(String... strategies) {
        return service.formAutomatically(List.of(strategies), List.of("x", "y"), 3, Progress.unwatched());
    }

    @Test
    void takesTheBestAndSaysWhy() {
        SlotAccess.add(slot, "pairs", 2, new BandClusterer(List.of("spend")));
        Segmentation formed = service.formAutomatically(List.of(), List.of(), 3, Progress.unwatched());
        assertThat(formed.strategy()).isEqualTo("kmeans");
        assertThat(formed.segments()).hasSize(3);
        Choice choice = formed.choice();
        assertThat(choice.customers()).isEqualTo(ROWS);
        assertThat(choice.reason())
                .startsWith("kmeans with k = 3 was taken: 3 segments, which 5 bootstrap resamples find again with");
        assertThat(choice.rule()).contains("stability");
        Choice.Candidate taken = choice.candidates().get(0);
        assertThat(taken.picked()).isTrue();
        assertThat(taken.remark()).isEmpty();
        assertThat(taken.smallest()).isEqualTo(.1);
        assertThat(taken.noise()).isZero();
        assertThat(taken.score()).isEqualTo(taken.stability() * taken.silhouette() * taken.balance());
        Choice.Candidate other = choice.candidates().stream()
                .filter(candidate -> candidate.strategy().equals("pairs"))
                .findFirst()
                .orElseThrow();
        assertThat(other.picked()).isFalse();
        assertThat(other.silhouette()).as("cuts through a heap").isLessThan(taken.silhouette());
        assertThat(service.current().orElseThrow().choice().candidates())
                .extracting(Choice.Candidate::strategy)
                .startsWith("kmeans")
                .contains("pairs");
    }

    @Test
    void whoCannotTakePartDoesNotKeepTheOthers() {
        SlotAccess.add(slot, "broken", 2, BandClusterer.failing());
        SlotAccess.add(slot, "elsewhere", 3, new BandClusterer(List.of("monetary")));
        SlotAccess.add(slot, "own", 4, new BandClusterer(List.of("spend")));
        Segmentation formed = choose();
        assertThat(formed.strategy()).isEqualTo("kmeans");
        assertThat(formed.choice().candidates())
                .extracting(Choice.Candidate::strategy, Choice.Candidate::remark)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("broken", "there is no way"),
                        org.assertj.core.groups.Tuple.tuple("elsewhere", "left out: it goes by monetary"),
                        org.assertj.core.groups.Tuple.tuple("own", "left out: it goes by spend"));
        Segmentation again = service.formAutomatically(List.of(), List.of(), 3, Progress.unwatched());
        assertThat(again.choice().candidates())
                .extracting(Choice.Candidate::remark)
                .contains("left out: there is no trait monetary");
    }

    @Test
    void whoseCodeIsBrokenDoesNotKeepTheOthers() {
        BandClusterer bands = new BandClusterer(List.of());
        SlotAccess.add(slot, "asked", 2, new ForwardingClusterer(bands) {
            @Override
            public List<Map<String, Object>> alternatives(int rows) {
                throw new NullPointerException("no alternatives");
            }
        });
        SlotAccess.add(slot, "traits", 3, new ForwardingClusterer(bands) {
            @Override
            public List<String> traits(Map<String, ?> overrides) {
                throw new CancellationException("own affairs");
            }
        });
        SlotAccess.add(slot, "trained", 4, new ForwardingClusterer(bands) {
            @Override
            protected void beforeTraining(int training) {
                throw new NullPointerException("no training");
            }
        });
        Segmentation formed = choose();
        assertThat(formed.strategy()).isEqualTo("kmeans");
        assertThat(formed.choice().candidates())
                .extracting(Choice.Candidate::strategy, Choice.Candidate::remark)
                .contains(
                        tuple("asked", "left out: it failed: java.lang.NullPointerException: no alternatives"),
                        tuple("traits", "left out: own affairs"),
                        tuple("trained", "it failed: java.lang.NullPointerException: no training"));
    }

    /** Fails at the training that comes after one of the sample and those of the resamples. */
    private static ForwardingClusterer failingAtLast(Runnable failure) {
        return new ForwardingClusterer(new BandClusterer(List.of("spend"))) {
            @Override
            protected void beforeTraining(int training) {
                if (training == 1 + ChoiceTrials.RESAMPLES) {
                    failure.run();
                }
            }
        };
    }

    private Segmentation chooseBands(Progress progress) {
        SlotAccess.add(slot, "second", 3, new BandClusterer(List.of("spend")));
        return service.formAutomatically(List.of("first", "second"), List.of(), 3, progress);
    }

    @Test
    void whoFailsOnAllCustomersIsPassedOver() {
        SlotAccess.add(slot, "first", 2, failingAtLast(() -> {
            throw new NullPointerException("too many");
        }));
        Segmentation formed = chooseBands(Progress.unwatched());
        assertThat(formed.strategy()).isEqualTo("second");
        assertThat(formed.choice().reason())
                .endsWith(" first would have been first but failed on all customers: it failed:"
                        + " java.lang.NullPointerException: too many.");
    }

    @Test
    void whoGoesWhileTrainedOnAllCustomersIsPassedOver() {
        slot = SlotAccess.slot("segment", folder, Duration.ZERO);
        service = new SegmentService(portraits, new Stores(store, store, store), slot, new Workers());
        SlotAccess.add(slot, "first", 2, failingAtLast(() -> SlotAccess.remove(slot, "first", 2)));
        Segmentation formed = chooseBands(Progress.unwatched());
        assertThat(formed.strategy()).isEqualTo("second");
        assertThat(formed.choice().reason()).endsWith(" failed on all customers: first was removed while it trained.");
    }

    @Test
    void aCancelPassesAlsoWhereAStrategyFails() {
        AtomicBoolean cancelled = new AtomicBoolean();
        SlotAccess.add(slot, "first", 2, failingAtLast(() -> {
            cancelled.set(true);
            throw new NullPointerException("at the same time");
        }));
        Progress stopping = (phase, done, total) -> {
            if (cancelled.get()) {
                throw new CancellationException("enough");
            }
        };
        assertThatThrownBy(() -> chooseBands(stopping))
                .isInstanceOf(CancellationException.class)
                .hasMessage("enough");
        assertThat(service.current()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 5, 5 bootstrap resamples find",
        "7, 3, 3 bootstrap resamples find",
        "20, 1, 1 bootstrap resample finds"
    })
    void theReasonClaimsAsManyResamplesAsTimeAllowed(int seconds, int resamples, String words) {
        AtomicLong clock = new AtomicLong();
        SlotAccess.add(slot, "slow", 2, new ForwardingClusterer(new BandClusterer(List.of())) {
            @Override
            protected void beforeTraining(int training) {
                clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
            }
        });
        FeatureTable table = threeHeaps(ROWS);
        ChoiceTrials trials = new ChoiceTrials(slot, table, TrainingContext.sequential(1), clock::get);
        SegmentForming.Material material = new SegmentForming.Material(List.of(), table, store.extent());
        trials.enter(new Contender("slow", material, table, List.of(Map.of())));
        ChoiceTrial trial = trials.run().get(0);
        assertThat(trial.resamples()).isEqualTo(resamples);
        assertThat(trial.stability()).isEqualTo(1);
        assertThat(trial.seconds()).isEqualTo((1 + resamples) * seconds);
        assertThat(ChoiceRule.reason(trial, List.of(trial), List.of()))
                .startsWith("slow was taken: 2 segments, which " + words + " again with an agreement of 1.00; ");
    }

    @Test
    void onlyThoseThatAreNamed() {
        SlotAccess.add(slot, "broken", 2, BandClusterer.failing());
        assertThat(choose("kmeans").choice().candidates())
                .extracting(Choice.Candidate::strategy)
                .containsOnly("kmeans");
        assertThatThrownBy(() -> choose("magic")).hasMessage("no strategy magic for segment");
        assertThatThrownBy(() -> choose("broken"))
                .isInstanceOf(TesseraException.class)
                .hasMessage("no strategy forms segments of these customers: broken: there is no way");
        assertThat(service.current().orElseThrow().model()).isEqualTo("kmeans-1");
    }

    @Test
    void theSameSeedGivesTheSame() {
        List<Choice.Candidate> once = withoutTime(choose());
        assertThat(withoutTime(choose())).isEqualTo(once);
    }

    private static List<Choice.Candidate> withoutTime(Segmentation formed) {
        List<Choice.Candidate> candidates = new ArrayList<>();
        for (Choice.Candidate c : formed.choice().candidates()) {
            candidates.add(new Choice.Candidate(
                    c.strategy(),
                    c.settings(),
                    c.clusters(),
                    c.stability(),
                    c.silhouette(),
                    c.balance(),
                    c.smallest(),
                    c.noise(),
                    c.score(),
                    0,
                    c.picked(),
                    c.remark()));
        }
        return candidates;
    }

    @Test
    void stopsWhenCancelled() {
        choose();
        Progress stopping = (phase, done, total) -> {
            if (phase.startsWith("resampling")) {
                throw new CancellationException("enough");
            }
        };
        assertThatThrownBy(() -> service.formAutomatically(List.of(), List.of(), 3, stopping))
                .isInstanceOf(CancellationException.class);
        assertThat(service.current().orElseThrow().model()).isEqualTo("kmeans-1");
    }

    @Test
    void badInputIsAnsweredAndWhatStoodStands() {
        Segmentation stood = choose();
        portraits.replace(threeHeaps(ROWS).select(new int[] {0}));
        assertThatThrownBy(this::choose).isInstanceOfSatisfying(TesseraException.class, e -> {
            assertThat(e).hasMessage("1 customers are too few to choose by, expected at least 10");
            assertThat(e.hint()).contains("--strategy");
        });
        assertThatThrownBy(
                        () -> service.form(Optional.of("kmeans"), List.of(), Map.of("k", 2), 1, Progress.unwatched()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("2 segments of 1 rows");
        portraits.replace(threeHeaps(ROWS).select(new int[ROWS]));
        assertThatThrownBy(this::choose)
                .isInstanceOf(TesseraException.class)
                .hasMessageStartingWith("nothing tells the 90 rows apart");
        assertThatThrownBy(() -> service.form(Optional.of("kmeans"), List.of(), Map.of(), 1, Progress.unwatched()))
                .isInstanceOf(TesseraException.class)
                .hasMessageStartingWith("nothing tells the 90 rows apart");
        portraits.replace(threeHeaps(ROWS).select(new int[0]));
        assertThatThrownBy(this::choose).hasMessage("there are no customers to group");
        assertThat(service.current()).contains(stood);
        assertThat(service.members("0")).hasSize(54);
        assertThat(folder).isDirectoryNotContaining("glob:**kmeans-2");
    }
}
