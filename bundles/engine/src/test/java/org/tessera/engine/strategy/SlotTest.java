// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Interactions;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.ModelInfo;
import org.tessera.api.strategy.Provenance;
import org.tessera.api.strategy.StrategyInfo;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.engine.model.StoredModel;
import org.tessera.engine.strategy.Registration.StrategyId;
import org.tessera.engine.testing.FixedRecommender;
import org.tessera.engine.testing.ForwardingRecommender;
import org.tessera.engine.testing.MemoryStore;

class SlotTest {
    private static final StrategyId UP = new StrategyId("up", "1.0.0", "test.up", 1, 0, 1);
    private static final StrategyId DOWN = new StrategyId("down", "1.0.0", "test.down", 2, 0, 2);

    @TempDir
    Path folder;

    private final RecommenderInput input = new RecommenderInput(
            Interactions.Builder.binary().add(0, 0, 1f).add(0, 1, 1f).build(1, 2),
            new MemoryStore().purchase("c", "a", 1).purchase("c", "b", 2).catalog(),
            0);
    private Slot<RecommenderInput, RecommenderModel, Recommender> slot;

    @BeforeEach
    void open() throws IOException {
        slot = reopened();
    }

    @Test
    void theChainIsTheChosenThenTheConfiguredThenTheRest() throws IOException {
        slot.add(new StrategyId("zeta", "1.0.0", "test.zeta", 3, 0, 3), new FixedRecommender(true, false));
        slot.add(UP, new FixedRecommender(true, false));
        slot.add(DOWN, new FixedRecommender(false, false));
        slot.configure(List.of("down", "absent", "up"));
        assertThat(slot.chain()).containsExactly("down", "up", "zeta");
        slot.prefer("zeta");
        assertThat(slot.chain()).containsExactly("zeta", "down", "up");
        assertThat(slot.fallbacks()).containsExactly("down", "up");
    }

    @Test
    void aTrainedModelServesAndIsThereAfterARestart() throws IOException {
        slot.add(UP, new FixedRecommender(true, false));
        assertThat(slot.use("up")).isEmpty();
        String id = train("up", true).id();
        try (Slot.Use<RecommenderModel> use = slot.useFirst().orElseThrow()) {
            assertThat(use.modelId()).isEqualTo(id);
        }
        slot = reopened();
        slot.add(UP, new FixedRecommender(true, false));
        try (Slot.Use<RecommenderModel> use = slot.useFirst().orElseThrow()) {
            assertThat(use.modelId()).isEqualTo(id);
            assertThat(use.model().items()).isEqualTo(2);
        }
    }

    @Test
    void aModelIsClosedOnceAfterItsLastUse() throws IOException {
        FixedRecommender strategy = new FixedRecommender(true, false);
        slot.add(UP, strategy);
        train("up", true);
        try (Slot.Use<RecommenderModel> use = slot.use("up").orElseThrow()) {
            train("up", true);
            assertThat(strategy.closed).hasValue(0);
            assertThat(use.model().items()).isEqualTo(2);
        }
        assertThat(strategy.closed).hasValue(1);
        slot.remove(UP);
        assertThat(strategy.closed).hasValue(2);
        assertThat(slot.use("up")).isEmpty();
        assertThat(slot.chain()).isEmpty();
    }

    @Test
    void rollbackGoesBackToWhatServedBefore() throws IOException {
        slot.add(UP, new FixedRecommender(true, false));
        slot.add(DOWN, new FixedRecommender(false, false));
        assertThatThrownBy(() -> slot.rollback()).hasMessageContaining("no model of recommend has served before");
        String first = train("up", true).id();
        train("down", true);
        assertThat(slot.preferred()).contains("down");
        ModelInfo back = slot.rollback();
        assertThat(back.id()).isEqualTo(first);
        assertThat(slot.preferred()).contains("up");
        assertThat(slot.models())
                .filteredOn(ModelInfo::serving)
                .extracting(ModelInfo::id)
                .containsExactly(first);
    }

