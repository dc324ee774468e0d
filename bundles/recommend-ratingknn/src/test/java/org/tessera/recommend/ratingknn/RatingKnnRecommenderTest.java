// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.ratingknn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
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
import org.tessera.api.recommend.RatingModel;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.tck.SampleCatalog;
import org.tessera.tck.SampleRatings;

class RatingKnnRecommenderTest {
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
        return (RatingModel) new RatingKnnRecommender(Settings.defaults(RatingKnnRecommender.Config.class))
                .train(
                        new RecommenderInput(ratings, new SampleCatalog(ratings.items()), 0),
                        settings,
                        TrainingContext.sequential(1));
    }

    /** Customers 0 and 4 have two items in common, with differences 0 and 1: similarity 1 / (1 + 1/2). */
    @Test
    void weighsTheRatingsOfNeighbours() {
        RatingModel model = train(
                ratings(), Map.of("by", "customers", "variant", "basic", "similarity", "msd", "shrinkage", 0, "k", 2));
        double[] s = {1 / (1 + .5), 1 / (1 + .5)};
        double expected = (s[0] * 4 + s[1] * 4) / (s[0] + s[1]);
        assertThat(model.predict(0, ratings().history(0), 2)).isCloseTo(expected, within(1e-6));
    }

    @Test
    void namesTheItemsThatSpeakForOne() {
        RatingModel model = train(ratings(), Map.of("shrinkage", 0));
        Query query = new Query(Event.NONE, ratings().history(0), 5, ItemSet.all(), ItemSet.none());
        assertThat(model.explain(query, 2)).extracting(Reason::kind).contains(Reason.ITEM);
        assertThat(model.similar(3, 1).items()).containsExactly(4);
    }

    @Test
    void leavesOutWhatHasTooFewNeighbours() {
        RatingModel model = train(ratings(), Map.of("min_k", 4));
        Query query = new Query(Event.NONE, ratings().history(0), 5, ItemSet.all(), ItemSet.none());
        assertThat(model.recommend(query).size()).isZero();
        assertThat(model.explain(query, 2)).isEmpty();
        assertThat(model.predict(Event.NONE, ratings().history(0), 2)).isBetween(2.8, 3.4);
    }

    /** Against the definitions written out over dense matrices. */
    @ParameterizedTest
    @CsvSource({
        "customers, basic,    msd,              0,   40, 1",
        "customers, means,    cosine,           5,   10, 1",
        "customers, zscore,   pearson,          0,   20, 3",
        "customers, baseline, pearson_baseline, 100, 7,  2",
        "items,     basic,    cosine,           0,   5,  1",
        "items,     means,    pearson,          10,  9,  2",
        "items,     zscore,   msd,              3,   40, 5",
        "items,     baseline, pearson_baseline, 50,  4,  1",
    })
    void agreesWithTheDefinitions(
            String by, String variant, String similarity, double shrinkage, int k, int minSupport) {
        Interactions ratings = SampleRatings.of(k);
        RatingModel model = train(
                ratings,
                Map.of(
                        "by", by,
                        "variant", variant,
                        "similarity", similarity,
                        "shrinkage", shrinkage,
                        "k", k,
                        "min_support", minSupport));
        Dense dense = Dense.of(ratings);
        for (int customer = 0; customer < ratings.customers(); customer += 11) {
            History history = ratings.history(customer);
            for (int item = 0; item < ratings.items(); item += 3) {
                assertThat(model.predict(customer, history, item))
                        .as("customer %d, item %d", customer, item)
                        .isCloseTo(
                                by.equals("customers")
                                        ? dense.foretold(customer, item, variant, similarity, shrinkage, k, minSupport)
                                        : dense.transposed()
                                                .foretold(
                                                        item, customer, variant, similarity, shrinkage, k, minSupport),
                                within(1e-4));
            }
        }
    }

    /** Neighbours among the rows of a dense matrix, written for reading; NaN where there is no rating. */
    private record Dense(double[][] r, double mean, double[] rowBias, double[] columnBias) {
        static Dense of(Interactions ratings) {
            SparseMatrix rows = ratings.byCustomer();
            double[][] r = new double[rows.rows()][rows.columns()];
            double sum = 0;
            for (int c = 0; c < r.length; c++) {
                java.util.Arrays.fill(r[c], Double.NaN);
                for (int p = rows.start(c); p < rows.end(c); p++) {
                    r[c][rows.column(p)] = rows.value(p);
                    sum += rows.value(p);
                }
            }
            double mean = sum / rows.size();
            double[] customers = new double[r.length];
            double[] items = new double[r[0].length];
            for (int epoch = 0; epoch < 10; epoch++) {
                for (int i = 0; i < items.length; i++) {
                    int item = i;
                    int[] who = IntStream.range(0, r.length)
                            .filter(c -> !Double.isNaN(r[c][item]))
                            .toArray();
                    items[i] = IntStream.of(who)
                                    .mapToDouble(c -> r[c][item] - mean - customers[c])
                                    .sum()
                            / (10 + who.length);
                }
                for (int c = 0; c < customers.length; c++) {
                    double[] row = r[c];
                    int[] what = rated(row);
                    customers[c] = IntStream.of(what)
                                    .mapToDouble(i -> row[i] - mean - items[i])
                                    .sum()
                            / (15 + what.length);
                }
            }
            return new Dense(r, mean, customers, items);
        }

        private static int[] rated(double[] row) {
            return IntStream.range(0, row.length)
                    .filter(i -> !Double.isNaN(row[i]))
                    .toArray();
        }

        Dense transposed() {
            double[][] t = new double[r[0].length][r.length];
            for (int a = 0; a < r.length; a++) {
                for (int b = 0; b < t.length; b++) {
                    t[b][a] = r[a][b];
                }
            }
            return new Dense(t, mean, columnBias, rowBias);
        }

        double foretold(int row, int column, String variant, String measure, double shrinkage, int k, int minSupport) {
            double expected = mean + rowBias[row] + columnBias[column];
            double own = switch (variant) {
                case "basic" -> 0;
                case "baseline" -> expected;
                default -> average(row);
            };
            double[] s = new double[r.length];
            for (int other = 0; other < r.length; other++) {
                s[other] = other == row || Double.isNaN(r[other][column])
                        ? 0
                        : similarity(row, other, measure, shrinkage, minSupport);
            }
            int[] nearest = IntStream.range(0, r.length)
                    .filter(other -> s[other] > 0)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingDouble(other -> -(float) s[other])
                            .thenComparing(other -> other))
                    .limit(k)
                    .mapToInt(other -> other)
                    .toArray();
            boolean unknown = rated(column()[column]).length == 0 || rated(r[row]).length == 0;
            if (nearest.length == 0 || unknown) {
                return clip(variant.equals("basic") ? mean : own);
            }
            double above = 0;
            double below = 0;
            for (int other : nearest) {
                double rating = r[other][column];
                double deviation = switch (variant) {
                    case "basic" -> rating;
                    case "means" -> rating - average(other);
                    case "zscore" -> (rating - average(other)) / spread(other);
                    default -> rating - mean - rowBias[other] - columnBias[column];
                };
                above += s[other] * deviation;
                below += s[other];
            }
            return clip(own + (variant.equals("zscore") ? spread(row) : 1) * above / below);
        }

        private double[][] column() {
            return transposed().r;
        }

        private static double clip(double rating) {
            return Math.min(5, Math.max(1, rating));
        }

        private double average(int row) {
            return IntStream.of(rated(r[row]))
                    .mapToDouble(i -> r[row][i])
                    .average()
                    .orElse(mean);
        }

        private double spread(int row) {
            double average = average(row);
            double own = Math.sqrt(IntStream.of(rated(r[row]))
                    .mapToDouble(i -> (r[row][i] - average) * (r[row][i] - average))
                    .average()
                    .orElse(0));
            if (own > 1e-9) {
                return own;
            }
            return Math.sqrt(java.util.Arrays.stream(r)
                    .flatMapToDouble(java.util.Arrays::stream)
                    .filter(x -> !Double.isNaN(x))
                    .map(x -> (x - mean) * (x - mean))
                    .average()
                    .orElse(0));
        }

        private double similarity(int a, int b, String measure, double shrinkage, int minSupport) {
            int[] common = IntStream.range(0, r[a].length)
                    .filter(i -> !Double.isNaN(r[a][i]) && !Double.isNaN(r[b][i]))
                    .toArray();
            int n = common.length;
            if (n < Math.max(1, minSupport)) {
                return 0;
            }
            double[] x = new double[n];
            double[] y = new double[n];
            for (int k = 0; k < n; k++) {
                boolean baseline = measure.equals("pearson_baseline");
                double level = baseline ? mean + columnBias[common[k]] : 0;
                x[k] = r[a][common[k]] - level - (baseline ? rowBias[a] : 0);
                y[k] = r[b][common[k]] - level - (baseline ? rowBias[b] : 0);
            }
            if (measure.equals("pearson")) {
                double meanX = java.util.Arrays.stream(x).average().orElse(0);
                double meanY = java.util.Arrays.stream(y).average().orElse(0);
                x = java.util.Arrays.stream(x).map(v -> v - meanX).toArray();
                y = java.util.Arrays.stream(y).map(v -> v - meanY).toArray();
            }
            double xx = 0;
            double yy = 0;
            double xy = 0;
            double gap = 0;
            for (int k = 0; k < n; k++) {
                xx += x[k] * x[k];
                yy += y[k] * y[k];
                xy += x[k] * y[k];
                gap += (x[k] - y[k]) * (x[k] - y[k]);
            }
            double plain =
                    measure.equals("msd") ? 1 / (1 + gap / n) : xx < 1e-9 || yy < 1e-9 ? 0 : xy / Math.sqrt(xx * yy);
            return shrinkage == 0 ? plain : plain * (n - 1) / (n - 1 + shrinkage);
        }
    }
}
