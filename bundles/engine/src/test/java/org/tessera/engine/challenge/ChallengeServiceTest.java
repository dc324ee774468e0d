// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.TesseraException;
import org.tessera.api.recommend.Challenge;
import org.tessera.api.recommend.Challenge.Mode;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Settings;
import org.tessera.engine.Stores;
import org.tessera.engine.recommend.RecommendationService;
import org.tessera.engine.recommend.SurroundingsOf;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.SlotAccess;
import org.tessera.engine.strategy.Workers;
import org.tessera.engine.testing.FixedRecommender;
import org.tessera.engine.testing.MemoryStore;

class ChallengeServiceTest {
    private static final int CUSTOMERS = 200;

    @TempDir
    Path folder;

    private final MemoryStore store = new MemoryStore();
    private final FixedRecommender champion = new FixedRecommender(false, false);
    private final FixedRecommender challenger = new FixedRecommender(true, false);
    private RecommendationService recommendations;
    private ChallengeService challenges;

    @BeforeEach
    void open() {
        // The champion recommends the items added last, the challenger those added first.
        for (int item = 0; item < 20; item++) {
            store.purchase("someone", "i" + item, item);
        }
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            store.add("view", "c" + customer, "i10", 100);
        }
        Slot<RecommenderInput, RecommenderModel, Recommender> slot =
                SlotAccess.slot("recommend", folder, Duration.ofSeconds(10));
        slot.configure(List.of("champion"));
        SlotAccess.add(slot, "champion", 1, champion);
        SlotAccess.add(slot, "challenger", 2, challenger);
        recommendations = new RecommendationService(
                new Stores(store, store, store),
                slot,
                new Workers(),
                SurroundingsOf.nothing(),
                Settings.defaults(RecommendationService.Config.class));
        recommendations.train(Optional.empty(), Map.of(), 1, Progress.unwatched());
        challenges = new ChallengeService(new ChallengeService.Asked(recommendations, slot), store);
    }

    @AfterEach
    void close() {
        challenges.close();
    }

    private Challenge current() {
        return challenges.current().orElseThrow();
    }

    private String askAll() {
        StringBuilder strategies = new StringBuilder();
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            strategies.append(
                    recommendations
                                    .recommend("c" + customer, 5, Optional.empty(), false)
                                    .strategy()
                                    .equals("challenger")
                            ? '1'
                            : '0');
            if (customer % 50 == 49) {
                // The queue leaves out what it cannot hold.
                int asked = customer;
                await().until(() -> current().asked() + current().failed() > 0 || asked < 0);
            }
        }
        return strategies.toString();
    }

    @Test
    void aShadowIsNotSeenAndJudgedByWhatCustomersDoNext() {
        assertThat(challenges.start(Mode.SHADOW, "challenger", 1).running()).isTrue();
        for (int customer = 0; customer < 60; customer++) {
            assertThat(recommendations
                            .recommend("c" + customer, 5, Optional.empty(), false)
                            .strategy())
                    .isEqualTo("champion");
        }
        await().until(() -> current().asked() == 60);
        assertThat(current().agreement()).isZero();
        assertThat(current().judged()).isZero();
        for (int customer = 0; customer < 60; customer++) {
            // Three of four take what the challenger would have answered.
            store.purchase("c" + customer, customer % 4 == 0 ? "i19" : "i0", 200);
        }
        Challenge judged = current();
        assertThat(judged.judged()).isEqualTo(60);
        assertThat(judged.challengerHits()).isEqualTo(0.75);
        assertThat(judged.championHits()).isEqualTo(0.25);
        assertThat(judged.low()).isPositive();
        assertThat(judged.high()).isBetween(0.5, 0.8);
        assertThat(challenges.stop())
                .hasValueSatisfying(ended -> assertThat(ended.running()).isFalse());
    }

    @Test
    void aCanaryAnswersTheSameCustomersEachTime() {
        challenges.start(Mode.CANARY, "challenger", 0.3);
        String first = askAll();
        assertThat(first.chars().filter(c -> c == '1').count()).isBetween(40L, 80L);
        assertThat(askAll()).isEqualTo(first);
        challenges.stop();
        assertThat(askAll()).doesNotContain("1");
    }

    @Test
    void aCanaryThatDoesWorseIsWithdrawn() {
        challenges.start(Mode.CANARY, "challenger", 0.5);
        askAll();
        await().until(() -> {
            long before = current().asked();
            askAll();
            return before > 60;
        });
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            store.purchase("c" + customer, "i19", 200);
        }
        await().until(() -> !current().running());
        assertThat(current().reason()).contains("less often");
        assertThat(current().high()).isNegative();
        assertThat(askAll()).doesNotContain("1");
    }

    @Test
    void aCanaryThatFailsIsWithdrawnAndItsCustomersAreAnswered() {
        challenges.start(Mode.CANARY, "challenger", 0.5);
        challenger.fails = true;
        await().until(() -> {
            assertThat(askAll()).doesNotContain("1");
            return !current().running();
        });
        assertThat(current().reason()).contains("could not answer");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThat(challenges.current()).isEmpty();
        assertThatThrownBy(() -> challenges.start(Mode.SHADOW, "champion", 0.1))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("champion itself");
        assertThatThrownBy(() -> challenges.start(Mode.SHADOW, "nobody", 0.1)).hasMessageContaining("nobody");
        assertThatThrownBy(() -> challenges.start(Mode.CANARY, "challenger", 1.5))
                .hasMessageContaining("share");
    }
}
