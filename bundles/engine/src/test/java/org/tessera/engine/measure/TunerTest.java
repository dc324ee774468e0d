// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Interactions;
import org.tessera.api.measure.Metric;
import org.tessera.api.measure.Tuning.Trial;
import org.tessera.api.measure.Tunings.Method;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.engine.testing.AimingRecommender;

class TunerTest {
    private static final int CUSTOMERS = 2000;
    private static final int ITEMS = 100;
    private static final int TARGET = 70;
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    private final AimingRecommender strategy = new AimingRecommender();
    private final Holdout holdout = holdout();
    private final Tuner tuner = new Tuner(
            strategy::train,
            strategy.tunables(),
            holdout.input(new BareCatalog(ITEMS)),
            RankingEvaluator.of(holdout, 10, 1, Integer.MAX_VALUE, 1),
            Metric.MRR);

    /** Everybody had two items, one low and one high, and then wanted item 70. */
    private static Holdout holdout() {
        Interactions.Builder train = Interactions.Builder.binary();
        Interactions.Builder test = Interactions.Builder.binary();
        for (int c = 0; c < CUSTOMERS; c++) {
            train.add(c, c % 40, 1f).add(c, 90 + c % 10, 1f);
            test.add(c, TARGET, 1f);
        }
        return new Holdout(train.build(CUSTOMERS, ITEMS), test.build(CUSTOMERS, ITEMS), 0, "");
    }

    private static Tuner.Plan plan(Method method, int trials) {
        return new Tuner.Plan(method, trials, LONG, Map.of(), 7);
    }

    private Tuner.Found search(Tuner.Plan plan, TrialJournal journal) {
        return tuner.run(plan, journal, TrainingContext.sequential(7));
    }

