// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.sessionknn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.tck.SampleCatalog;

class SessionKnnRecommenderTest {
    private static final int ITEMS = 12;
    private static final long DAY = 86_400_000L;
    private static final long NOW = 1_700_000_000_000L;
    private static final Map<String, Object> PLAIN =
            Map.of("halflife", 0, "idf", "none", "position", "none", "similarity", "cosine");

    /** Sessions 0 1 2, 0 1, 1 3 of three customers: similarities to {0, 1} are 2/sqrt(3), 2/sqrt(2), 1/sqrt(2). */
    private final Shop shop = new Shop()
            .add(0, 0, -3, "a")
            .add(0, 1, -3, "a")
            .add(0, 2, -2, "a")
            .add(1, 0, -2, "b")
            .add(1, 1, -2, "b")
            .add(2, 1, -1, "c")
            .add(2, 3, -1, "c");

    @Test
    void countsTheSessionsThatHoldAnItem() {
        double[] similarity = {2 / Math.sqrt(3), 2 / Math.sqrt(2), 1 / Math.sqrt(2)};
        double total = similarity[0] + similarity[1] + similarity[2];
        Ranking ranking = shop.train(PLAIN).recommend(asking(Event.NONE, History.of(0, 1)));
        assertThat(ranking.items()).containsExactly(2, 3);
        assertThat(ranking.scores())
                .containsExactly(new double[] {similarity[0] / total, similarity[2] / total}, within(1e-6));
    }

    @Test
    void isNoNeighbourOfASessionThatIsGoingOn() {
        History history = History.ofSorted(new int[] {1, 3}, new float[] {1, 1}, new long[] {NOW - DAY, NOW - DAY});
        assertThat(shop.train(PLAIN).recommend(asking(2, history)).items())
                .as("of its own session 3 would come back")
                .doesNotContain(3)
                .contains(0, 2);
        assertThat(shop.train(with("neighbours", 1))
                        .recommend(new Query(2, history, 10, ItemSet.all(), ItemSet.none()))
                        .items())
                .containsExactly(0, 1);
    }

    @Test
    void countsOnlyWhatComesAfter() {
        RecommenderModel model = shop.train(with("after", true));
        assertThat(model.recommend(asking(Event.NONE, History.of(2))).size())
                .as("nothing comes after the last item of the only session")
                .isZero();
        assertThat(model.recommend(asking(Event.NONE, History.of(0))).items()).contains(2);
    }

    @Test
    void takesTheBasketForTheSession() {
        RecommenderModel model = shop.train(PLAIN);
        Query query = new Query(
                Event.NONE,
                History.of(0, 2, 3),
                10,
                ItemSet.all(),
                ItemSet.of(3),
                new Context("", Map.of(), new int[] {3, 3, 1_000}, 0));
        assertThat(model.recommend(query).items()).containsExactly(1);
        assertThat(model.explain(query, 1))
                .containsExactly(new Reason(
                        Reason.ITEM,
                        3,
                        "1 sessions",
                        model.explain(query, 1).get(0).weight()));
    }

    @Test
    void takesTheNewestWithinAGapForTheSession() {
        History history = History.ofSorted(new int[] {2, 3}, new float[] {1, 1}, new long[] {NOW - 9 * DAY, NOW});
        assertThat(shop.train(with("gap", 24))
                        .recommend(asking(Event.NONE, history))
                        .items())
                .containsExactly(1);
        assertThat(shop.train(with("gap", 24 * 9))
                        .recommend(asking(Event.NONE, history))
                        .items())
                .containsExactly(1, 0);
    }

