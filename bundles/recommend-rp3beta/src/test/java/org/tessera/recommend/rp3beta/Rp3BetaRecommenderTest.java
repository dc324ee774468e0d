// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.rp3beta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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

class Rp3BetaRecommenderTest {
    private static final Interactions PAIRS = Interactions.of(SparseMatrix.of(
            5, 5, new int[] {0, 2, 5, 7, 9, 12}, new int[] {0, 1, 0, 1, 2, 1, 2, 2, 3, 0, 3, 4}, new float[] {
                1, 2, 3, 1, 1, 4, 2, 1, 5, 2, 1, 1
            }));

    /** Expected by scipy 1.10: products of the powers of the two row-stochastic matrices, for weights 1 of item 0, 3 of 2. */
    @ParameterizedTest
    @CsvSource({
        "1,   0,  false, 0.45,        1.361111111, 0.1,         0.708333333, 0.083333333",
        "1,   .6, false, 0.232776836, 0.704078084, 0.051728186, 0.467325718, 0.083333333",
        ".7,  .4, true,  0.639324735, 1.793478815, 0.182561244, 1.135273239, 0.249361967",
        "1.5, 1,  false, 0.05809475,  0.226517034, 0.010540926, 0.154664213, 0.024056261",
    })
    void agreesWithScipy(
            double alpha, double beta, boolean normalise, double a, double b, double c, double d, double e) {
        RecommenderModel model = train(PAIRS, Map.of("alpha", alpha, "beta", beta, "normalise", normalise));
        History history = History.ofSorted(new int[] {0, 2}, new float[] {1, 3}, new long[2]);
        assertThat(scores(model, history)).containsExactly(new double[] {a, b, c, d, e}, within(1e-6));
    }

