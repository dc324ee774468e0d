// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.gmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.clusters.Agreement;
import org.tessera.tck.LabelledFile;

/** Real and well-known made-up data with known groups. */
class LabelledFilesTest {
    @ParameterizedTest(name = "{0}, seed {3}")
    @CsvSource({
        "hepta, 7, .99, 1",
        "hepta, 7, .99, 2",
        "tetra, 4, .99, 1",
        "s-set1, 15, .99, 1",
        "s-set1, 15, .99, 2",
        "s-set1, 15, .99, 3",
        "lsun, 3, .99, 1",
        "twodiamonds, 2, .99, 1",
        "iris, 3, .9, 1",
        "iris, 3, .9, 2",
        "engytime, 2, .85, 1"
    })
    void recoversTheGroupsOfWhichItKnowsTheNumber(String file, int k, double least, long seed) throws IOException {
        LabelledFile data = LabelledFile.read(file);
        GmmModel model = new GaussianMixture().train(data.table(), Map.of("k", k), TrainingContext.sequential(seed));
        assertThat(Agreement.of(model.labels(), data.truth()).adjustedRand()).isGreaterThanOrEqualTo(least);
    }

    @ParameterizedTest(name = "{0}, seed {3}")
    @CsvSource({
        "hepta, 7, 7, 1",
        "hepta, 7, 7, 2",
        "tetra, 4, 4, 1",
        "tetra, 4, 4, 2",
        "s-set1, 15, 17, 1",
        "s-set1, 15, 17, 2",
        "iris, 2, 4, 1",
        "iris, 2, 4, 2",
        "engytime, 2, 2, 1"
    })
    void choosesTheirNumber(String file, int least, int most, long seed) throws IOException {
        GmmModel model = new GaussianMixture()
                .train(LabelledFile.read(file).table(), Map.of(), TrainingContext.sequential(seed));
        assertThat(model.clusters()).isBetween(least, most);
    }

    /**
     * Twenty iterations from the first row of each species: values of scikit-learn 1.2.1, {@code GaussianMixture(3,
     * covariance_type, means_init, weights_init=1/3, precisions_init=1, max_iter=20, tol=0)}.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "full, -191.14781747907173, 602.7635878983788, 0.43790300904617274",
        "diagonal, -308.36627152065705, 747.0090606878167, 0.40094073346572123",
        "tied, -256.32752931939154, 632.9103056970932, 0.3343321583772792",
        "spherical, -384.90248526958726, 854.9857705388108, 0.4136828444852155"
    })
    void irisIsFittedAsByScikitLearn(String covariance, double logLikelihood, double bic, double largest)
            throws IOException {
        LabelledFile iris = LabelledFile.read("iris");
        double[] rows = iris.table().rowMajor().orElseThrow();
        double[] means = new double[12];
        for (int c = 0; c < 3; c++) {
            System.arraycopy(rows, c * 50 * 4, means, c * 4, 4);
        }
        GmmModel model = new GaussianMixture()
                .trainFrom(
                        means,
                        iris.table(),
                        Map.of(
                                "covariance",
                                covariance,
                                "iterations",
                                20,
                                "tolerance",
                                0,
                                "scaling",
                                "none",
                                "logs",
                                "never"),
                        TrainingContext.sequential(1));
        assertThat(model.logLikelihood()).isCloseTo(logLikelihood, withinPercentage(1e-4));
        assertThat(model.bic()).isCloseTo(bic, withinPercentage(1e-4));
        assertThat(Arrays.stream(model.mixture().weights()).max().orElseThrow()).isCloseTo(largest, within(1e-6));
    }
}
