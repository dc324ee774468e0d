// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.gmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.strategy.TrainingContext;

/**
 * Against scikit-learn 1.2.1: {@code GaussianMixture(4, covariance_type, means_init=centres, weights_init=1/4,
 * precisions_init=1, max_iter=15, tol=0, reg_covar=1e-6)}. Its values were computed on the same numbers.
 */
class GoldenTest {
    private static final int ROWS = 2000;
    private static final int GROUPS = 4;

    /** Overlapping groups, made by the linear congruential generator of {@code java.util.Random}, written down. */
    private static final class Data {
        private final double[] centres;
        private final double[] x;
        private long state = 42;

        Data(int d) {
            centres = new double[GROUPS * d];
            for (int i = 0; i < centres.length; i++) {
                centres[i] = 10 * uniform();
            }
            x = new double[ROWS * d];
            for (int i = 0; i < ROWS; i++) {
                double base = uniform() + uniform() + uniform() - 1.5;
                for (int j = 0; j < d; j++) {
                    double noise = uniform() + uniform() + uniform() - 1.5;
                    x[i * d + j] = centres[i % GROUPS * d + j] + (1 + i % GROUPS) * noise + j % 2 * base;
                }
            }
        }

        private double uniform() {
            state = (state * 0x5DEECE66DL + 0xB) & ((1L << 48) - 1);
            return (state >> 22) / (double) (1 << 26);
        }

        FeatureTable table(int d) {
            return FeatureTable.ofRowMajor(
                    x, ROWS, IntStream.range(0, d).mapToObj(j -> "x" + j).toList());
        }
    }

    static Stream<Arguments> reference() {
        return Stream.of(
                Arguments.of(
                        3,
                        "full",
                        -12040.810336370876,
                        24378.055868663894,
                        new double[] {0.24712160771607392, 0.25083092156190817, 0.2508145731083212, 0.25123289761369677
                        },
                        new double[] {0.009864812987038517, 7.021238142903446, 9.210181844069282}),
                Arguments.of(
                        3,
                        "diagonal",
                        -12047.272063308319,
                        24299.768493024276,
                        new double[] {0.24727431151357723, 0.2510708937879127, 0.2508109769251203, 0.25084381777338977},
                        new double[] {0.0073266575486289984, 7.0149341131938785, 9.202861106180587}),
                Arguments.of(
                        3,
                        "tied",
                        -12901.888256498689,
                        25963.39546464776,
                        new double[] {0.40065849561142686, 0.27026689563359885, 0.2360290278794907, 0.09304558087548359
                        },
                        new double[] {0.6732449127541662, 7.084410140800153, 9.363781033752774}),
                Arguments.of(
                        3,
                        "spherical",
                        -12086.123087674916,
                        24316.66332208113,
                        new double[] {0.24004621803126225, 0.2503445250060815, 0.25119693904879287, 0.25841231791386343
                        },
                        new double[] {0.014696194236551635, 7.004163391509202, 9.204146518537382}),
                Arguments.of(
                        14,
                        "full",
                        -46149.01585527695,
                        95938.86398867455,
                        new double[] {0.24999999999980793, 0.24999720211827972, 0.2499998140296652, 0.2500029838522472},
                        new double[] {0.05655383026615976, 6.9431986248201785, 9.186580596119622}),
                Arguments.of(
                        14,
                        "diagonal",
                        -47244.979152440304,
                        95364.06208772794,
                        new double[] {0.24999999995999445, 0.2500100810462201, 0.24999964338301356, 0.24999027561077197
                        },
                        new double[] {0.05655383023756666, 6.943198624998973, 9.186580596194743}),
                Arguments.of(
                        14,
                        "tied",
                        -51895.65318835384,
                        105037.85438007259,
                        new double[] {0.25215823165993406, 0.25010993950265814, 0.25000000608596445, 0.24773182275144337
                        },
                        new double[] {4.370124538707647, 0.6286421759523514, 9.089052110583335}),
                Arguments.of(
                        14,
                        "spherical",
                        -47490.556344130695,
                        95459.96954321254,
                        new double[] {0.24999999932835293, 0.25002810617782767, 0.24999943884577086, 0.24997245564804854
                        },
                        new double[] {0.056553830573307214, 6.943198627366099, 9.186580597013831}));
    }

