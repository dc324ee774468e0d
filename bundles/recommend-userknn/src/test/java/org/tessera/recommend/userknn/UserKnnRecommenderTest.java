// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.userknn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.api.strategy.Tunable;
import org.tessera.tck.SampleCatalog;
import org.tessera.tck.SampleInteractions;

class UserKnnRecommenderTest {
    /** Customer 0: items 0, 1. Customer 1: 0, 1, 2. Customer 2: 1, 3. Customer 3: 4. */
    private static final Interactions PAIRS = Interactions.of(
            SparseMatrix.of(4, 6, new int[] {0, 2, 5, 7, 8}, new int[] {0, 1, 0, 1, 2, 1, 3, 4}, new float[0]));

    private static final Map<String, String> PLAIN = Map.of("weighting", "none", "shrinkage", "0");

    /** Cosines of {0, 1} to the others: 1, 2/sqrt(6), 1/2, 0. */
    @Test
    void countsWhatCustomersLikeTheOneAskingHave() {
        double[] s = {1, 2 / Math.sqrt(6), .5};
        double total = s[0] + s[1] + s[2];
        Ranking ranking = train(PAIRS, PLAIN).recommend(asking(Event.NONE, History.of(0, 1)));
        assertThat(ranking.items()).containsExactly(2, 3);
        assertThat(ranking.scores()).containsExactly(new double[] {s[1] / total, s[2] / total}, within(1e-6));
    }

    @Test
    void isNoNeighbourOfHimself() {
        Query query = new Query(0, History.of(0, 1), 10, ItemSet.all(), ItemSet.none());
        double[] s = {2 / Math.sqrt(6), .5};
        Ranking ranking = train(PAIRS, PLAIN).recommend(query);
        assertThat(ranking.items()).containsExactly(1, 0, 2, 3);
        assertThat(ranking.scores())
                .containsExactly(
                        new double[] {1, s[0] / (s[0] + s[1]), s[0] / (s[0] + s[1]), s[1] / (s[0] + s[1])},
                        within(1e-6));
    }

    @Test
    void countsOnlyTheNearest() {
        RecommenderModel model = train(PAIRS, with("neighbours", "1"));
        assertThat(model.recommend(asking(0, History.of(0, 1))).items()).containsExactly(2);
        assertThat(model.recommend(asking(2, History.of(1, 3))).items())
                .as("0 and 1 share one item with 2, 0 has fewer others")
                .containsExactly(0);
    }

    @Test
    void takesAPurchaseOfASecondAgoIntoAccount() {
        RecommenderModel model = train(PAIRS, PLAIN);
        assertThat(model.recommend(asking(3, History.of(4))).size())
                .as("nobody else has it")
                .isZero();
        assertThat(model.recommend(asking(3, History.of(3, 4))).items()).containsExactly(1);
        assertThat(model.recommend(asking(Event.NONE, History.of(3))).items())
                .as("somebody unknown")
                .containsExactly(1);
    }

    @Test
    void saysHowManyCustomersHaveIt() {
        RecommenderModel model = train(PAIRS, PLAIN);
        Query query = asking(Event.NONE, History.of(0));
        List<Reason> reasons = model.explain(query, 1);
        assertThat(reasons).hasSize(1);
        assertThat(reasons.get(0).kind()).isEqualTo(Reason.CUSTOMERS);
        assertThat(reasons.get(0).detail()).isEqualTo("2");
        assertThat(reasons.get(0).weight()).isCloseTo(1, within(1e-12));
        assertThat(model.explain(query, 5)).isEmpty();
        assertThat(model.explain(query, 3)).isEmpty();
    }

    /** Expected by numpy 1.24, for ratings of four items by six customers. */
    @ParameterizedTest
    @CsvSource({
        "pearson,  0, 4,         0,         0,         1",
        "pearson,  2, 0.5673074, 0.4326926, 4.4326926, 4",
        "adjusted, 0, 4,         0,         0,         1",
        "adjusted, 2, 0.5614899, 0.4385101, 4.4385101, 4",
    })
    void comparesHowRatingsDifferAsNumpyDoes(String similarity, int customer, double a, double b, double c, double d) {
        Interactions ratings = Interactions.of(SparseMatrix.of(
                6,
                4,
                new int[] {0, 3, 5, 8, 11, 14, 17},
                new int[] {0, 1, 3, 0, 3, 0, 1, 3, 0, 2, 3, 1, 2, 3, 0, 1, 2},
                new float[] {5, 3, 1, 4, 1, 1, 1, 5, 1, 4, 4, 1, 5, 4, 2, 4, 3}));
        Query query = new Query(customer, ratings.history(customer), 10, ItemSet.all(), ItemSet.none());
        Ranking ranking = train(ratings, Map.of("similarity", similarity, "weighting", "none", "shrinkage", 0))
                .recommend(query);
        double[] scores = new double[4];
        for (int place = 0; place < ranking.size(); place++) {
            scores[ranking.items()[place]] = ranking.scores()[place];
        }
        assertThat(scores).containsExactly(new double[] {a, b, c, d}, within(1e-6));
    }

