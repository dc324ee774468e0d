// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.slim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.ranking.ItemToItemModel;
import org.tessera.tck.SampleCatalog;
import org.tessera.tck.SampleInteractions;

class SlimRecommenderTest {
    private static final Map<String, Object> EXACT =
            Map.of("alpha", .05, "l1", .3, "tolerance", 1e-10, "iterations", 100_000, "neighbours", 8);

    /**
     * Worked out with scikit-learn 1.2.1: ElasticNet(alpha=.05, l1_ratio=.3, fit_intercept=False, positive=True,
     * tol=1e-12), one for each item, whose own column is zero.
     */
    private static final double[][] POSITIVE = {
        {0.0, 0.0, 0.23706, 0.1771267, 0.1346481, 0.0, 0.0, 0.0},
        {0.0, 0.0, 0.1899128, 0.0, 0.0, 0.1865691, 0.0079163, 0.0863223},
        {0.2604072, 0.1962073, 0.0, 0.0, 0.3290303, 0.0, 0.2805525, 0.1242073},
        {0.2422119, 0.0, 0.0, 0.0, 0.0, 0.3515992, 0.0, 0.3638978},
        {0.1995269, 0.0, 0.3508475, 0.0, 0.0, 0.1599652, 0.1533743, 0.0},
        {0.0, 0.1896934, 0.0, 0.2081159, 0.0629632, 0.0, 0.0237581, 0.2529026},
        {0.0, 0.0, 0.3131567, 0.0, 0.1702811, 0.03706, 0.0, 0.0},
        {0.0, 0.124497, 0.1708329, 0.3458429, 0.0, 0.35434, 0.0, 0.0}
    };

    /** The same with positive=False. */
    private static final double[][] SIGNED = {
        {0.0, -0.0473305, 0.2459849, 0.2236339, 0.1489545, 0.0, 0.0, -0.1064662},
        {-0.0536978, 0.0, 0.1910516, 0.0, -0.0492562, 0.1865691, 0.0079163, 0.0727588},
        {0.315442, 0.2433772, 0.0, -0.0394681, 0.3400358, 0.0, 0.2805525, 0.1709911},
        {0.3464579, 0.0, -0.0336469, 0.0, -0.0862587, 0.3515992, 0.0, 0.3980703},
        {0.1930379, -0.0604869, 0.3469178, -0.087728, 0.0, 0.1599652, 0.1533743, 0.0},
        {-0.0026232, 0.201766, 0.0, 0.2256715, 0.1110798, 0.0, 0.0237581, 0.2471274},
        {0.0, 0.0056735, 0.3130428, 0.0, 0.1664011, 0.03706, 0.0, -0.0043527},
        {-0.165165, 0.1138408, 0.187973, 0.3593817, 0.0, 0.35434, 0.0, 0.0}
    };

    @Test
    void agreesWithScikitLearn() {
        assertWeights(train(Pairs.weighted(), EXACT), POSITIVE);
        assertWeights(train(Pairs.weighted(), with("positive", false)), SIGNED);
    }

    private static void assertWeights(ItemToItemModel model, double[][] expected) {
        for (int i = 0; i < expected.length; i++) {
            double[] actual = dense(model.influence(), i);
            assertThat(actual).as("what item %d says", i).containsExactly(expected[i], within(1e-6));
        }
    }

    private static double[] dense(SparseMatrix matrix, int row) {
        double[] values = new double[matrix.columns()];
        for (int p = matrix.start(row); p < matrix.end(row); p++) {
            values[matrix.column(p)] = matrix.value(p);
        }
        return values;
    }

    @Test
    void answersWithWeightsBelowZero() {
        RecommenderModel model = train(Pairs.weighted(), with("positive", false));
        Ranking ranking = model.recommend(asking(History.of(0, 1)));
        assertThat(ranking.items()).containsExactly(2, 3, 5, 4, 6, 7, 1, 0);
        assertThat(ranking.scores()[7]).isCloseTo(-0.0536978, within(1e-6));
        assertThat(model.explain(asking(History.of(0, 1)), 7))
                .extracting("item")
                .containsExactly(1, 0);
    }

