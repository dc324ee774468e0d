// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Figure;

/** What a cluster model may tell beyond labels, and how it has to be where a model tells it. */
final class ClusterDetails {
    private static final double SUM_TOLERANCE = 1e-9;

    private ClusterDetails() {}

    /** Names: none, or one of its own for each cluster. */
    static void checkNames(ClusterModel model) {
        List<String> names = model.names();
        if (!names.isEmpty()) {
            assertThat(names)
                    .as("one name of its own for each cluster")
                    .hasSize(model.clusters())
                    .doesNotHaveDuplicates()
                    .allSatisfy(name -> assertThat(name).isNotBlank());
        }
    }

    /** Strengths and outlier scores: none, or one from 0 to 1 for each training row, and no strength for noise. */
    static void checkScores(ClusterModel model) {
        int[] labels = model.labels();
        double[] strengths = model.strengths();
        checkShares("strengths", strengths, labels.length);
        for (int row = 0; row < strengths.length; row++) {
            if (labels[row] == ClusterModel.NOISE) {
                assertThat(strengths[row])
                        .as("strength of row %d, which is noise", row)
                        .isZero();
            }
        }
        double[] outliers = model.outlierScores();
        checkShares("outlier scores", outliers, labels.length);
        double[] strengthsBefore = strengths.clone();
        double[] outliersBefore = outliers.clone();
        Arrays.fill(strengths, 99);
        Arrays.fill(outliers, 99);
        assertThat(model.strengths()).as("strengths are a copy").isEqualTo(strengthsBefore);
        assertThat(model.outlierScores()).as("outlier scores are a copy").isEqualTo(outliersBefore);
    }

    private static void checkShares(String what, double[] values, int rows) {
        if (values.length > 0) {
            assertThat(values).as(what).hasSize(rows);
            assertThat(Arrays.stream(values)).as(what).allMatch(value -> value >= 0 && value <= 1);
        }
    }

    /** Memberships: none, or probabilities of which the highest is that of the cluster a row is assigned to. */
    static void checkMemberships(ClusterModel model, FeatureTable table) {
        double[] memberships = model.memberships(table);
        if (memberships.length == 0) {
            return;
        }
        int k = model.clusters();
        int[] assigned = model.assign(table);
        assertThat(memberships).as("memberships").hasSize(table.rows() * k);
        assertThat(Arrays.stream(memberships)).as("memberships").allMatch(value -> value >= 0 && value <= 1);
        for (int row = 0; row < table.rows(); row++) {
            double[] own = Arrays.copyOfRange(memberships, row * k, (row + 1) * k);
            assertThat(Arrays.stream(own).sum())
                    .as("sum of the memberships of row %d", row)
                    .isCloseTo(1, within(SUM_TOLERANCE));
            if (assigned[row] != ClusterModel.NOISE) {
                assertThat(own[assigned[row]])
                        .as("membership of row %d in the cluster it is assigned to, of %s", row, Arrays.toString(own))
                        .isEqualTo(Arrays.stream(own).max().orElseThrow());
            }
        }
    }

    /** Figures: such that they can be drawn, and of the clusters the model has. */
    static void checkFigures(ClusterModel model) {
        for (Figure figure : model.figures()) {
            assertThat(figure.title()).as("title of a figure").isNotBlank();
            if (figure instanceof Figure.Curve curve) {
                checkCurve(curve);
            } else if (figure instanceof Figure.Dendrogram tree) {
                checkDendrogram(tree, model);
            }
        }
    }

    private static void checkCurve(Figure.Curve curve) {
        assertThat(curve.xLabel()).as("label of x").isNotBlank();
        assertThat(curve.yLabel()).as("label of y").isNotBlank();
        assertThat(curve.x()).as("x of %s", curve.title()).isNotEmpty().isSorted();
        assertThat(Arrays.stream(curve.x())).allMatch(Double::isFinite);
        assertThat(Arrays.stream(curve.y())).as("y of %s", curve.title()).allMatch(Double::isFinite);
        if (!Double.isNaN(curve.mark())) {
            assertThat(curve.markText()).as("what the level line is").isNotBlank();
        }
    }

    private static void checkDendrogram(Figure.Dendrogram tree, ClusterModel model) {
        int merges = tree.height().length;
        assertThat(tree.height()).as("heights").isSorted();
        assertThat(Arrays.stream(tree.height())).as("heights").allMatch(Double::isFinite);
        Set<Integer> joined = new HashSet<>();
        for (int i = 0; i < merges; i++) {
            for (int node : new int[] {tree.left()[i], tree.right()[i]}) {
                assertThat(node).as("a node of merge %d", i).isBetween(0, merges + i);
                assertThat(joined.add(node)).as("node %d is joined once", node).isTrue();
            }
        }
        assertThat(Arrays.stream(tree.sizes())).as("sizes of leaves").allMatch(size -> size > 0);
        assertThat(Arrays.stream(tree.sizes()).asLongStream().sum())
                .as("rows of all leaves")
                .isLessThanOrEqualTo(model.labels().length);
        assertThat(Arrays.stream(tree.labels()))
                .as("clusters of leaves")
                .allMatch(label -> label >= ClusterModel.NOISE && label < model.clusters());
    }

    /** Both tell the same. */
    static void assertSame(ClusterModel actual, ClusterModel expected, FeatureTable rows) {
        assertThat(actual.names()).isEqualTo(expected.names());
        assertThat(actual.strengths()).isEqualTo(expected.strengths());
        assertThat(actual.outlierScores()).isEqualTo(expected.outlierScores());
        assertThat(actual.memberships(rows)).isEqualTo(expected.memberships(rows));
        // Records of arrays: equal by what the arrays hold; a mark that is not there is NaN.
        assertThat(actual.figures())
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(expected.figures());
    }
}
