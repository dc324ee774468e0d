// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.ModelInfo;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Settings;
import org.tessera.engine.Stores;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.SlotAccess;
import org.tessera.engine.strategy.Workers;
import org.tessera.engine.testing.FixedRecommender;
import org.tessera.engine.testing.MemoryStore;

class RecommendationServiceTest {
    @TempDir
    Path folder;

    private final MemoryStore store = new MemoryStore()
            .purchase("ann", "a", 1)
            .purchase("ann", "b", 2)
            .purchase("bob", "c", 3)
            .add("view", "bob", "d", 4)
            .purchase("bob", "postage", 5)
            .notAProduct("postage");
    private final FixedRecommender first = new FixedRecommender(false, true);
    private final FixedRecommender last = new FixedRecommender(true, false);
    private Slot<RecommenderInput, RecommenderModel, Recommender> slot;
    private RecommendationService service;

    @BeforeEach
    void open() {
        slot = SlotAccess.slot("recommend", folder, Duration.ofSeconds(10));
        slot.configure(List.of("first", "last"));
        SlotAccess.add(slot, "first", 1, first);
        SlotAccess.add(slot, "last", 2, last);
        service = new RecommendationService(
                new Stores(store, store, store),
                slot,
                new Workers(),
                SurroundingsOf.nothing(),
                Settings.defaults(RecommendationService.Config.class));
    }

    @Test
    void withoutAModelTheEngineAnswersWithWhatIsPopular() {
        store.purchase("cid", "c", 6).purchase("cid", "b", 7);
        Recommendation answer = service.recommend("ann", 3, Optional.empty(), true);
        assertThat(answer.strategy()).isEqualTo(LastResort.NAME);
        assertThat(answer.model()).isEmpty();
        assertThat(answer.items()).extracting(Recommendation.Item::item).containsExactly("c", "d");
        assertThat(answer.items().get(0).score()).isEqualTo(2);
        assertThat(answer.items().get(0).reasons())
                .singleElement()
                .satisfies(why -> assertThat(why.weight()).isEqualTo(2));
        assertThatThrownBy(() -> service.recommend("ann", 3, Optional.of("first"), false))
                .hasMessage("first has no model yet");
        assertThatThrownBy(() -> service.recommend("ann", 3, Optional.of("nobody"), false))
                .hasMessage("no strategy nobody for recommend");
    }

    @Test
    void whatIsLeftOpenIsFilledUpWithWhatIsPopular() {
        slot.configure(List.of("first"));
        train();
        first.spoiler = ranking -> new Ranking(new int[] {ranking.items()[0]}, new double[] {1});
        Recommendation answer = service.recommend("bob", 3, Optional.empty(), false);
        assertThat(answer.strategy()).isEqualTo("first");
        assertThat(answer.items()).extracting(Recommendation.Item::item).containsExactly("d", "a", "b");
    }

    @Test
    void nonsenseIsPassedOver() {
        train();
        List<java.util.function.UnaryOperator<Ranking>> spoilers = List.of(
                ranking -> new Ranking(new int[] {2, 2}, new double[] {2, 1}),
                ranking -> new Ranking(new int[] {2}, new double[] {Double.NaN}),
                ranking -> new Ranking(new int[] {0}, new double[] {1}),
                ranking -> new Ranking(new int[] {99}, new double[] {1}),
                ranking -> new Ranking(new int[] {2, 3}, new double[] {1, 2}),
                ranking -> new Ranking(new int[] {2, 3, 1}, new double[] {3, 2, 1}));
        for (java.util.function.UnaryOperator<Ranking> spoiler : spoilers) {
            open();
            train();
            first.spoiler = spoiler;
            assertThat(service.recommend("ann", 2, Optional.empty(), false).strategy())
                    .isEqualTo("last");
        }
    }

    @Test
    void oneThatFailsAgainAndAgainIsNoLongerAsked() {
        train();
        first.fails = true;
        for (int k = 0; k < 3; k++) {
            service.recommend("ann", 1, Optional.empty(), false);
        }
        first.fails = false;
        assertThat(service.recommend("ann", 1, Optional.empty(), false).strategy())
                .isEqualTo("last");
        assertThat(slot.infos())
                .filteredOn(info -> info.name().equals("first"))
                .singleElement()
                .satisfies(info -> {
                    assertThat(info.state()).isEqualTo("tripped");
                    assertThat(info.reason()).contains("3 times", "out of order");
                });
        assertThatThrownBy(() -> service.recommend("ann", 1, Optional.of("first"), false))
                .hasMessage("first cannot answer now");
    }

