// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.itemknn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
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

class ItemKnnRecommenderTest {
    /** Customer 0: items 0, 1. Customer 1: 0, 1, 2. Customer 2: 1, 2. Customer 3: 2, 3. Item 4: nobody. */
    private static final Interactions PAIRS = Interactions.of(
            SparseMatrix.of(4, 5, new int[] {0, 2, 5, 7, 9}, new int[] {0, 1, 0, 1, 2, 1, 2, 2, 3}, new float[0]));

    private static final Map<String, String> PLAIN = Map.of("weighting", "none", "shrinkage", "0");

    /** Cosines: 0-1 2/sqrt(6), 0-2 1/sqrt(6), 1-2 2/3, 2-3 1/sqrt(3). */
    @Test
    void addsUpTheSimilaritiesToWhatTheCustomerHas() {
        Ranking ranking = train(PAIRS, PLAIN).recommend(asking(History.of(0, 2)));
        assertThat(ranking.items()).containsExactly(1, 3);
        assertThat(ranking.scores())
                .containsExactly(new double[] {2 / Math.sqrt(6) + 2 / 3.0, 1 / Math.sqrt(3)}, within(1e-6));
    }

    @Test
    void keepsTheNearestOfTheCandidateOrOfTheItemInTheHistory() {
        // the nearest of 0 is 1, of 1 is 0, of 2 is 1, of 3 is 2
        assertThat(train(PAIRS, with("neighbours", "1"))
                        .recommend(asking(History.of(1)))
                        .items())
                .as("whose nearest is 1")
                .containsExactly(0, 2);
        RecommenderModel history = train(PAIRS, with("neighbours", "1", "lists", "history"));
        assertThat(history.recommend(asking(History.of(1))).items())
                .as("the nearest of 1")
                .containsExactly(0);
        assertThat(history.recommend(asking(History.of(3))).items()).containsExactly(2);
    }

    @Test
    void givesEveryItemTheSameSay() {
        Ranking ranking =
                train(PAIRS, with("normalise", "true", "similarity", "jaccard")).recommend(asking(History.of(3)));
        assertThat(ranking.items()).containsExactly(2);
        assertThat(ranking.scores()).containsExactly(1);
    }

    @Test
    void weighsWhatTheCustomerDid() {
        History history = History.ofSorted(new int[] {0, 3}, new float[] {1, 7}, new long[2]);
        assertThat(train(PAIRS, PLAIN).recommend(asking(history)).scores())
                .contains(new double[] {7 / Math.sqrt(3) + 1 / Math.sqrt(6)}, within(1e-5));
        assertThat(train(PAIRS, with("evidence", "log"))
                        .recommend(asking(history))
                        .scores())
                .contains(new double[] {3 / Math.sqrt(3) + 1 / Math.sqrt(6)}, within(1e-5));
        assertThat(train(PAIRS, with("evidence", "binary"))
                        .recommend(asking(history))
                        .scores())
                .contains(new double[] {1 / Math.sqrt(3) + 1 / Math.sqrt(6)}, within(1e-5));
    }

    @Test
    void namesTheItemsThatSpeakForIt() {
        RecommenderModel model = train(PAIRS, PLAIN);
        List<Reason> reasons = model.explain(asking(History.of(0, 2, 3)), 1);
        assertThat(reasons).extracting(Reason::kind).containsOnly(Reason.ITEM);
        assertThat(reasons).extracting(Reason::item).containsExactly(0, 2);
        assertThat(reasons.get(0).weight()).isCloseTo(2 / Math.sqrt(6), within(1e-6));
        assertThat(model.explain(asking(History.of(0)), 3)).isEmpty();
    }

    @Test
    void sumsUpWhatNobodyWouldRead() {
        Interactions.Builder everybodyHasAll = Interactions.Builder.binary();
        IntStream.range(0, 3)
                .forEach(customer -> IntStream.range(0, 41).forEach(item -> everybodyHasAll.add(customer, item, 1)));
        RecommenderModel model = train(everybodyHasAll.build(3, 41), PLAIN);
        Query query = asking(History.of(IntStream.range(0, 40).toArray()));
        List<Reason> reasons = model.explain(query, 40);
        assertThat(reasons).hasSize(20);
        Reason rest = reasons.get(19);
        assertThat(rest.kind()).isEqualTo(Reason.OTHERS);
        assertThat(rest.item()).isEqualTo(Event.NONE);
        assertThat(rest.detail()).isEqualTo("21");
        assertThat(rest.weight()).isCloseTo(21, within(1e-5));
    }

    @Test
    void findsItemsOfTheSameTaste() {
        RecommenderModel model = train(SampleInteractions.of(1), Map.of());
        for (int item = 4; item < 24; item++) {
            int taste = item % SampleInteractions.TASTES;
            assertThat(IntStream.of(model.similar(item, 5).items())
                            .filter(other -> other % SampleInteractions.TASTES == taste))
                    .as("like %d", item)
                    .hasSizeGreaterThanOrEqualTo(4);
        }
    }

