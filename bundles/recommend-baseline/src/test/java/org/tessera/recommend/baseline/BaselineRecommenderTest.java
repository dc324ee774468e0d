// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.RatingModel;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.tck.SampleCatalog;

/** Figures of a plain implementation with numpy 1.24. */
class BaselineRecommenderTest {
    /** Customers by items; 0 where there is no rating. */
    private static final int[][] STARS = {
        {5, 4, 0, 1, 0}, {4, 0, 4, 1, 2}, {1, 2, 0, 5, 4}, {0, 1, 2, 4, 5}, {5, 5, 4, 0, 1}, {2, 0, 1, 5, 0}
    };

    private static Interactions ratings() {
        Interactions.Builder builder = Interactions.Builder.strongest();
        for (int customer = 0; customer < STARS.length; customer++) {
            for (int item = 0; item < STARS[customer].length; item++) {
                if (STARS[customer][item] > 0) {
                    builder.add(customer, item, STARS[customer][item]);
                }
            }
        }
        return builder.build(STARS.length, STARS[0].length);
    }

    private static RatingModel train(Interactions ratings, Map<String, ?> settings) {
        return (RatingModel) new BaselineRecommender(Settings.defaults(BaselineRecommender.Config.class))
                .train(
                        new RecommenderInput(ratings, new SampleCatalog(ratings.items()), 0),
                        settings,
                        TrainingContext.sequential(1));
    }

    private static double[] foretold(RatingModel model, int customer) {
        double[] foretold = new double[STARS[0].length];
        for (int item = 0; item < foretold.length; item++) {
            foretold[item] = model.predict(customer, ratings().history(customer), item);
        }
        return foretold;
    }

    @Test
    void fitsByTurnsAsTheReference() {
        RatingModel model = train(ratings(), Map.of());
        assertThat(foretold(model, 0))
                .containsExactly(new double[] {3.2276889, 3.0891173, 3.0289194, 3.1713509, 3.0967736}, within(1e-5));
        assertThat(foretold(model, 5))
                .containsExactly(new double[] {3.1199221, 2.9813505, 2.9211526, 3.0635841, 2.9890068}, within(1e-5));
    }

    @Test
    void descendsTheGradientAsTheReference() {
        RatingModel model = train(ratings(), Map.of("method", "sgd", "epochs", 20));
        assertThat(foretold(model, 0))
                .containsExactly(new double[] {3.2422269, 3.0837723, 3.0108475, 3.182412, 3.0907059}, within(1e-5));
    }

    @Test
    void saysThatEverybodyLikesItAndTheCustomerIsKind() {
        RatingModel model = train(ratings(), Map.of());
        Query query = new Query(Event.NONE, ratings().history(4), 5, ItemSet.all(), ItemSet.none());
        assertThat(model.explain(query, 0)).extracting(Reason::kind).containsExactly(Reason.POPULARITY, "customer");
        assertThat(model.explain(query, 0).get(0).detail()).isEqualTo("5");
        Query nobody = new Query(Event.NONE, History.empty(), 5, ItemSet.all(), ItemSet.none());
        assertThat(model.explain(nobody, 0)).hasSize(1);
        assertThat(model.similar(0, 3).size()).isZero();
    }
}
