// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tessera.api.data.Sessions;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Settings;
import org.tessera.engine.Stores;
import org.tessera.engine.testing.MemoryStore;

class TrainingDataTest {
    private static final long DAY = 86_400_000L;

    private final MemoryStore store = new MemoryStore();
    private final TrainingData data =
            new TrainingData(new Stores(store, store, store), () -> customer -> customer == 0 ? "loyal" : "");

    private static EventWeights weights(Map<String, ?> settings) {
        RecommendationService.Config config = Settings.defaults(RecommendationService.Config.class);
        return EventWeights.of(Settings.overlay(RecommendationService.Config.class, config, settings));
    }

    @Test
    void hasOrdersAndWhatIsKnownOfCustomers() {
        // The store of the tests makes an order of its own of every event.
        store.purchase("ann", "a", 10).purchase("ann", "b", 20).purchase("bob", "a", 5);
        RecommenderInput input = data.read(weights(Map.of()), Progress.unwatched());
        Sessions sessions = input.sessions();
        assertThat(sessions.size()).isEqualTo(3);
        assertThat(sessions.customer(0)).isZero();
        assertThat(sessions.item(sessions.start(1))).isEqualTo(1);
        assertThat(input.customers().size()).isEqualTo(2);
        assertThat(input.customers().segment(0)).isEqualTo("loyal");
        assertThat(input.customers().segment(1)).isEmpty();
        assertThat(input.customers().attributes(1)).isEmpty();
        assertThat(input.now()).isEqualTo(20);
    }

    @Test
    void weightsFadeUntilTheNewestEvent() {
        store.purchase("ann", "a", 1).purchase("ann", "b", 10 * DAY + 1);
        RecommenderInput input = data.read(weights(Map.of("halflife_days", 10)), Progress.unwatched());
        assertThat(input.interactions().byCustomer().valuesOf(0)).containsExactly(.5f, 1f);
    }

    @Test
    void whatWasTakenBackIsNotLearned() {
        store.purchase("ann", "a", 1).purchase("ann", "b", 2).add("return", "ann", "a", 3);
        RecommenderInput input = data.read(weights(Map.of()), Progress.unwatched());
        assertThat(input.interactions().history(0).toItems()).containsExactly(1);
        assertThat(input.sessions().entries()).isEqualTo(1);
    }

    @Test
    void withoutAnyStarsThatIsSaid() {
        store.purchase("ann", "a", 1);
        assertThatThrownBy(() -> data.read(weights(Map.of("ratings", "stars")), Progress.unwatched()))
                .hasMessage("there is nothing to learn from: no event is a rating of a product in stars");
    }
}