    /** Expected by numpy 1.24, for ratings of four items by six customers. */
    @ParameterizedTest
    @CsvSource({
        "pearson,  0, 0.8740074, 1.4566790, 0.7728564, 0",
        "pearson,  3, 0.4670994, 0.2913358, 0.8727038, 0.7559289",
        "adjusted, 0, 0.2254483, 0.3757472, 0.2822803, 0",
        "adjusted, 3, 0,         0.0751494, 1.1291211, 1.1291211",
    })
    void comparesHowRatingsDifferAsNumpyDoes(String similarity, int customer, double a, double b, double c, double d) {
        Interactions ratings = Interactions.of(SparseMatrix.of(
                6,
                4,
                new int[] {0, 3, 5, 8, 11, 14, 17},
                new int[] {0, 1, 3, 0, 3, 0, 1, 3, 0, 2, 3, 1, 2, 3, 0, 1, 2},
                new float[] {5, 3, 1, 4, 1, 1, 1, 5, 1, 4, 4, 1, 5, 4, 2, 4, 3}));
        Query query = new Query(customer, ratings.history(customer), 10, ItemSet.all(), ItemSet.none());
        Ranking ranking = train(ratings, with("similarity", similarity)).recommend(query);
        double[] scores = new double[4];
        for (int place = 0; place < ranking.size(); place++) {
            scores[ranking.items()[place]] = ranking.scores()[place];
        }
        assertThat(scores).containsExactly(new double[] {a, b, c, d}, within(1e-6));
    }