    @Test
    void triesTheDefaultsFirstAndFindsWhatIsBetter() {
        Tuner.Found found = search(plan(Method.RANDOM, 40), TrialJournal.none());
        assertThat(found.trials()).hasSize(40);
        assertThat(found.defaults()).extracting(Trial::number, Trial::score).containsExactly(0, 0.0);
        assertThat(found.defaults().settings()).isEmpty();
        assertThat(Double.parseDouble(found.best().settings().get("aim"))).isCloseTo(TARGET, within(3.0));
        assertThat(found.best()).isEqualTo(found.trials().get(0));
        assertThat(found.trials().stream().filter(t -> !t.failed()).map(Trial::score))
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void trialsThatFailAreNotedAndPassedOver() {
        Tuner.Found found = search(plan(Method.RANDOM, 40), TrialJournal.none());
        assertThat(found.trials().stream().filter(Trial::failed).map(Trial::error).distinct())
                .containsExactlyInAnyOrder("setting mood: wild is out of range", "too little memory");
        assertThat(found.best().failed()).isFalse();
    }

    @Test
    void theSameSeedFindsTheSameOnAnyNumberOfThreads() {
        java.util.concurrent.ExecutorService threads = java.util.concurrent.Executors.newFixedThreadPool(3);
        try {
            for (Method method : Method.values()) {
                List<Trial> one = search(plan(method, 30), TrialJournal.none()).trials();
                List<Trial> many = tuner.run(
                                plan(method, 30),
                                TrialJournal.none(),
                                new TrainingContext(7, (phase, done, total) -> {}, threads, 3))
                        .trials();
                assertThat(untimed(many)).isEqualTo(untimed(one));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Trial> untimed(List<Trial> trials) {
        return trials.stream()
                .map(t -> new Trial(t.number(), t.settings(), t.share(), t.score(), 0, t.error()))
                .toList();
    }

    @Test
    void halvingTriesManyOnFewCustomersAndTheBetterThirdOnMore() {
        Tuner.Found found = search(plan(Method.HALVING, 27), TrialJournal.none());
        Map<Double, Long> byShare = found.trials().stream()
                .collect(java.util.stream.Collectors.groupingBy(Trial::share, java.util.stream.Collectors.counting()));
        // 2,000 customers allow for two steps below all of them: at a ninth, 222 are asked.
        assertThat(byShare.keySet()).containsExactlyInAnyOrder(1.0, 1 / 3.0, 1 / 9.0);
        assertThat(byShare.get(1 / 9.0)).isEqualTo(27);
        assertThat(byShare.get(1 / 3.0)).isBetween(9L, 10L);
        assertThat(byShare.get(1.0)).isBetween(3L, 5L);
        assertThat(found.defaults().share()).isEqualTo(1);
        Tuner.Found all = search(plan(Method.RANDOM, 27), TrialJournal.none());
        assertThat(found.best().settings()).isEqualTo(all.best().settings());
        assertThat(found.best().score()).isEqualTo(all.best().score());
    }

    @Test
    void goesOnWhereItWasBrokenOff() throws IOException {
        Path file = folder.resolve("tuning").resolve("aiming.jsonl");
        Tuner.Found whole = search(plan(Method.RANDOM, 20), TrialJournal.none());
        strategy.trainings.set(0);
        strategy.before = () -> {
            if (strategy.trainings.get() == 8) {
                throw new CancellationException("killed");
            }
        };
        assertThatThrownBy(() -> search(plan(Method.RANDOM, 20), TrialJournal.at(file, false)))
                .isInstanceOf(CancellationException.class);
        // The process ended while a line was being written.
        Files.writeString(file, "{\"number\":9,\"sett", StandardOpenOption.APPEND);
        strategy.before = () -> {};
        strategy.trainings.set(0);
        TrialJournal journal = TrialJournal.at(file, true);
        assertThat(journal.size()).isEqualTo(8);
        Tuner.Found resumed = search(plan(Method.RANDOM, 20), journal);
        assertThat(strategy.trainings).hasValue(12);
        assertThat(untimed(resumed.trials())).isEqualTo(untimed(whole.trials()));
        assertThat(Files.readAllLines(file)).hasSize(20);
        assertThat(TrialJournal.at(file, false).size()).isZero();
    }

    @Test
    void aLongerSearchTakesUpTheTrialsOfAShorterOne() {
        Path file = folder.resolve("aiming.jsonl");
        search(plan(Method.RANDOM, 10), TrialJournal.at(file, false));
        strategy.trainings.set(0);
        search(plan(Method.RANDOM, 15), TrialJournal.at(file, true));
        assertThat(strategy.trainings).hasValue(5);
    }

    @Test
    void whenTimeIsUpTheDefaultsHaveStillBeenTried() {
        Tuner.Plan none = new Tuner.Plan(Method.RANDOM, 50, Duration.ZERO, Map.of(), 7);
        Tuner.Found found = search(none, TrialJournal.none());
        assertThat(found.trials()).singleElement().isEqualTo(found.defaults());
        assertThat(found.best()).isEqualTo(found.defaults());
    }

    @Test
    void fixedSettingsAreNotSearched() {
        Tuner.Plan fixed = new Tuner.Plan(Method.RANDOM, 12, LONG, Map.of("aim", "69"), 7);
        Tuner.Found found = search(fixed, TrialJournal.none());
        assertThat(found.trials()).allMatch(trial -> trial.settings().get("aim").equals("69"));
        assertThat(found.trials().stream().map(Trial::settings)).doesNotHaveDuplicates();
        // Three moods and the defaults are all there is to try.
        assertThat(found.trials()).hasSize(4);
    }

    @Test
    void whatCannotBeSearchedIsSaid() {
        assertThatThrownBy(() -> search(
                        new Tuner.Plan(Method.RANDOM, 5, LONG, Map.of("aim", "1000"), 7), TrialJournal.none()))
                .isInstanceOf(SettingException.class)
                .hasMessage("setting aim: 1000.0 is out of range, expected 0 to 99");
        assertThatThrownBy(() -> search(
                        new Tuner.Plan(Method.RANDOM, 5, LONG, Map.of("aim", "1", "mood", "calm"), 7),
                        TrialJournal.none()))
                .hasMessage("every setting is fixed");
        assertThatThrownBy(() -> new Tuner(
                                strategy::train,
                                List.of(),
                                holdout.input(new BareCatalog(ITEMS)),
                                RankingEvaluator.of(holdout, 10, 1, 10, 1),
                                Metric.NDCG)
                        .run(plan(Method.RANDOM, 5), TrialJournal.none(), TrainingContext.sequential(1)))
                .hasMessage("the strategy names no settings to search");
        strategy.before = () -> {
            throw new TesseraException("needs 900 GB", "give it more");
        };
        assertThatThrownBy(() -> search(plan(Method.RANDOM, 5), TrialJournal.none()))
                .hasMessage("no trial on all customers succeeded: needs 900 GB");
        assertThatThrownBy(() -> plan(Method.RANDOM, 0)).hasMessage("the number of trials is 0");
    }

    @Test
    void journalsOfOtherDataOrOtherSearchesHaveOtherNames() {
        Holdout other = new Holdout(holdout.test(), holdout.train(), 0, "");
        String name = TrialJournal.name("aiming", "1.0.0", holdout, Map.of("metric", "ndcg"));
        assertThat(TrialJournal.name("aiming", "1.0.0", holdout(), Map.of("metric", "ndcg"))).isEqualTo(name);
        assertThat(TrialJournal.name("aiming", "1.0.0", other, Map.of("metric", "ndcg"))).isNotEqualTo(name);
        assertThat(TrialJournal.name("aiming", "1.0.1", holdout, Map.of("metric", "ndcg"))).isNotEqualTo(name);
        assertThat(TrialJournal.name("aiming", "1.0.0", holdout, Map.of("metric", "auc"))).isNotEqualTo(name);
    }

    @Test
    void aJournalThatIsNoneIsRefused() throws IOException {
        Path file = folder.resolve("other.jsonl");
        Files.writeString(file, "[1, 2]\n");
        assertThatThrownBy(() -> TrialJournal.at(file, true)).hasMessageContaining("holds a line that is no trial");
    }
}
