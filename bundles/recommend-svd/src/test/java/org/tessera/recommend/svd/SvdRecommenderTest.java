// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.svd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tessera.api.data.Interactions;
import org.tessera.api.recommend.RatingModel;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.tck.SampleCatalog;

/** Figures by scipy 1.10. */
class SvdRecommenderTest {
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
        return (RatingModel) new SvdRecommender(Settings.defaults(SvdRecommender.Config.class))
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

    /** The least of the objective, found by scipy.optimize from fifty starting points; ratings end at 1 and 5. */
    @Test
    void findsTheBestFactors() {
        RatingModel model =
                train(ratings(), Map.of("factors", 1, "epochs", 1000, "regularisation", .5, "bias_regularisation", 2));
        double[][] expected = {
            {4.54458, 4.27095, 3.9693, 1.17822, 1.75975},
            {4.22044, 3.97023, 3.69957, 1.37042, 1.89052},
            {1.61728, 1.63005, 1.70746, 4.56585, 4.39605},
            {1.65522, 1.66306, 1.73395, 4.49511, 4.33824},
            {4.91712, 4.6014, 4.24405, 1, 1.31474},
            {1.60362, 1.62517, 1.7142, 4.74581, 4.55297}
        };
        for (int customer = 0; customer < expected.length; customer++) {
            assertThat(foretold(model, customer)).containsExactly(expected[customer], within(1e-3));
        }
    }

    @Test
    void findsItemsThatAreRatedAlike() {
        RatingModel model = train(ratings(), Map.of("factors", 2, "regularisation", .5));
        assertThat(model.similar(0, 2).items()).containsExactlyInAnyOrder(1, 2);
        assertThat(model.similar(3, 1).items()).containsExactly(4);
    }
}