    /** Against the definition over dense matrices, all walks kept. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithTheDefinition(long seed) {
        Interactions shop = SampleInteractions.of(seed);
        SplittableRandom random = new SplittableRandom(seed);
        double alpha = 2 * random.nextDouble();
        double beta = 2 * random.nextDouble();
        double[][] walks = walks(shop, alpha, beta);
        for (String lists : List.of("history", "candidate")) {
            RecommenderModel model = train(
                    shop,
                    Map.of("alpha", alpha, "beta", beta, "neighbours", 10_000, "normalise", "false", "lists", lists));
            for (int item = 0; item < shop.items(); item++) {
                double[] expected = walks[item];
                double most = IntStream.range(0, expected.length)
                        .mapToDouble(j -> expected[j])
                        .max()
                        .orElse(0);
                assertThat(scores(model, History.of(item)))
                        .as("seed %d, item %d, %s", seed, item, lists)
                        .containsExactly(expected, within(1e-5 * most + 1e-30));
            }
        }
    }

    @Test
    void keepsTheLikeliestOfTheItemInTheHistoryOrOfTheCandidate() {
        double[][] walks = walks(PAIRS, 1, .5);
        for (int item = 0; item < 5; item++) {
            double[] row = walks[item];
            double most = IntStream.range(0, 5).mapToDouble(j -> row[j]).max().orElseThrow();
            RecommenderModel model = train(PAIRS, Map.of("beta", .5, "neighbours", 1, "normalise", "false"));
            Ranking ranking = model.recommend(asking(History.of(item)));
            assertThat(ranking.size()).isEqualTo(1);
            assertThat(ranking.scores()[0]).isCloseTo(most, within(1e-6));
        }
        RecommenderModel candidate =
                train(PAIRS, Map.of("beta", .5, "neighbours", 1, "normalise", "false", "lists", "candidate"));
        int answered = IntStream.range(0, 5)
                .map(item -> candidate.recommend(asking(History.of(item))).size())
                .sum();
        assertThat(answered).as("each of five items is reached from one").isEqualTo(5);
    }

    @Test
    void countsPopularItemsForLess() {
        Interactions shop = SampleInteractions.of(1);
        RecommenderModel plain = train(shop, Map.of("beta", 0));
        RecommenderModel damped = train(shop, Map.of("beta", 1));
        History history = History.of(4, 8, 12);
        assertThat(plain.recommend(asking(history)).items()[0]).isEqualTo(SampleInteractions.EVERYBODYS);
        assertThat(damped.recommend(asking(history)).items()[0]).isNotEqualTo(SampleInteractions.EVERYBODYS);
    }

    @Test
    void namesTheItemsFromWhichTheWalkBegan() {
        RecommenderModel model = train(PAIRS, Map.of());
        List<Reason> reasons = model.explain(asking(History.of(0, 2)), 1);
        assertThat(reasons).extracting(Reason::kind).containsOnly(Reason.ITEM);
        assertThat(reasons).extracting(Reason::item).containsExactlyInAnyOrder(0, 2);
    }

    @Test
    void givesEveryItemTheSameSay() {
        RecommenderModel model = train(SampleInteractions.of(2), Map.of("normalise", "true"));
        for (int item = 0; item < SampleInteractions.NOBODYS; item++) {
            double sum = 0;
            double[] scores = scores(model, History.of(item));
            for (double score : scores) {
                sum += score;
            }
            assertThat(sum).as("item %d", item).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void copesWithOneOfEach() {
        Interactions one = Interactions.Builder.binary().add(0, 0, 1).build(1, 1);
        assertThat(train(one, Map.of()).recommend(asking(History.empty())).size())
                .isZero();
    }

    @Test
    void refusesWeightsThatAreNoNumbers() {
        Interactions odd =
                Interactions.of(SparseMatrix.of(1, 2, new int[] {0, 2}, new int[] {0, 1}, new float[] {1, Float.NaN}));
        assertThatThrownBy(() -> train(odd, Map.of()))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("customer 0 and item 1");
    }

    @Test
    void searchesSettingsThatItTakes() {
        for (double place : new double[] {0, .5, .999}) {
            Map<String, String> settings = new HashMap<>();
            for (Tunable tunable : strategy().tunables()) {
                settings.put(tunable.setting(), tunable.at(place));
            }
            assertThat(train(PAIRS, settings).settings())
                    .containsKeys(settings.keySet().toArray(String[]::new));
        }
    }

    private static double[][] walks(Interactions interactions, double alpha, double beta) {
        SparseMatrix pairs = interactions.byCustomer();
        int items = interactions.items();
        double[][] x = new double[pairs.rows()][items];
        double[] ofCustomer = new double[pairs.rows()];
        double[] ofItem = new double[items];
        int[] degree = new int[items];
        for (int c = 0; c < x.length; c++) {
            for (int p = pairs.start(c); p < pairs.end(c); p++) {
                x[c][pairs.column(p)] = pairs.value(p);
                ofCustomer[c] += pairs.value(p);
                ofItem[pairs.column(p)] += pairs.value(p);
                degree[pairs.column(p)]++;
            }
        }
        double[][] walks = new double[items][items];
        for (int i = 0; i < items; i++) {
            for (int j = 0; j < items; j++) {
                for (int c = 0; c < x.length && i != j; c++) {
                    if (x[c][i] > 0 && x[c][j] > 0) {
                        walks[i][j] += Math.pow(x[c][i] / ofItem[i], alpha)
                                * Math.pow(x[c][j] / ofCustomer[c], alpha)
                                / Math.pow(degree[j], beta);
                    }
                }
            }
        }
        return walks;
    }

    private static double[] scores(RecommenderModel model, History history) {
        Ranking ranking =
                model.recommend(new Query(Event.NONE, history, Integer.MAX_VALUE, ItemSet.all(), ItemSet.none()));
        double[] scores = new double[model.items()];
        for (int place = 0; place < ranking.size(); place++) {
            scores[ranking.items()[place]] = ranking.scores()[place];
        }
        return scores;
    }

    private static Query asking(History history) {
        return new Query(Event.NONE, history, 10, ItemSet.all(), ItemSet.of(history));
    }

    private static Rp3BetaRecommender strategy() {
        return new Rp3BetaRecommender(Settings.defaults(Rp3BetaRecommender.Config.class));
    }

    private static RecommenderModel train(Interactions pairs, Map<String, ?> settings) {
        return strategy()
                .train(
                        new RecommenderInput(pairs, new SampleCatalog(pairs.items()), 0),
                        settings,
                        TrainingContext.sequential(1));
    }
}