    /** Against the definition over plain lists. */
    @ParameterizedTest
    @CsvSource({
        "5,  1000, cosine, none,   none,        none,      0,  1",
        "50, 1000, dot,    shared, harmonic,    none,      0,  2",
        "20, 1000, cosine, both,   logarithmic, harmonic,  30, 3",
        "7,  1000, dot,    both,   linear,      quadratic, 10, 4",
        "30, 5,    cosine, none,   quadratic,   linear,    0,  5",
    })
    void agreesWithTheDefinition(
            int neighbours,
            int sample,
            String similarity,
            String idf,
            String position,
            String match,
            double halflife,
            long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Shop many = new Shop();
        List<Map<Integer, Long>> sessions = new ArrayList<>();
        for (int s = 0; s < 60; s++) {
            Map<Integer, Long> session = new LinkedHashMap<>();
            int day = -2 * s;
            for (int k = 0; k < 2 + random.nextInt(4); k++) {
                int item = random.nextInt(ITEMS) * random.nextInt(ITEMS) / ITEMS;
                many.add(s % 20, item, day, "o" + s);
                session.put(item, NOW + day * DAY);
            }
            if (session.size() > 1) {
                sessions.add(session);
            }
        }
        RecommenderModel model = many.train(Map.of(
                "neighbours", neighbours,
                "sample", sample,
                "similarity", similarity,
                "idf", idf,
                "position", position,
                "match", match,
                "halflife", halflife));
        for (int question = 0; question < 30; question++) {
            int[] basket = random.ints(3, 0, ITEMS).distinct().toArray();
            Query query = new Query(
                    Event.NONE,
                    History.of(basket),
                    100,
                    ItemSet.all(),
                    ItemSet.none(),
                    new Context("", Map.of(), basket, 0));
            Ranking ranking = model.recommend(query);
            double[] actual = new double[ITEMS];
            for (int k = 0; k < ranking.size(); k++) {
                actual[ranking.items()[k]] = ranking.scores()[k];
            }
            double[] expected =
                    new Plain(sessions, neighbours, sample, similarity, idf, position, match, halflife).scores(basket);
            assertThat(actual).as("seed %d, question %d", seed, question).containsExactly(expected, within(1e-6));
        }
    }

    /** Written for reading; sessions are the newest first. */
    private record Plain(
            List<Map<Integer, Long>> sessions,
            int neighbours,
            int sample,
            String similarity,
            String idf,
            String position,
            String match,
            double halflife) {
        private record Near(int session, double overlap, double similarity, double match) {}

        double[] scores(int[] basket) {
            int last = sessions.size();
            for (int item : basket) {
                int seen = 0;
                for (int s = 0; s < sessions.size(); s++) {
                    seen += sessions.get(s).containsKey(item) ? 1 : 0;
                    if (seen == sample) {
                        last = Math.min(last, s + 1);
                        break;
                    }
                }
            }
            List<Near> near = new ArrayList<>();
            for (int s = 0; s < last; s++) {
                Map<Integer, Long> session = sessions.get(s);
                double overlap = 0;
                double newest = -1;
                for (int place = 1; place <= basket.length; place++) {
                    int item = basket[basket.length - place];
                    if (session.containsKey(item)) {
                        overlap += fading(position, place) * (idf.equals("none") ? 1 : inverse(item));
                        newest = newest < 0 ? fading(match, place) : newest;
                    }
                }
                double age = (sessions.get(0).values().iterator().next()
                                - session.values().iterator().next())
                        / (double) DAY;
                double prior = (halflife == 0 ? 1 : Math.pow(2, -age / halflife))
                        / (similarity.equals("cosine") ? Math.sqrt(session.size()) : 1);
                if (overlap > 0) {
                    near.add(new Near(s, overlap, overlap * prior, prior * newest));
                }
            }
            near.sort(Comparator.comparingDouble((Near n) -> -n.similarity()).thenComparingInt(Near::session));
            near = near.subList(0, Math.min(neighbours, near.size()));
            double total =
                    near.stream().mapToDouble(n -> n.overlap() * n.match()).sum();
            double[] scores = new double[ITEMS];
            for (Near n : near) {
                for (int item : sessions.get(n.session()).keySet()) {
                    scores[item] += n.overlap() * n.match() / total * (idf.equals("both") ? inverse(item) : 1);
                }
            }
            return scores;
        }

        private double inverse(int item) {
            long holding = sessions.stream().filter(s -> s.containsKey(item)).count();
            return Math.log(1 + sessions.size() / (1.0 + holding));
        }

        private static double fading(String kind, int place) {
            return switch (kind) {
                case "linear" -> 1 - .1 * (place - 1);
                case "logarithmic" -> 1 / (1 + Math.log(place));
                case "harmonic" -> 1.0 / place;
                case "quadratic" -> 1.0 / place / place;
                default -> 1;
            };
        }
    }

    private static Map<String, Object> with(String name, Object value) {
        Map<String, Object> settings = new HashMap<>(PLAIN);
        settings.put(name, value);
        return settings;
    }

    private static Query asking(int customer, History history) {
        return new Query(customer, history, 10, ItemSet.all(), ItemSet.of(history));
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

        RecommenderModel train(Map<String, ?> settings) {
            return new SessionKnnRecommender(Settings.defaults(SessionKnnRecommender.Config.class))
                    .train(
                            new RecommenderInput(
                                    pairs.build(20, ITEMS),
                                    new SampleCatalog(ITEMS),
                                    CustomerCatalog.unknown(20),
                                    NOW,
                                    sessions::build),
                            settings,
                            TrainingContext.sequential(1));
        }
    }
}
