// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.measure.Evaluations;
import org.tessera.api.measure.Leaderboard;
import org.tessera.api.measure.Leaderboard.Refusal;
import org.tessera.api.measure.Leaderboard.Row;
import org.tessera.api.measure.Split;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.engine.Stores;
import org.tessera.engine.recommend.RecommendationService;
import org.tessera.engine.recommend.SurroundingsOf;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.SlotAccess;
import org.tessera.engine.strategy.Workers;
import org.tessera.engine.testing.FixedRecommender;
import org.tessera.engine.testing.ForwardingRecommender;
import org.tessera.engine.testing.MemoryStore;
import org.tessera.engine.testing.SpendPortraits;

class EvaluationServiceTest {
    private static final Split SPLIT = new Split.ByTime(.2);
    private static final String NO_RATINGS = "there are no ratings; import some";

    @TempDir
    Path folder;

    private Slot<RecommenderInput, RecommenderModel, Recommender> slot;
    private EvaluationService service;

    @BeforeEach
    void open() {
        slot = SlotAccess.slot("recommend", folder.resolve("recommend"), Duration.ofSeconds(10));
        Slot<FeatureTable, ClusterModel, Clusterer> clusterers =
                SlotAccess.slot("segment", folder.resolve("segment"), Duration.ofSeconds(10));
        slot.configure(List.of("up", "absent", "down"));
        SlotAccess.add(slot, "up", 1, new FixedRecommender(true, false));
        SlotAccess.add(slot, "down", 2, new FixedRecommender(false, false));
        SlotAccess.add(slot, "extra", 3, new FixedRecommender(true, true));
        MemoryStore store = new MemoryStore();
        for (int day = 1; day <= 50; day++) {
            store.purchase("c" + day % 7, "i" + (day * day) % 11, 1000L * day);
        }
        Workers workers = new Workers();
        RecommendationService recommendations = new RecommendationService(
                new Stores(store, store, store),
                slot,
                workers,
                SurroundingsOf.nothing(),
                Settings.defaults(RecommendationService.Config.class));
        service = new EvaluationService(
                recommendations,
                new SpendPortraits(store),
                slot,
                clusterers,
                workers,
                folder.resolve("leaderboard.json"));
    }

    @Test
    void measuresThePreferredAndTheConfiguredUnlessToldOtherwise() throws IOException {
        assertThat(board()).containsExactlyInAnyOrder("up", "down");
        slot.prefer("extra");
        assertThat(board()).containsExactlyInAnyOrder("extra", "up", "down");
        slot.configure(List.of());
        slot.prefer("up");
        assertThat(board()).containsExactlyInAnyOrder("extra", "up", "down");
    }

    @Test
    void measuresEveryOneWhereAllAreAskedFor() {
        assertThat(board(Evaluations.ALL)).containsExactlyInAnyOrder("extra", "up", "down");
        assertThat(board("extra")).containsExactly("extra");
    }

    @Test
    void leavesOutWhoRefusesToLearn() {
        refusing("picky", new TesseraException("there are no ratings", "import some"));
        Leaderboard board = evaluate(Map.of(), "picky", "up", "down");
        assertThat(board.rows()).extracting(Row::strategy).containsExactlyInAnyOrder("up", "down");
        assertThat(board.refused()).containsExactly(new Refusal("picky", NO_RATINGS));
        assertThat(service.latest())
                .hasValueSatisfying(saved -> assertThat(saved.refused()).isEqualTo(board.refused()));
    }

    @Test
    void failsWhereNobodyIsLeft() {
        refusing("picky", new TesseraException("there are no ratings", "import some"));
        refusing("choosy", new TesseraException("too few items", ""));
        assertThatThrownBy(() -> board("picky"))
                .isInstanceOf(TesseraException.class)
                .hasMessage("there are no ratings");
        assertThatThrownBy(() -> board("picky", "choosy"))
                .isInstanceOf(TesseraException.class)
                .hasMessage(
                        "no strategy can be trained on these data: picky: " + NO_RATINGS + "; choosy: too few items");
        assertThat(service.latest()).isEmpty();
    }

    @Test
    void aSettingThatIsWrongIsToldToWhoGaveIt() {
        refusing("picky", new SettingException("factors", "'x' is no number", "give a number"));
        assertThat(evaluate(Map.of(), "picky", "up").refused()).hasSize(1);
        assertThatThrownBy(() -> evaluate(Map.of("picky", Map.of("factors", "x")), "picky", "up"))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("factors");
    }

    @Test
    void aChallengerThatRefusesIsNotPassedOver() {
        refusing("picky", new TesseraException("there are no ratings", "import some"));
        assertThatThrownBy(
                        () -> service.compare(Optional.of("up"), List.of("picky"), SPLIT, 5, 1, Progress.unwatched()))
                .isInstanceOf(TesseraException.class)
                .hasMessage("there are no ratings");
    }

    @Test
    void aBoardSavedWithoutRefusalsIsRead() throws IOException {
        Files.writeString(
                folder.resolve("leaderboard.json"),
                "{\"split\": \"s\", \"users\": 1, \"k\": 10, \"reference\": \"up\", \"diversityBy\": \"customers\","
                        + " \"rows\": []}");
        assertThat(service.latest())
                .hasValueSatisfying(board -> assertThat(board.refused()).isEmpty());
    }

    private void refusing(String name, TesseraException why) {
        Recommender recommender = new ForwardingRecommender(new FixedRecommender(true, false), () -> {
            throw why;
        });
        SlotAccess.add(slot, name, 10 + name.length(), recommender);
    }

    private List<String> board(String... strategies) {
        return evaluate(Map.of(), strategies).rows().stream().map(Row::strategy).toList();
    }

    private Leaderboard evaluate(Map<String, Map<String, String>> settings, String... strategies) {
        return service.recommend(List.of(strategies), settings, SPLIT, 5, Optional.empty(), 1, Progress.unwatched());
    }
}