    @Test
    void refusesToCompareHowWeightsDifferWhereTheyDoNot() {
        for (String similarity : List.of("pearson", "adjusted")) {
            assertThatThrownBy(() -> train(PAIRS, Map.of("similarity", similarity)))
                    .isInstanceOfSatisfying(
                            TesseraException.class,
                            failure -> assertThat(failure.hint()).contains("similarity=cosine"));
        }
    }

    @Test
    void letsTheNearestCountForMore() {
        double near = Math.pow(2 / Math.sqrt(6), 3);
        double far = Math.pow(.5, 3);
        RecommenderModel model = train(PAIRS, with("locality", "3"));
        assertThat(model.recommend(asking(Event.NONE, History.of(0, 1))).scores())
                .containsExactly(new double[] {near / (1 + near + far), far / (1 + near + far)}, within(1e-6));
    }

    @Test
    void searchesSettingsThatItTakes() {
        for (double place : new double[] {0, .3, .6, .999}) {
            Map<String, String> settings = new HashMap<>();
            for (Tunable tunable : strategy().tunables()) {
                settings.put(tunable.setting(), tunable.at(place));
            }
            assertThat(train(PAIRS, settings).settings())
                    .containsKeys(settings.keySet().toArray(String[]::new));
        }
    }

    /** Against the definitions written out over dense matrices. */
    @ParameterizedTest
    @CsvSource({
        "cosine,     100, tfidf, given,  10, 1,   1",
        "cosine,     12,  none,  binary, 0,  1,   2",
        "jaccard,    12,  none,  given,  3,  1,   3",
        "dice,       30,  tfidf, log,    0,  2.5, 4",
        "cosine,     20,  bm25,  given,  1,  1,   5",
        "jaccard,    9,   bm25,  binary, 0,  .5,  6",
        "asymmetric, 15,  tfidf, given,  2,  3,   7",
        "tversky,    15,  none,  given,  2,  1,   8",
        "pearson,    200, none,  given,  0,  1,   9",
        "pearson,    200, tfidf, given,  1,  2,   10",
        "adjusted,   200, bm25,  given,  .1, 1,   11",
        "adjusted,   200, none,  log,    0,  1,   12",
    })
    void agreesWithTheDefinitions(
            String similarity,
            int neighbours,
            String weighting,
            String evidence,
            double shrinkage,
            double locality,
            long seed) {
        Interactions interactions = SampleInteractions.of(seed);
        RecommenderModel model = train(
                interactions,
                Map.of(
                        "similarity", similarity,
                        "neighbours", neighbours,
                        "weighting", weighting,
                        "evidence", evidence,
                        "shrinkage", shrinkage,
                        "locality", locality,
                        "alpha", .3,
                        "beta", .8));
        DenseUserKnn plain =
                new DenseUserKnn(interactions, similarity, neighbours, weighting, evidence, shrinkage, locality);
        for (int customer = 0; customer < interactions.customers(); customer += 7) {
            History history = interactions.history(customer);
            double[] expected = plain.scores(customer);
            Ranking ranking =
                    model.recommend(new Query(customer, history, Integer.MAX_VALUE, ItemSet.all(), ItemSet.none()));
            double[] actual = new double[expected.length];
            for (int place = 0; place < ranking.size(); place++) {
                actual[ranking.items()[place]] = ranking.scores()[place];
            }
            assertThat(actual).as("customer %d, seed %d", customer, seed).containsExactly(expected, within(2e-5));
        }
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> settings = new HashMap<>(PLAIN);
        settings.put(name, value);
        return settings;
    }

    private static Query asking(int customer, History history) {
        return new Query(customer, history, 10, ItemSet.all(), ItemSet.of(history));
    }

    private static UserKnnRecommender strategy() {
        return new UserKnnRecommender(Settings.defaults(UserKnnRecommender.Config.class));
    }

    private static RecommenderModel train(Interactions pairs, Map<String, ?> settings) {
        return strategy()
                .train(
                        new RecommenderInput(pairs, new SampleCatalog(pairs.items()), 0),
                        settings,
                        TrainingContext.sequential(1));
    }