    @Test
    void aModelWhoseStrategyGoesWhileItIsReadIsClosedAndNotPreferred() throws IOException {
        slot.add(UP, new FixedRecommender(true, false));
        slot.add(DOWN, new FixedRecommender(false, false));
        train("up", true);
        String second = train("down", true).id();
        slot = quick();
        FixedRecommender leaving = new FixedRecommender(true, false);
        slot.add(UP, new LeavingRecommender(leaving, () -> slot.remove(UP)));
        slot.add(DOWN, new FixedRecommender(false, false));
        assertThatThrownBy(() -> slot.rollback())
                .isInstanceOf(TesseraException.class)
                .hasMessage("no strategy up for recommend");
        assertThat(leaving.closed).hasValue(1);
        slot = reopened();
        slot.add(UP, new FixedRecommender(true, false));
        slot.add(DOWN, new FixedRecommender(false, false));
        assertThat(slot.preferred()).contains("down");
        assertThat(slot.modelId("down")).isEqualTo(second);
        assertThat(slot.rollback().provenance().strategy()).isEqualTo("up");
    }

    @Test
    void aDamagedModelIsPassedOverForTheOneBefore() throws IOException {
        slot.add(UP, new FixedRecommender(true, false));
        String first = train("up", true).id();
        StoredModel second = train("up", true);
        Files.write(second.folder().resolve("model.bin"), new byte[] {1});
        slot = reopened();
        slot.add(UP, new FixedRecommender(true, false));
        try (Slot.Use<RecommenderModel> use = slot.use("up").orElseThrow()) {
            assertThat(use.modelId()).isEqualTo(first);
        }
    }

    @Test
    void keepsTheNewestModelsOfAStrategy() throws IOException {
        slot.add(UP, new FixedRecommender(true, false));
        for (int k = 0; k < 8; k++) {
            train("up", true);
        }
        assertThat(slot.models()).extracting(ModelInfo::id).containsExactly("up-8", "up-7", "up-6", "up-5", "up-4");
    }

    @Test
    void trainingStopsWhenItsStrategyIsRemoved() {
        slot = quick();
        Recommender leaving = new ForwardingRecommender(new FixedRecommender(true, false), () -> slot.remove(DOWN));
        slot.add(DOWN, leaving);
        assertThatThrownBy(() -> slot.train("down", input, Map.of(), TrainingContext.sequential(1)))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("down was removed");
    }

    @Test
    void aModelWhoseStrategyWentBeforeItServesIsClosedAndNotPreferred() throws IOException {
        FixedRecommender strategy = new FixedRecommender(true, false);
        slot.add(UP, strategy);
        slot.add(DOWN, new FixedRecommender(false, false));
        String first = train("up", false).id();
        train("down", true);
        Slot.Trained<RecommenderModel> trained = slot.train("up", input, Map.of(), TrainingContext.sequential(1));
        StoredModel stored = slot.store().save(trained.model(), provenance(trained), Map.of());
        slot.remove(UP);
        assertThat(strategy.closed).hasValue(1);
        assertThatThrownBy(() -> slot.promote(stored, trained.model(), true))
                .isInstanceOf(TesseraException.class)
                .hasMessage("no strategy up for recommend");
        assertThat(strategy.closed).hasValue(2);
        slot = reopened();
        slot.add(UP, new FixedRecommender(true, false));
        slot.add(DOWN, new FixedRecommender(false, false));
        assertThat(slot.preferred()).contains("down");
        assertThat(slot.modelId("up")).isEqualTo(first);
    }

