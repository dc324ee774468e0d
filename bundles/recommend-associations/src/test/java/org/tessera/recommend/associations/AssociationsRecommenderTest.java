// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.associations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Context;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.tck.SampleCatalog;

class AssociationsRecommenderTest {
    /** Baskets: 0 1 2, 0 1 2, 0 1, 0 3, 2 3. */
    private static final Interactions BASKETS = Interactions.of(SparseMatrix.of(
            5, 5, new int[] {0, 3, 6, 8, 10, 12}, new int[] {0, 1, 2, 0, 1, 2, 0, 1, 0, 3, 2, 3}, new float[0]));

    /** Of {0, 1}: 0 -> 2 is 2/4, 1 -> 2 is 2/3, {0, 1} -> 2 is 2/3; 0 -> 3 is 1/4. */
    @Test
    void addsUpTheConfidencesOfTheRulesThatFit() {
        Ranking ranking = train(Map.of()).recommend(asking(History.of(0, 1)));
        assertThat(ranking.items()).containsExactly(2, 3);
        assertThat(ranking.scores()).containsExactly(new double[] {.5 + 2 / 3d + 2 / 3d, .25}, within(1e-12));
    }

    @Test
    void takesTheBestRuleAlone() {
        RecommenderModel model = train(Map.of("combine", "best"));
        assertThat(model.recommend(asking(History.of(0, 1))).scores())
                .containsExactly(new double[] {2 / 3d, .25}, within(1e-12));
        assertThat(model.explain(asking(History.of(0, 1)), 2)).hasSizeBetween(1, 2);
    }

    @Test
    void leavesOutRulesThatAreNotSureEnough() {
        assertThat(train(Map.of("confidence", .5))
                        .recommend(asking(History.of(0)))
                        .items())
                .containsExactly(1, 2);
        assertThat(train(Map.of("lift", 1)).recommend(asking(History.of(0))).items())
                .as("2 stands beside 0 less often than in all")
                .containsExactly(1);
        assertThat(train(Map.of("count", 2)).recommend(asking(History.of(0))).items())
                .containsExactly(1, 2);
        assertThat(train(Map.of("support", .4)).recommend(asking(History.of(0))).items())
                .as("2 of 5 baskets are exactly enough")
                .containsExactly(1, 2);
    }

    /** Lift of 1 -> 0: 1 / .8; conviction is infinite, as nobody has 1 without 0. */
    @Test
    void saysWhichRule() {
        List<Reason> reasons = train(Map.of("length", 2)).explain(asking(History.of(1)), 0);
        assertThat(reasons)
                .containsExactly(new Reason(
                        Reason.ITEM, 1, "support 0.6000, confidence 1.000, lift 1.25, conviction Infinity", 1));
    }

    @Test
    void sharesARuleOutAmongTheItemsOfItsAntecedent() {
        List<Reason> reasons = train(Map.of()).explain(asking(History.of(0, 1)), 2);
        assertThat(reasons).extracting(Reason::item).containsExactly(1, 0);
        assertThat(reasons.get(0).weight()).isCloseTo(2 / 3d + 1 / 3d, within(1e-12));
        assertThat(reasons.get(1).weight()).isCloseTo(1 / 2d + 1 / 3d, within(1e-12));
    }

    @Test
    void asksWithTheBasketAlone() {
        Query query = new Query(
                Event.NONE,
                History.of(0, 1, 3),
                10,
                ItemSet.all(),
                ItemSet.none(),
                new Context("", Map.of(), new int[] {3}, 0));
        assertThat(train(Map.of()).recommend(query).items()).containsExactly(0, 2);
    }

    private static Query asking(History history) {
        return new Query(Event.NONE, history, 10, ItemSet.all(), ItemSet.of(history));
    }

    private static RecommenderModel train(Map<String, ?> settings) {
        Map<String, Object> all =
                new HashMap<>(Map.of("count", 1, "support", 0, "lift", 0, "confidence", 0, "basket", "customer"));
        all.putAll(settings);
        return new AssociationsRecommender(Settings.defaults(AssociationsRecommender.Config.class))
                .train(new RecommenderInput(BASKETS, new SampleCatalog(5), 0), all, TrainingContext.sequential(1));
    }
}
