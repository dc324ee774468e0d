// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Figure;

/** Sound details pass, and what is wrong with others is found. */
class ClusterDetailsTest {
    private static final FeatureTable ROWS = SampleTables.single(1, 2, 9, 50);

    /** Two clusters and a row of noise. */
    private record Told(
            List<String> names, double[] strengths, double[] outlierScores, double[] memberships, List<Figure> figures)
            implements ClusterModel {
        @Override
        public double[] strengths() {
            return strengths.clone();
        }

        @Override
        public double[] outlierScores() {
            return outlierScores.clone();
        }

        @Override
        public double[] memberships(FeatureTable rows) {
            return memberships.clone();
        }

        @Override
        public int clusters() {
            return 2;
        }

        @Override
        public int[] labels() {
            return new int[] {0, 0, 1, NOISE};
        }

        @Override
        public int[] assign(FeatureTable rows) {
            return labels();
        }

        @Override
        public double[] embed(FeatureTable rows) {
            return new double[] {1, 2, 9, 50};
        }

        @Override
        public int dimensions() {
            return 1;
        }

        @Override
        public List<String> preparation() {
            return List.of("x: as it is");
        }

        @Override
        public Map<String, Object> settings() {
            return Map.of();
        }

        @Override
        public void write(OutputStream out) {
            throw new UnsupportedOperationException("nobody keeps it");
        }
    }

    private static Told names(String... names) {
        return new Told(List.of(names), new double[0], new double[0], new double[0], List.of());
    }

    private static Told strengths(double... strengths) {
        return new Told(List.of(), strengths, new double[0], new double[0], List.of());
    }

    private static Told outlierScores(double... scores) {
        return new Told(List.of(), new double[0], scores, new double[0], List.of());
    }

    private static Told memberships(double... memberships) {
        return new Told(List.of(), new double[0], new double[0], memberships, List.of());
    }

    private static Told figure(Figure figure) {
        return new Told(List.of(), new double[0], new double[0], new double[0], List.of(figure));
    }

    private static Figure.Curve curve(double... x) {
        return new Figure.Curve("Criterion", "k", "BIC", x, new double[x.length], 0, "chosen");
    }

    /** Of three leaves: 0 and 1 first, then their node 3 and the leaf 2. */
    private static Figure.Dendrogram tree(int first, double height, int label) {
        return new Figure.Dendrogram(
                "Merges",
                new int[] {first, 3},
                new int[] {1, 2},
                new double[] {height, 2},
                new int[] {1, 1, 2},
                new int[] {0, 0, label},
                1.5);
    }

    private static void check(ClusterModel model) {
        ClusterDetails.checkNames(model);
        ClusterDetails.checkScores(model);
        ClusterDetails.checkMemberships(model, ROWS);
        ClusterDetails.checkFigures(model);
    }

    @Test
    void whatIsSoundOrNotToldPasses() {
        ThrowingCallable all = () -> {
            check(names());
            check(new Told(
                    List.of("small", "large"),
                    new double[] {1, 0.5, 0.25, 0},
                    new double[] {0, 0, 0.5, 1},
                    new double[] {1, 0, 0.5, 0.5, 0.25, 0.75, 0.3, 0.7},
                    List.of(curve(1, 2, 3), tree(0, 1, 1))));
        };
        assertThatCode(all).doesNotThrowAnyException();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("one name for two", names("all")),
                Arguments.of("the same name twice", names("all", "all")),
                Arguments.of("a blank name", names("all", " ")),
                Arguments.of("strengths of some", strengths(1, 1)),
                Arguments.of("strength of noise", strengths(1, 1, 1, 1)),
                Arguments.of("strength above 1", strengths(1, 1.5, 1, 0)),
                Arguments.of("strength that is no number", strengths(1, Double.NaN, 1, 0)),
                Arguments.of("outlier score below 0", outlierScores(1, 1, 1, -0.5)),
                Arguments.of("outlier scores of some", outlierScores(1)),
                Arguments.of("memberships of some", memberships(1, 0, 1, 0)),
                Arguments.of("memberships that add up to less", memberships(1, 0, 0.5, 0.4, 0.2, 0.8, 0.5, 0.5)),
                Arguments.of("membership below 0", memberships(1.5, -0.5, 1, 0, 0, 1, 0.5, 0.5)),
                Arguments.of("assigned to the less likely", memberships(1, 0, 0.4, 0.6, 0, 1, 0.5, 0.5)),
                Arguments.of("a curve that goes back", figure(curve(1, 3, 2))),
                Arguments.of("a curve to infinity", figure(curve(1, Double.POSITIVE_INFINITY))),
                Arguments.of("a node joined twice", figure(tree(2, 1, 1))),
                Arguments.of("a node that is not there yet", figure(tree(4, 1, 1))),
                Arguments.of("heights that descend", figure(tree(0, 3, 1))),
                Arguments.of("a cluster that is not there", figure(tree(0, 1, 2))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void whatIsWrongIsFound(String fault, ClusterModel model) {
        assertThatThrownBy(() -> check(model)).as(fault).isInstanceOf(AssertionError.class);
    }
}