    @Test
    void aModelOfAStrategyOnTrialThatWentIsClosed() throws IOException {
        FixedRecommender strategy = new FixedRecommender(true, false);
        slot.addOnTrial(UP, strategy);
        slot.add(DOWN, new FixedRecommender(false, false));
        train("down", true);
        RecommenderModel[] models = new RecommenderModel[2];
        StoredModel[] stored = new StoredModel[2];
        for (int k = 0; k < 2; k++) {
            Slot.Trained<RecommenderModel> trained =
                    slot.train(UP.label(), input, Map.of(), TrainingContext.sequential(1));
            models[k] = trained.model();
            stored[k] = slot.store().save(trained.model(), provenance(trained), Map.of());
        }
        slot.remove(UP);
        assertThatThrownBy(() -> slot.admit(UP.label(), stored[0], models[0], true))
                .isInstanceOf(TesseraException.class)
                .hasMessage("no strategy up@1.0.0 for recommend");
        assertThat(strategy.closed).hasValue(1);
        assertThatThrownBy(() -> slot.install(UP.label(), stored[1], models[1])).isInstanceOf(TesseraException.class);
        assertThat(strategy.closed).hasValue(2);
        assertThat(slot.chain()).containsExactly("down");
    }

    @Test
    void aStrategyOnTrialIsAdmittedWithItsModel() throws IOException {
        slot.addOnTrial(UP, new FixedRecommender(true, false));
        slot.add(DOWN, new FixedRecommender(false, false));
        train("down", true);
        Slot.Trained<RecommenderModel> trained = slot.train(UP.label(), input, Map.of(), TrainingContext.sequential(1));
        StoredModel stored = slot.store().save(trained.model(), provenance(trained), Map.of());
        slot.admit(UP.label(), stored, trained.model(), true);
        assertThat(slot.chain()).containsExactly("up", "down");
        assertThat(slot.modelId("up")).isEqualTo(stored.id());
    }

    @Test
    void saysWhoAnswersAndWhy() throws IOException {
        slot.add(UP, new FixedRecommender(true, false));
        slot.add(DOWN, new FixedRecommender(false, false));
        slot.configure(List.of("up", "down"));
        train("down", false);
        assertThat(slot.infos()).extracting(StrategyInfo::state).containsExactly("serving", "untrained");
        assertThat(slot.infos().get(0).reason()).isEqualTo("answers in place of up, which has no model");
        assertThat(slot.infos().get(1).champion()).isTrue();
        slot.remove(UP);
        slot.prefer("down");
        slot.remove(DOWN);
        assertThat(slot.infos()).singleElement().satisfies(info -> {
            assertThat(info.name()).isEqualTo("down");
            assertThat(info.state()).isEqualTo("absent");
        });
    }

    @Test
    void anUnknownStrategyListsThoseThereAre() {
        slot.add(UP, new FixedRecommender(true, false));
        assertThatThrownBy(() -> slot.prefer("knn")).isInstanceOfSatisfying(TesseraException.class, e -> {
            assertThat(e).hasMessage("no strategy knn for recommend");
            assertThat(e.hint()).isEqualTo("there are: up");
        });
    }

    private Slot<RecommenderInput, RecommenderModel, Recommender> reopened() {
        return SlotAccess.slot("recommend", folder, Duration.ofSeconds(10));
    }

    private Slot<RecommenderInput, RecommenderModel, Recommender> quick() {
        return SlotAccess.slot("recommend", folder, Duration.ZERO);
    }

    private StoredModel train(String strategy, boolean prefer) throws IOException {
        Slot.Trained<RecommenderModel> trained = slot.train(strategy, input, Map.of(), TrainingContext.sequential(1));
        StoredModel stored = slot.store().save(trained.model(), provenance(trained), Map.of());
        slot.promote(stored, trained.model(), prefer);
        return stored;
    }

    private static Provenance provenance(Slot.Trained<RecommenderModel> trained) {
        return new Provenance(
                "recommend",
                trained.strategy(),
                trained.version(),
                trained.model().settings(),
                1,
                Instant.now(),
                trained.duration(),
                Instant.EPOCH,
                Instant.EPOCH,
                Map.of(),
                Map.of());
    }

    /** Goes while it reads a model. */
    private record LeavingRecommender(FixedRecommender other, Runnable going) implements Recommender {
        @Override
        public Map<String, Object> settings() {
            return other.settings();
        }

        @Override
        public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
            return other.train(input, overrides, context);
        }

        @Override
        public RecommenderModel read(InputStream in) throws IOException {
            RecommenderModel model = other.read(in);
            going.run();
            return model;
        }
    }
}