    @Test
    void answersWithoutWhatWasBoughtAndWithoutWhatIsNoProduct() {
        ModelInfo model = train();
        Recommendation answer = service.recommend("ann", 5, Optional.empty(), true);
        assertThat(answer.strategy()).isEqualTo("first");
        assertThat(answer.model()).isEqualTo(model.id());
        assertThat(answer.items()).extracting(Recommendation.Item::item).containsExactly("d", "c");
        assertThat(answer.items().get(0).name()).isEqualTo("the d");
        assertThat(answer.items().get(0).reasons())
                .singleElement()
                .satisfies(why -> assertThat(why.text()).isEqualTo("goes with the a"));
    }

    @Test
    void whatWasOnlyLookedAtMayBeRecommended() {
        train();
        assertThat(service.recommend("bob", 5, Optional.empty(), false).items())
                .extracting(Recommendation.Item::item)
                .containsExactly("d", "b", "a");
    }

    @Test
    void aPurchaseOfASecondAgoCounts() {
        train();
        assertThat(service.recommend("ann", 1, Optional.empty(), false).items())
                .extracting(Recommendation.Item::item)
                .containsExactly("d");
        store.purchase("ann", "d", 9);
        assertThat(service.recommend("ann", 1, Optional.empty(), false).items())
                .extracting(Recommendation.Item::item)
                .containsExactly("c");
        store.takeBack("ann", "d");
        assertThat(service.recommend("ann", 1, Optional.empty(), false).items())
                .extracting(Recommendation.Item::item)
                .containsExactly("d");
    }

    @Test
    void whatWasGivenBackMayBeRecommendedAgain() {
        train();
        store.purchase("ann", "d", 9);
        assertThat(service.recommend("ann", 1, Optional.empty(), false).items())
                .extracting(Recommendation.Item::item)
                .containsExactly("c");
        store.add("return", "ann", "d", 10);
        assertThat(service.recommend("ann", 1, Optional.empty(), false).items())
                .extracting(Recommendation.Item::item)
                .containsExactly("d");
    }

    @Test
    void whatWasBoughtLongAgoFadesAndStillIsNotRecommended() {
        RecommendationService.Config config = Settings.overlay(
                RecommendationService.Config.class,
                Settings.defaults(RecommendationService.Config.class),
                Map.of("halflife_days", 1));
        RecommendationService fading = new RecommendationService(
                new Stores(store, store, store), slot, new Workers(), SurroundingsOf.nothing(), config);
        store.purchase("bob", "a", 400L * 86_400_000);
        fading.train(Optional.empty(), Map.of(), 1, Progress.unwatched());
        assertThat(fading.recommend("ann", 5, Optional.empty(), false).items())
                .extracting(Recommendation.Item::item)
                .containsExactly("d", "c");
    }

    @Test
    void anUnknownCustomerIsAnsweredByTheLastResort() {
        train();
        Recommendation answer = service.recommend("zoe", 2, Optional.empty(), false);
        assertThat(answer.strategy()).isEqualTo("last");
        assertThat(answer.items()).extracting(Recommendation.Item::item).containsExactly("a", "b");
    }

    @Test
    void aStrategyThatFailsIsPassedOver() {
        train();
        first.fails = true;
        assertThat(service.recommend("ann", 1, Optional.empty(), false).strategy())
                .isEqualTo("last");
    }

    @Test
    void itemsThatGoWithAnItem() {
        train();
        Recommendation answer = service.similar("a", 2, Optional.empty());
        assertThat(answer.items()).extracting(Recommendation.Item::item).containsExactly("d", "c");
        assertThatThrownBy(() -> service.similar("x", 2, Optional.empty())).hasMessage("no item x");
    }

    @Test
    void aSillyCountIsRefused() {
        assertThatThrownBy(() -> service.recommend("ann", 0, Optional.empty(), false))
                .hasMessage("n is 0, expected 1 to 10000");
    }

    @Test
    void nothingToLearnFromIsSaid() {
        MemoryStore empty = new MemoryStore();
        RecommendationService lonely = new RecommendationService(
                new Stores(empty, empty, empty),
                slot,
                new Workers(),
                SurroundingsOf.nothing(),
                Settings.defaults(RecommendationService.Config.class));
        assertThatThrownBy(() -> lonely.train(Optional.empty(), Map.of(), 1, Progress.unwatched()))
                .hasMessageStartingWith("there is nothing to learn from");
    }

    private ModelInfo train() {
        return service.train(Optional.empty(), Map.of(), 1, Progress.unwatched());
    }
}
