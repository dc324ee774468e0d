// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.transitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.data.CustomerCatalog;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.data.Sessions;
import org.tessera.api.recommend.Context;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.tck.SampleCatalog;

class TransitionsRecommenderTest {
    private static final long DAY = 86_400_000L;
    private static final long NOW = 1_700_000_000_000L;
    private static final Map<String, Object> PLAIN =
            Map.of("halflife", 0, "popularity", 0, "shrinkage", 0, "across", 0, "fade", 1);

    /** One session 0, 1, 2: 0 goes to 1 once and, two steps on, to 2 by half. */
    @Test
    void countsStepsByTheirDistance() {
        Shop shop = new Shop().add(0, 0, 0, "a").add(0, 1, 1, "a").add(0, 2, 2, "a");
        Ranking ranking = shop.train(PLAIN).recommend(asking(History.of(0)));
        assertThat(ranking.items()).containsExactly(1, 2);
        assertThat(ranking.scores()).containsExactly(new double[] {2 / 3d, 1 / 3d}, within(1e-6));
        assertThat(shop.train(PLAIN).recommend(asking(History.of(2))).size())
                .as("nothing follows the last")
                .isZero();
    }

    @Test
    void goesBothWaysWithinOneTime() {
        Shop shop = new Shop().add(0, 0, 0, "a").add(0, 1, 0, "a").add(0, 2, 5, "a");
        RecommenderModel model = shop.train(PLAIN);
        assertThat(model.recommend(asking(History.of(1))).items()).containsExactly(0, 2);
        assertThat(model.recommend(asking(History.of(0))).scores())
                .containsExactly(new double[] {.5, .5}, within(1e-6));
    }

    @Test
    void goesOnToTheNextSessionForLess() {
        Shop shop = new Shop().add(0, 0, 0, "a").add(0, 1, 1, "a").add(0, 2, 2, "b");
        assertThat(shop.train(PLAIN).recommend(asking(History.of(1))).size()).isZero();
        Ranking ranking = shop.train(with("across", .5)).recommend(asking(History.of(0)));
        // 1 is one step on; 2 is two, and across one border
        assertThat(ranking.scores()).containsExactly(new double[] {1 / 1.25, .25 / 1.25}, within(1e-6));
    }

    @Test
    void forgets() {
        Shop shop = new Shop()
                .add(0, 0, -10, "a")
                .add(0, 1, -10, "a")
                .add(1, 0, 0, "b")
                .add(1, 2, 0, "b");
        Ranking ranking = shop.train(with("halflife", 10)).recommend(asking(History.of(0)));
        assertThat(ranking.items()).containsExactly(2, 1);
        assertThat(ranking.scores()).containsExactly(new double[] {2 / 3d, 1 / 3d}, within(1e-6));
    }

    @Test
    void listensToTheNewestMost() {
        Shop shop =
                new Shop().add(0, 0, 0, "a").add(0, 2, 0, "a").add(1, 1, 0, "b").add(1, 3, 0, "b");
        RecommenderModel model = shop.train(with("fade", .5));
        History history = History.ofSorted(new int[] {0, 1}, new float[] {1, 1}, new long[] {NOW, NOW - DAY});
        assertThat(model.recommend(asking(history)).items()).containsExactly(2, 3);
        assertThat(model.recommend(asking(history)).scores()).containsExactly(new double[] {1, .5}, within(1e-6));
        Query basket = new Query(
                Event.NONE, history, 10, ItemSet.all(), ItemSet.none(), new Context("", Map.of(), new int[] {1}, 0));
        assertThat(model.recommend(basket).items()).containsExactly(3);
    }

