// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.userknn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** Against the definitions written out over dense matrices. */
    @ParameterizedTest
    @CsvSource({
        "cosine,  100, tfidf, given,  10, 1",
        "cosine,  12,  none,  binary, 0,  2",
        "jaccard, 12,  none,  given,  3,  3",
        "dice,    30,  tfidf, log,    0,  4",
        "cosine,  20,  bm25,  given,  1,  5",
        "jaccard, 9,   bm25,  binary, 0,  6",
    })
    void agreesWithTheDefinitions(
            String similarity, int neighbours, String weighting, String evidence, double shrinkage, long seed) {
        Interactions interactions = SampleInteractions.of(seed);
        RecommenderModel model = train(
                interactions,
                Map.of(
                        "similarity", similarity,
                        "neighbours", neighbours,
                        "weighting", weighting,
                        "evidence", evidence,
                        "shrinkage", shrinkage));
        DenseUserKnn plain = new DenseUserKnn(interactions, similarity, neighbours, weighting, evidence, shrinkage);
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

    private static RecommenderModel train(Interactions pairs, Map<String, ?> settings) {
        return new UserKnnRecommender(Settings.defaults(UserKnnRecommender.Config.class))
                .train(
                        new RecommenderInput(pairs, new SampleCatalog(pairs.items()), 0),
                        settings,
                        TrainingContext.sequential(1));
    }

    /** Customer neighbours over dense matrices, written for reading. */
    private record DenseUserKnn(
            Interactions interactions,
            String measure,
            int neighbours,
            String weighting,
            String evidence,
            double shrinkage) {

        double[] scores(int asking) {
            double[][] values = values();
            double[][] x = weighed(values);
            double[] similarity = new double[x.length];
            for (int c = 0; c < x.length; c++) {
                double dot = dot(x[asking], x[c]);
                double a = dot(x[asking], x[asking]);
                double b = dot(x[c], x[c]);
                double below = switch (measure) {
                    case "cosine" -> Math.sqrt(a * b);
                    case "jaccard" -> a + b - dot;
                    default -> (a + b) / 2;
                };
                similarity[c] = dot == 0 || c == asking ? 0 : dot / (below + shrinkage);
            }
            int[] nearest = IntStream.range(0, x.length)
                    .filter(c -> similarity[c] > 0)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingDouble(c -> -similarity[c])
                            .thenComparing(c -> c))
                    .limit(neighbours)
                    .mapToInt(c -> c)
                    .toArray();
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