    @Test
    void refusesToCompareHowWeightsDifferWhereTheyDoNot() {
        for (String similarity : List.of("pearson", "adjusted")) {
            assertThatThrownBy(() -> train(PAIRS, with("similarity", similarity)))
                    .isInstanceOfSatisfying(
                            TesseraException.class,
                            failure -> assertThat(failure.hint()).contains("similarity=cosine"));
        }
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
        "cosine,     8,   none,  given,  0,   candidate, 1",
        "cosine,     8,   none,  binary, 0,   history,   2",
        "cosine,     100, tfidf, given,  10,  candidate, 3",
        "jaccard,    5,   none,  log,    3,   candidate, 4",
        "dice,       20,  bm25,  given,  0.5, candidate, 5",
        "asymmetric, 12,  tfidf, binary, 2,   candidate, 6",
        "tversky,    12,  none,  binary, 1,   history,   7",
        "pearson,    200, none,  given,  0,   candidate, 8",
        "pearson,    200, bm25,  given,  1,   history,   9",
        "adjusted,   200, none,  log,    0,   candidate, 10",
        "adjusted,   200, tfidf, given,  2,   candidate, 11",
    })
    void agreesWithTheDefinitions(
            String similarity,
            int neighbours,
            String weighting,
            String evidence,
            double shrinkage,
            String lists,
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
                        "lists", lists,
                        "alpha", .3,
                        "beta", .8));
        DenseItemKnn plain = new DenseItemKnn(interactions, similarity, neighbours, weighting, evidence, shrinkage);
        for (int customer = 0; customer < interactions.customers(); customer += 7) {
            History history = interactions.history(customer);
            double[] expected = plain.scores(history, lists);
            Ranking ranking =
                    model.recommend(new Query(customer, history, Integer.MAX_VALUE, ItemSet.all(), ItemSet.none()));
            double[] actual = new double[expected.length];
            for (int place = 0; place < ranking.size(); place++) {
                actual[ranking.items()[place]] = ranking.scores()[place];
            }
            assertThat(actual).as("customer %d, seed %d", customer, seed).containsExactly(expected, within(2e-5));
        }
    }

    private static Map<String, String> with(String... more) {
        Map<String, String> settings = new HashMap<>(PLAIN);
        for (int k = 0; k < more.length; k += 2) {
            settings.put(more[k], more[k + 1]);
        }
        return settings;
    }

    private static Query asking(History history) {
        return new Query(Event.NONE, history, 10, ItemSet.all(), ItemSet.of(history));
    }

    private static ItemKnnRecommender strategy() {
        return new ItemKnnRecommender(Settings.defaults(ItemKnnRecommender.Config.class));
    }

    private static RecommenderModel train(Interactions pairs, Map<String, ?> settings) {
        return strategy()
                .train(
                        new RecommenderInput(pairs, new SampleCatalog(pairs.items()), 0),
                        settings,
                        TrainingContext.sequential(1));
    }

    /** Item neighbours over dense matrices, written for reading; alpha .3, beta .8. */
    private static final class DenseItemKnn {
        private final double[][] similarity;
        private final int neighbours;
        private final String evidence;

        DenseItemKnn(
                Interactions interactions,
                String measure,
                int neighbours,
                String weighting,
                String evidence,
                double shrinkage) {
            int customers = interactions.customers();
            int items = interactions.items();
            this.neighbours = neighbours;
            this.evidence = evidence;
            double[][] x = new double[items][customers];
            SparseMatrix pairs = interactions.byCustomer();
            for (int c = 0; c < customers; c++) {
                for (int p = pairs.start(c); p < pairs.end(c); p++) {
                    x[pairs.column(p)][c] = value(pairs.value(p));
                }
            }
            double[][] given = Arrays.stream(x).map(double[]::clone).toArray(double[][]::new);
            weigh(x, weighting);
            centre(x, given, measure);
            similarity = new double[items][items];
            for (int i = 0; i < items; i++) {
                for (int j = 0; j < items; j++) {
                    double dot = dot(x[i], x[j]);
                    double a = dot(x[i], x[i]);
                    double b = dot(x[j], x[j]);
                    double below = switch (measure) {
                        case "cosine", "pearson", "adjusted" -> Math.sqrt(a * b);
                        case "jaccard" -> a + b - dot;
                        case "dice" -> (a + b) / 2;
                        case "asymmetric" -> Math.pow(a, .3) * Math.pow(b, .7);
                        default -> dot + .3 * (a - dot) + .8 * (b - dot);
                    };
                    similarity[i][j] = dot < 1e-9 || i == j ? 0 : dot / (below + shrinkage);
                }
            }
        }

        private double value(float weight) {
            return switch (evidence) {
                case "binary" -> 1;
                case "log" -> Math.log(1 + weight) / Math.log(2);
                default -> weight;
            };
        }

        /** Rows are documents, columns terms. */
        private static void weigh(double[][] x, String weighting) {
            int terms = x[0].length;
            double total = 0;
            for (double[] row : x) {
                for (double v : row) {
                    total += v;
                }
            }
            double[] length = new double[x.length];
            double[] idf = new double[terms];
            for (int t = 0; t < terms; t++) {
                int n = 0;
                for (int d = 0; d < x.length; d++) {
                    n += x[d][t] > 0 ? 1 : 0;
                    length[d] += x[d][t];
                }
                idf[t] = Math.log(1 + (x.length - n + .5) / (n + .5));
            }
            for (int d = 0; d < x.length; d++) {
                for (int t = 0; t < terms; t++) {
                    double saturation = 1.2 * (.25 + .75 * length[d] / (total / x.length));
                    x[d][t] = switch (weighting) {
                        case "tfidf" -> x[d][t] * idf[t];
                        case "bm25" -> x[d][t] == 0 ? 0 : idf[t] * x[d][t] * 2.2 / (saturation + x[d][t]);
                        default -> x[d][t];
                    };
                }
            }
        }

        /** Deviations from the mean of the item or the customer, each times what the weighting has made of its value. */
        private static void centre(double[][] x, double[][] given, String measure) {
            for (int i = 0; i < x.length && !measure.equals("cosine"); i++) {
                for (int c = 0; c < x[i].length; c++) {
                    int customer = c;
                    DoubleStream values = measure.equals("pearson")
                            ? Arrays.stream(given[i])
                            : Arrays.stream(given).mapToDouble(row -> row[customer]);
                    double mean = values.filter(v -> v > 0).average().orElse(0);
                    if (given[i][c] > 0 && (measure.equals("pearson") || measure.equals("adjusted"))) {
                        x[i][c] = (given[i][c] - mean) * x[i][c] / given[i][c];
                    }
                }
            }
        }

        double[] scores(History history, String lists) {
            int items = similarity.length;
            double[] scores = new double[items];
            List<List<Integer>> nearest = new ArrayList<>();
            for (int i = 0; i < items; i++) {
                double[] of = similarity[i];
                nearest.add(IntStream.range(0, items)
                        .filter(j -> of[j] > 0)
                        .boxed()
                        .sorted(Comparator.<Integer>comparingDouble(j -> -of[j]).thenComparing(j -> j))
                        .limit(neighbours)
                        .toList());
            }
            for (int place = 0; place < history.size(); place++) {
                int have = history.item(place);
                for (int item = 0; item < items; item++) {
                    boolean counts = lists.equals("candidate")
                            ? nearest.get(item).contains(have)
                            : nearest.get(have).contains(item);
                    double s = lists.equals("candidate") ? similarity[item][have] : similarity[have][item];
                    scores[item] += counts ? value(history.weight(place)) * s : 0;
                }
            }
            return scores;
        }

        private static double dot(double[] a, double[] b) {
            return IntStream.range(0, a.length).mapToDouble(k -> a[k] * b[k]).sum();
        }
    }
}