    /** Against the definition, written out pair by pair. */
    @ParameterizedTest
    @CsvSource({"1, 1, .5, 0, 0, 1", "3, 2, 1, 30, .5, 2", "10, 0, .3, 7, 1, 3", "2, 1, 0, 0, .2, 4"})
    void agreesWithTheDefinition(
            int steps, double distance, double across, double halflife, double popularity, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int items = 12;
        Shop shop = new Shop();
        for (int customer = 0; customer < 20; customer++) {
            int day = -100;
            for (int session = 0; session < 4; session++) {
                for (int k = 0; k < 1 + random.nextInt(6); k++) {
                    day += random.nextInt(3);
                    shop.add(customer, random.nextInt(items), day, customer + "-" + session);
                }
                day++;
            }
        }
        Sessions sessions = shop.sessions();
        double[][] weights = new double[items][items];
        double[] frequency = new double[items];
        for (int p = 0; p < sessions.entries(); p++) {
            frequency[sessions.item(p)] += decay(sessions.itemTime(p), halflife);
        }
        int[] session = new int[sessions.entries()];
        int[] step = new int[sessions.entries()];
        for (int s = 0, now = 0; s < sessions.size(); s++) {
            for (int p = sessions.start(s); p < sessions.end(s); p++) {
                now += p == sessions.start(s) || sessions.itemTime(p) != sessions.itemTime(p - 1) ? 1 : 0;
                session[p] = s;
                step[p] = now;
            }
        }
        for (int p = 0; p < sessions.entries(); p++) {
            for (int q = 0; q < sessions.entries(); q++) {
                boolean same = sessions.customer(session[p]) == sessions.customer(session[q]);
                int d = step[q] - step[p];
                if (p != q && same && d >= 0 && d <= steps && sessions.item(p) != sessions.item(q)) {
                    weights[sessions.item(p)][sessions.item(q)] += decay(sessions.itemTime(q), halflife)
                            * Math.pow(Math.max(1, d), -distance)
                            * Math.pow(across, session[q] - session[p]);
                }
            }
        }
        double mean = 0;
        for (double f : frequency) {
            mean += f / items;
        }
        RecommenderModel model = shop.train(Map.of(
                "steps", steps,
                "distance", distance,
                "across", across,
                "halflife", halflife,
                "popularity", popularity,
                "shrinkage", 2));
        for (int i = 0; i < items; i++) {
            double total = 2;
            for (int j = 0; j < items; j++) {
                total += weights[i][j];
            }
            Ranking ranking = model.recommend(asking(History.of(i)));
            double[] actual = new double[items];
            for (int k = 0; k < ranking.size(); k++) {
                actual[ranking.items()[k]] = ranking.scores()[k];
            }
            for (int j = 0; j < items; j++) {
                double expected = weights[i][j] / total * Math.pow(mean / frequency[j], popularity);
                assertThat(actual[j]).as("%d to %d, seed %d", i, j, seed).isCloseTo(expected, within(1e-5));
            }
        }
    }

    /** An order of 50,000 items is cut, not refused. */
    @Test
    void survivesAHugeOrder() {
        Interactions.Builder pairs = Interactions.Builder.binary();
        for (int item = 0; item < 50_000; item++) {
            pairs.add(0, item, 1);
        }
        RecommenderModel model = new TransitionsRecommender(Settings.defaults(TransitionsRecommender.Config.class))
                .train(
                        new RecommenderInput(pairs.build(1, 50_000), new SampleCatalog(50_000), 0),
                        Map.of("neighbours", 5),
                        TrainingContext.sequential(1));
        assertThat(model.similar(100, 10).size()).isEqualTo(5);
    }

    private static double decay(long time, double halflife) {
        return halflife == 0 ? 1 : Math.pow(2, -(NOW - time) / (halflife * DAY));
    }

    private static Map<String, Object> with(String name, Object value) {
        Map<String, Object> settings = new HashMap<>(PLAIN);
        settings.put(name, value);
        return settings;
    }

    private static Query asking(History history) {
        return new Query(Event.NONE, history, 100, ItemSet.all(), ItemSet.of(history));
    }

    /** Events with orders, the same number of customers and items whatever they are. */
    private static final class Shop {
        private final Interactions.Builder pairs = Interactions.Builder.binary();
        private final Sessions.Builder sessions = new Sessions.Builder(0);

        Shop add(int customer, int item, int day, String order) {
            pairs.add(customer, item, 1, NOW + day * DAY);
            sessions.add(customer, item, NOW + day * DAY, order);
            return this;
        }

        Sessions sessions() {
            return sessions.build();
        }

        RecommenderModel train(Map<String, ?> settings) {
            return new TransitionsRecommender(Settings.defaults(TransitionsRecommender.Config.class))
                    .train(
                            new RecommenderInput(
                                    pairs.build(20, 12),
                                    new SampleCatalog(12),
                                    CustomerCatalog.unknown(20),
                                    NOW,
                                    sessions::build),
                            settings,
                            TrainingContext.sequential(1));
        }
    }
}