    /** Customer neighbours over dense matrices, written for reading; alpha .3, beta .8. */
    private record DenseUserKnn(
            Interactions interactions,
            String measure,
            int neighbours,
            String weighting,
            String evidence,
            double shrinkage,
            double locality) {

        double[] scores(int asking) {
            double[][] values = values();
            double[][] x = centred(values, weighed(values));
            double[] similarity = new double[x.length];
            for (int c = 0; c < x.length; c++) {
                double dot = dot(x[asking], x[c]);
                double a = dot(x[asking], x[asking]);
                double b = dot(x[c], x[c]);
                double below = switch (measure) {
                    case "jaccard" -> a + b - dot;
                    case "dice" -> (a + b) / 2;
                    case "asymmetric" -> Math.pow(a, .3) * Math.pow(b, .7);
                    case "tversky" -> dot + .3 * (a - dot) + .8 * (b - dot);
                    default -> Math.sqrt(a * b);
                };
                similarity[c] = dot < 1e-9 || c == asking ? 0 : dot / (below + shrinkage);
            }
            int[] nearest = IntStream.range(0, x.length)
                    .filter(c -> similarity[c] > 0)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingDouble(c -> -similarity[c])
                            .thenComparing(c -> c))
                    .limit(neighbours)
                    .mapToInt(c -> c)
                    .toArray();
            for (int c : nearest) {
                similarity[c] = Math.pow(similarity[c], locality);
            }
            double total = IntStream.of(nearest).mapToDouble(c -> similarity[c]).sum();
            double[] scores = new double[values[0].length];
            for (int item = 0; item < scores.length; item++) {
                for (int c : nearest) {
                    scores[item] += similarity[c] * values[c][item] / total;
                }
            }
            return scores;
        }

        private double[][] values() {
            SparseMatrix pairs = interactions.byCustomer();
            double[][] x = new double[pairs.rows()][pairs.columns()];
            for (int c = 0; c < x.length; c++) {
                for (int p = pairs.start(c); p < pairs.end(c); p++) {
                    x[c][pairs.column(p)] = switch (evidence) {
                        case "binary" -> 1;
                        case "log" -> Math.log(1 + pairs.value(p)) / Math.log(2);
                        default -> pairs.value(p);
                    };
                }
            }
            return x;
        }

        /** Deviations from the mean of the customer or the item, each times what the weighting has made of its value. */
        private double[][] centred(double[][] values, double[][] weighed) {
            if (!measure.equals("pearson") && !measure.equals("adjusted")) {
                return weighed;
            }
            double[][] x = new double[values.length][values[0].length];
            for (int c = 0; c < x.length; c++) {
                for (int i = 0; i < x[c].length; i++) {
                    int item = i;
                    double mean = measure.equals("pearson")
                            ? Arrays.stream(values[c])
                                    .filter(v -> v > 0)
                                    .average()
                                    .orElse(0)
                            : Arrays.stream(values)
                                    .mapToDouble(row -> row[item])
                                    .filter(v -> v > 0)
                                    .average()
                                    .orElse(0);
                    x[c][i] = values[c][i] == 0 ? 0 : (values[c][i] - mean) * weighed[c][i] / values[c][i];
                }
            }
            return x;
        }

        private double[][] weighed(double[][] values) {
            int items = values[0].length;
            double[] length = new double[values.length];
            double[] idf = new double[items];
            double total = 0;
            for (int i = 0; i < items; i++) {
                int n = 0;
                for (int c = 0; c < values.length; c++) {
                    n += values[c][i] > 0 ? 1 : 0;
                    length[c] += values[c][i];
                    total += values[c][i];
                }
                idf[i] = Math.log(1 + (values.length - n + .5) / (n + .5));
            }
            double[][] x = new double[values.length][items];
            for (int c = 0; c < values.length; c++) {
                double saturation = 1.2 * (.25 + .75 * length[c] / (total / values.length));
                for (int i = 0; i < items; i++) {
                    double v = values[c][i];
                    x[c][i] = switch (weighting) {
                        case "tfidf" -> v * idf[i];
                        case "bm25" -> v == 0 ? 0 : idf[i] * v * 2.2 / (saturation + v);
                        default -> v;
                    };
                }
            }
            return x;
        }

        private static double dot(double[] a, double[] b) {
            return IntStream.range(0, a.length).mapToDouble(k -> a[k] * b[k]).sum();
        }
    }
}
