// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.nmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
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

class NmfRecommenderTest {
    private static final int CUSTOMERS = 40;
    private static final int ITEMS = 25;

    /** scikit-learn 1.2, NMF with five components, coordinate descent, 2,000 iterations, from nndsvd and from nndsvda. */
    private static final double SCIKIT_LEARN = 331.647952;

    @Test
    void reachesTheObjectiveOfScikitLearn() {
        assertThat(objective(1000)).isCloseTo(SCIKIT_LEARN, within(.001 * SCIKIT_LEARN));
    }

    @ParameterizedTest
    @CsvSource({"1, 443.115369", "5, 353.543188", "50, 332.475171"})
    void getsThereAboutAsFast(int iterations, double scikitLearn) {
        assertThat(objective(iterations)).isLessThan(1.05 * scikitLearn);
    }

    @Test
    void factorsAreNeverNegative() {
        NmfTrainer.Factors factors = factors(20);
        for (float value : factors.items().values()) {
            assertThat(value).isNotNegative();
        }
        for (float value : factors.customers().values()) {
            assertThat(value).isNotNegative();
        }
    }

    @Test
    void foldsInWhatTrainingWouldFind() {
        NmfTrainer.Factors factors = factors(1000);
        Interactions pairs = pairs();
        RecommenderModel model = train(pairs, Map.of("factors", 5, "iterations", 1000, "regularisation", 0));
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            Ranking ranking =
                    model.recommend(new Query(customer, pairs.history(customer), ITEMS, ItemSet.all(), ItemSet.none()));
            for (int place = 0; place < ranking.size(); place++) {
                double trained = factors.items()
                        .dot(ranking.items()[place], factors.customers().row(customer));
                assertThat(ranking.scores()[place]).isCloseTo(trained, within(2e-2));
            }
        }
    }

    @Test
    void leavesOutWhatHasNothingInCommon() {
        // Two shops in one: nobody has items of both.
        Interactions pairs = Interactions.of(
                SparseMatrix.of(4, 4, new int[] {0, 2, 4, 6, 8}, new int[] {0, 1, 0, 1, 2, 3, 2, 3}, new float[0]));
        RecommenderModel model = train(pairs, Map.of("factors", 2, "iterations", 200, "regularisation", 0));
        Query query = new Query(Event.NONE, History.of(0), 10, ItemSet.all(), ItemSet.none());
        assertThat(model.recommend(query).items()).containsExactlyInAnyOrder(0, 1);
        assertThat(model.explain(query, 2)).isEmpty();
        List<Reason> reasons = model.explain(query, 1);
        assertThat(reasons).extracting(Reason::item).containsExactly(0);
        assertThat(reasons.get(0).weight()).isCloseTo(.5, within(1e-3));
    }

    private static double objective(int iterations) {
        NmfTrainer.Factors factors = factors(iterations);
        SparseMatrix matrix = pairs().byCustomer();
        double sum = 0;
        for (int u = 0; u < CUSTOMERS; u++) {
            for (int i = 0; i < ITEMS; i++) {
                int p = matrix.find(u, i);
                double error = (p < 0 ? 0 : matrix.value(p))
                        - factors.items().dot(i, factors.customers().row(u));
                sum += error * error / 2;
            }
        }
        return sum;
    }

    private static NmfTrainer.Factors factors(int iterations) {
        SparseMatrix matrix = pairs().byCustomer();
        NmfSettings settings = NmfSettings.of(Settings.overlay(
                NmfRecommender.Config.class,
                Settings.defaults(NmfRecommender.Config.class),
                Map.of("factors", 5, "iterations", iterations, "regularisation", 0)));
        return new NmfTrainer(settings, TrainingContext.sequential(1), matrix, matrix.transposed()).train();
    }

    /** The matrix that the reference was computed from. */
    private static Interactions pairs() {
        Interactions.Builder pairs = Interactions.Builder.weighted();
        for (int u = 0; u < CUSTOMERS; u++) {
            for (int i = 0; i < ITEMS; i++) {
                int h = (u * 31 + i * 17 + (u * i) % 13 * 7 + u * u % 11 * i) % 11;
                if (h < 3) {
                    pairs.add(u, i, 1 + h, 0);
                }
            }
        }
        return pairs.build(CUSTOMERS, ITEMS);
    }

    private static RecommenderModel train(Interactions pairs, Map<String, ?> settings) {
        return new NmfRecommender(Settings.defaults(NmfRecommender.Config.class))
                .train(
                        new RecommenderInput(pairs, new SampleCatalog(pairs.items()), 0),
                        settings,
                        TrainingContext.sequential(1));
    }
}
