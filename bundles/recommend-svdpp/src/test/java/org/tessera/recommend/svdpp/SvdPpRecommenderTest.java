// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.svdpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.RatingModel;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.tck.SampleCatalog;

class SvdPpRecommenderTest {
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
        return (RatingModel) new SvdPpRecommender(Settings.defaults(SvdPpRecommender.Config.class))
                .train(
                        new RecommenderInput(ratings, new SampleCatalog(ratings.items()), 0),
                        settings,
                        TrainingContext.sequential(1));
    }

    /** What was rated tells the taste here, and the stars of the history tell nothing. */
    @Test
    void learnsFromWhatWasRated() {
        SplittableRandom random = new SplittableRandom(5);
        Interactions.Builder builder = Interactions.Builder.strongest();
        for (int customer = 0; customer < 400; customer++) {
            int taste = customer % 2;
            for (int item = 0; item < 20; item++) {
                if (item % 2 == taste && random.nextInt(3) > 0) {
                    builder.add(customer, item, 3);
                }
            }
            builder.add(customer, 20 + random.nextInt(2), taste == 0 ? 5 : 1);
        }
        RatingModel model = train(builder.build(400, 22), Map.of("epochs", 60));
        History even = History.ofSorted(new int[] {0, 2, 4, 6, 8}, new float[] {3, 3, 3, 3, 3}, new long[5]);
        History odd = History.ofSorted(new int[] {1, 3, 5, 7, 9}, new float[] {3, 3, 3, 3, 3}, new long[5]);
        for (int item : new int[] {20, 21}) {
            assertThat(model.predict(Event.NONE, even, item)).isGreaterThan(model.predict(Event.NONE, odd, item) + 1);
        }
    }

    @Test
    void foretellsWhatItHasLearned() {
        RatingModel model =
                train(ratings(), Map.of("factors", 4, "epochs", 500, "learning_rate", .02, "regularisation", .1));
        double squared = 0;
        for (int customer = 0; customer < STARS.length; customer++) {
            History history = ratings().history(customer);
            for (int place = 0; place < history.size(); place++) {
                double error = history.weight(place) - model.predict(customer, history, history.item(place));
                squared += error * error;
            }
        }
        assertThat(Math.sqrt(squared / ratings().size())).isLessThan(.6);
    }

    /** The steps are kept in proportion to the scale, so they cannot be too long for it. */
    @Test
    void staysFiniteOnHugeScales() {
        Interactions.Builder builder = Interactions.Builder.strongest();
        for (int k = 0; k < 60; k++) {
            builder.add(k % 10, k % 7, 1e30f * (k % 3));
        }
        try {
            RatingModel model = train(builder.build(10, 7), Map.of("learning_rate", .1));
            Query query = new Query(0, History.of(1), 7, ItemSet.all(), ItemSet.none());
            assertThat(DoubleStream.of(model.recommend(query).scores())).allMatch(Double::isFinite);
        } catch (TesseraException e) {
            assertThat(e.hint()).contains("learning_rate");
        }
    }
}