    @ParameterizedTest(name = "{1} in {0} columns")
    @MethodSource("reference")
    void fifteenIterationsAreThoseOfScikitLearn(
            int d, String covariance, double logLikelihood, double bic, double[] weights, double[] mean) {
        Data data = new Data(d);
        GmmModel model = new GaussianMixture()
                .trainFrom(
                        data.centres,
                        data.table(d),
                        Map.of(
                                "covariance",
                                covariance,
                                "iterations",
                                15,
                                "tolerance",
                                0,
                                "scaling",
                                "none",
                                "logs",
                                "never"),
                        TrainingContext.sequential(1));
        assertThat(model.iterations()).isEqualTo(15);
        assertThat(model.logLikelihood()).isCloseTo(logLikelihood, withinPercentage(1e-7));
        assertThat(model.bic()).isCloseTo(bic, withinPercentage(1e-7));
        assertThat(model.mixture().weights()).containsExactly(weights, within(1e-8));
        assertThat(Arrays.copyOf(model.mixture().means(), 3)).containsExactly(mean, within(1e-6));
    }

    /** Written down as plainly as can be: without bounds, blocks, matrix products or logarithms. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"full", "diagonal", "tied", "spherical"})
    void probabilitiesAreThoseOfTheDensities(String covariance) {
        int d = 3;
        Data data = new Data(d);
        GmmModel model = new GaussianMixture()
                .train(
                        data.table(d),
                        Map.of("k", 4, "covariance", covariance, "scaling", "none", "logs", "never"),
                        TrainingContext.sequential(1));
        double[] memberships = model.memberships(data.table(d));
        double logLikelihood = 0;
        for (int i = 0; i < ROWS; i++) {
            double[] densities = new double[4];
            for (int c = 0; c < 4; c++) {
                densities[c] = density(model.mixture(), c, Arrays.copyOfRange(data.x, i * d, (i + 1) * d));
            }
            double sum = Arrays.stream(densities).sum();
            logLikelihood += Math.log(sum);
            for (int c = 0; c < 4; c++) {
                assertThat(memberships[i * 4 + c]).isCloseTo(densities[c] / sum, within(1e-9));
            }
            assertThat(model.strengths()[i]).isCloseTo(densities[model.labels()[i]] / sum, within(1e-9));
        }
        assertThat(model.logLikelihood()).isCloseTo(logLikelihood, withinPercentage(1e-8));
    }

    /** Weighted density of three columns, by Cramer's rule. */
    private static double density(Mixture mixture, int c, double[] row) {
        double[] s = new double[9];
        double[] given = mixture.covariances();
        for (int j = 0; j < 3; j++) {
            for (int l = 0; l < 3; l++) {
                s[j * 3 + l] = switch (mixture.kind()) {
                    case FULL -> given[c * 9 + j * 3 + l];
                    case TIED -> given[j * 3 + l];
                    case DIAGONAL -> j == l ? given[c * 3 + j] : 0;
                    case SPHERICAL -> j == l ? given[c] : 0;
                };
            }
        }
        double[] difference = new double[3];
        for (int j = 0; j < 3; j++) {
            difference[j] = row[j] - mixture.means()[c * 3 + j];
        }
        double determinant = determinant(s);
        double squared = 0;
        for (int j = 0; j < 3; j++) {
            double[] replaced = s.clone();
            for (int l = 0; l < 3; l++) {
                replaced[l * 3 + j] = difference[l];
            }
            squared += difference[j] * determinant(replaced) / determinant;
        }
        return mixture.weights()[c] * Math.exp(-0.5 * squared) / Math.sqrt(Math.pow(2 * Math.PI, 3) * determinant);
    }

    private static double determinant(double[] s) {
        return s[0] * (s[4] * s[8] - s[5] * s[7])
                - s[1] * (s[3] * s[8] - s[5] * s[6])
                + s[2] * (s[3] * s[7] - s[4] * s[6]);
    }
}
