// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Event;
import org.tessera.api.data.Interactions;
import org.tessera.api.measure.RatingBoard;
import org.tessera.api.measure.Split;
import org.tessera.api.recommend.RatingModel;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.engine.Stores;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.SlotAccess;
import org.tessera.engine.strategy.Workers;
import org.tessera.engine.testing.FixedRecommender;
import org.tessera.engine.testing.MemoryStore;
import org.tessera.engine.testing.SameRating;

class RatingEvaluationServiceTest {
    @TempDir
    Path folder;

    /** Ratings in this store are 10 each. */
    private final MemoryStore store = new MemoryStore();

    private Slot<RecommenderInput, RecommenderModel, Recommender> slot;
    private RatingEvaluationService service;

    @BeforeEach
    void open() {
        slot = SlotAccess.slot("recommend", folder, Duration.ofSeconds(10));
        SlotAccess.add(slot, "far", 1, new SameRating(7));
        SlotAccess.add(slot, "near", 2, new SameRating(9));
        SlotAccess.add(slot, "fixed", 3, new FixedRecommender(true, false));
        service = new RatingEvaluationService(new Stores(store, store, store), slot, new Workers());
    }

    private void rate() {
        for (int k = 0; k < 10; k++) {
            store.add(Event.RATING, "c" + k % 2, "i" + k / 2, k);
            store.purchase("c" + k % 2, "other", k);
        }
    }

    private RatingBoard evaluate(List<String> strategies, Map<String, Map<String, ?>> settings) {
        return service.evaluate(strategies, settings, new Split.ByTime(.2), 1, Progress.unwatched());
    }

    @Test
    void theLowestErrorComesFirstAndOthersAreLeftOut() {
        rate();
        RatingBoard board = evaluate(List.of(), Map.of());
        assertThat(board.ratings()).isEqualTo(2);
        assertThat(board.customers()).isEqualTo(2);
        assertThat(board.rows()).extracting(RatingBoard.Row::strategy).containsExactly("near", "far");
        RatingBoard.Row near = board.rows().get(0);
        assertThat(near.rmse()).isEqualTo(1);
        assertThat(near.mae()).isEqualTo(1);
        assertThat(board.rows().get(1).rmse()).isEqualTo(3);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void takesSettingsForOne() {
        rate();
        RatingBoard board = evaluate(List.of("far"), Map.of("far", Map.of("rating", "10")));
        assertThat(board.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.rmse()).isZero());
    }

    @Test
    void saysWhatCannotBeEvaluated() {
        assertThatThrownBy(() -> evaluate(List.of(), Map.of()))
                .isInstanceOf(TesseraException.class)
                .hasMessage("there are no ratings in the store");
        rate();
        assertThatThrownBy(() -> evaluate(List.of("fixed"), Map.of()))
                .isInstanceOfSatisfying(TesseraException.class, failure -> {
                    assertThat(failure).hasMessage("fixed foretells no ratings");
                    assertThat(failure.hint()).contains("far").contains("near");
                });
        assertThatThrownBy(() -> evaluate(List.of("far"), Map.of("near", Map.of())))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("near, which is not evaluated");
        assertThatThrownBy(() -> evaluate(List.of("nobody"), Map.of())).isInstanceOf(TesseraException.class);
    }

    /** Errors of 1, 2 and 2: by hand. */
    @Test
    void measuresErrorsByHand() {
        Interactions train =
                Interactions.Builder.strongest().add(0, 0, 1).add(1, 1, 5).build(2, 4);
        Interactions test = Interactions.Builder.strongest()
                .add(0, 1, 4)
                .add(0, 2, 1)
                .add(1, 3, 5)
                .build(2, 4);
        RatingModel model = (RatingModel) new SameRating(3)
                .train(new RecommenderInput(train, new BareCatalog(4), 0), Map.of(), TrainingContext.sequential(1));
        RatingEvaluator.Result result = new RatingEvaluator(train, test).evaluate(model, Progress.unwatched());
        assertThat(result.rmse()).isCloseTo(Math.sqrt(3), within(1e-12));
        assertThat(result.mae()).isCloseTo(5 / 3.0, within(1e-12));
        assertThat(result.coverage()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(result.ratings()).isEqualTo(3);
    }
}
