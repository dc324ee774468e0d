// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.ratings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;

/** Figures by numpy 1.24, which solves the normal equations in dense form. */
class FactorRatingModelTest {
    private static final float[] EXPLICIT = {.5f, -.25f, 1, .5f, -.75f, .25f, .25f, 1, 0, 0};
    private static final float[] IMPLICIT = {.1f, .2f, -.3f, .1f, .2f, .2f, 0, -.4f, 0, 0};
    private static final History HISTORY = History.ofSorted(new int[] {0, 2, 3}, new float[] {5, 2, 4}, new long[3]);

    private static FactorRatingModel model(double unit, float[] implicit, double bias, double factors) {
        Biases biases = new Biases(
                new RatingScale(1, 6, 3.5), new float[] {.2f, -.1f, .3f, -.4f, 0}, new int[] {4, 3, 2, 1, 0}, 1);
        return new FactorRatingModel(
                "test",
                1,
                new FactorRatingModel.Settled(Map.of(), new FactorRatingModel.Penalties(bias, factors)),
                biases,
                new FactorRatingModel.ItemFactors(2, unit, EXPLICIT, implicit));
    }

    private static double[] foretold(FactorRatingModel model, History history) {
        double[] ratings = new double[4];
        for (int item = 0; item < ratings.length; item++) {
            ratings[item] = model.predict(Event.NONE, history, item);
        }
        return ratings;
    }

    @Test
    void foldsAHistoryInByLeastSquares() {
        assertThat(foretold(model(1, new float[0], 2, .5), HISTORY))
                .containsExactly(new double[] {4.54518578, 5.13367958, 2.6679984, 3.6679185}, within(1e-6));
        assertThat(foretold(model(1, IMPLICIT, 2, .5), HISTORY))
                .containsExactly(new double[] {4.57549494, 5.19761945, 2.62080469, 3.68591024}, within(1e-6));
        assertThat(foretold(model(.5, IMPLICIT, 1, 1), HISTORY))
                .containsExactly(new double[] {4.39009098, 4.74829325, 2.97399676, 3.54953452}, within(1e-6));
    }

    @Test
    void knowsNothingButTheItemWithoutAHistory() {
        assertThat(foretold(model(1, IMPLICIT, 2, .5), History.empty()))
                .containsExactly(new double[] {3.7, 3.4, 3.8, 3.1}, within(1e-6));
    }

    @Test
    void expectsOfAnUnknownItemWhatTheCustomerGivesThroughout() {
        FactorRatingModel model = model(1, new float[0], 2, .5);
        for (int item : new int[] {4, 5, -1}) {
            assertThat(model.predict(Event.NONE, HISTORY, item)).isCloseTo(3.5 + .05944866, within(1e-6));
        }
        assertThat(model.recommend(all(HISTORY)).items()).doesNotContain(4);
    }

    /** An answer does not depend on what was asked before. */
    @Test
    void forgetsWhoAskedBefore() {
        FactorRatingModel model = model(1, IMPLICIT, 2, .5);
        Ranking before = model.recommend(all(HISTORY));
        model.explain(all(HISTORY), 1);
        model.predict(Event.NONE, History.of(1), 2);
        assertThat(model.recommend(all(HISTORY)).scores()).containsExactly(before.scores());
    }

    @Test
    void takesAnAnswerApart() {
        FactorRatingModel model = model(1, IMPLICIT, 2, .5);
        List<Reason> reasons = model.explain(all(HISTORY), 1);
        assertThat(reasons.stream().mapToDouble(Reason::weight).sum()).isCloseTo(5.19761945, within(1e-6));
        assertThat(reasons)
                .extracting(Reason::kind)
                .containsExactlyInAnyOrder(Reason.POPULARITY, Biases.CUSTOMER, Reason.ITEM, Reason.ITEM, Reason.ITEM);
        assertThat(reasons.get(0)).isEqualTo(new Reason(Reason.POPULARITY, Event.NONE, "3", 3.5 + -.1f));
    }

    private static Query all(History history) {
        return new Query(Event.NONE, history, 10, ItemSet.all(), ItemSet.none());
    }
}