    @Test
    void keepsTheLargestWeightsOfEachItem() {
        SparseMatrix influence = train(Pairs.weighted(), with("neighbours", 2)).influence();
        for (int j = 0; j < 8; j++) {
            int item = j;
            double[] column =
                    IntStream.range(0, 8).mapToDouble(i -> POSITIVE[i][item]).toArray();
            double second = java.util.Arrays.stream(column).sorted().toArray()[6];
            double[] expected = java.util.Arrays.stream(column)
                    .map(w -> w >= second ? w : 0)
                    .toArray();
            double[] actual = IntStream.range(0, 8)
                    .mapToDouble(i -> dense(influence, i)[item])
                    .toArray();
            assertThat(actual).containsExactly(expected, within(1e-6));
        }
    }

    /** At the minimum no weight can be moved for the better (Karush, Kuhn and Tucker). */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void endsAtTheMinimum(long seed) {
        Interactions shop = SampleInteractions.of(seed);
        double alpha = .01;
        double l1 = .1;
        SparseMatrix influence = train(
                        shop,
                        Map.of("alpha", alpha, "l1", l1, "tolerance", 1e-9, "iterations", 10_000, "neighbours", 60))
                .influence();
        int items = shop.items();
        double[][] products = products(shop);
        double[][] w = new double[items][];
        for (int i = 0; i < items; i++) {
            w[i] = dense(influence, i);
        }
        double n = shop.customers();
        for (int j = 0; j < items; j++) {
            for (int k = 0; k < items; k++) {
                double gradient = -products[k][j] + n * alpha * l1 + n * alpha * (1 - l1) * w[k][j];
                for (int i = 0; i < items; i++) {
                    gradient += products[k][i] * w[i][j];
                }
                if (k != j && w[k][j] > 0) {
                    assertThat(gradient).as("of %d on %d", k, j).isCloseTo(0, within(1e-4));
                } else if (k != j) {
                    assertThat(gradient).as("of %d on %d", k, j).isGreaterThan(-1e-4);
                }
            }
        }
    }

    private static double[][] products(Interactions shop) {
        double[][] products = new double[shop.items()][shop.items()];
        SparseMatrix pairs = shop.byCustomer();
        for (int c = 0; c < pairs.rows(); c++) {
            for (int p = pairs.start(c); p < pairs.end(c); p++) {
                for (int q = pairs.start(c); q < pairs.end(c); q++) {
                    products[pairs.column(p)][pairs.column(q)] += (double) pairs.value(p) * pairs.value(q);
                }
            }
        }
        return products;
    }

    @Test
    void saysHowMuchMemoryItWouldNeed() {
        int items = 400_000;
        Interactions.Builder all = Interactions.Builder.binary();
        for (int item = 0; item < items; item++) {
            all.add(0, item, 1);
        }
        Interactions collector = all.build(1, items);
        assertThatThrownBy(() -> train(collector, Map.of()))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("GB of memory for the products of 400,000 items");
        assertThat(train(collector, Map.of("items", 20)).items()).isEqualTo(items);
    }

    private static Map<String, Object> with(String name, Object value) {
        Map<String, Object> settings = new java.util.HashMap<>(EXACT);
        settings.put(name, value);
        return settings;
    }

    private static Query asking(History history) {
        return new Query(Event.NONE, history, Integer.MAX_VALUE, ItemSet.all(), ItemSet.none());
    }

    private static ItemToItemModel train(Interactions pairs, Map<String, ?> settings) {
        return (ItemToItemModel) new SlimRecommender(Settings.defaults(SlimRecommender.Config.class))
                .train(
                        new RecommenderInput(pairs, new SampleCatalog(pairs.items()), 0),
                        settings,
                        TrainingContext.sequential(1));
    }
}
