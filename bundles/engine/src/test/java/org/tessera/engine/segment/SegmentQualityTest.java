// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.engine.testing.ThresholdClusterer;
import org.tessera.numerics.clusters.DensityValidity;
import org.tessera.numerics.clusters.LabelledPoints;
import org.tessera.numerics.parallel.Parallel;

class SegmentQualityTest {
    @Test
    void whereNothingIsNoiseDensityIsNotMeasured() {
        assertThat(measure(column(40, false)).keySet())
                .containsExactly("silhouette", "davies_bouldin", "calinski_harabasz");
    }

    @Test
    void noiseHasDensityMeasured() {
        double[] values = column(41, true);
        Map<String, Double> quality = measure(values);
        assertThat(quality.keySet()).containsExactly("silhouette", "davies_bouldin", "calinski_harabasz", "dbcv");
        assertThat(quality.get("dbcv")).isCloseTo(exact(values), within(1e-12)).isGreaterThan(.5);
    }

    @Test
    void aboveFiveThousandRowsASampleIsMeasured() {
        double[] values = column(5_600, true);
        double sampled = measure(values).get("dbcv");
        assertThat(sampled).isNotEqualTo(exact(values)).isCloseTo(exact(values), within(.2));
        assertThat(measure(values)).containsEntry("dbcv", sampled);
    }

    /** Two groups on a line, apart from each other; the first value is missing where there is to be noise. */
    private static double[] column(int n, boolean noise) {
        Random random = new Random(n);
        double[] values = new double[n];
        for (int row = 0; row < n; row++) {
            values[row] = (row % 2 == 0 ? 0 : 200) + random.nextDouble();
        }
        if (noise) {
            values[0] = Double.NaN;
        }
        return values;
    }

    private static Map<String, Double> measure(double[] values) {
        FeatureTable table = FeatureTable.ofRowMajor(values, values.length, List.of("spend"));
        TrainingContext context = TrainingContext.sequential(7);
        ClusterModel model = new ThresholdClusterer(100).train(table, Map.of(), context);
        return SegmentQuality.of(model, table, model.labels(), context);
    }

    private static double exact(double[] values) {
        FeatureTable table = FeatureTable.ofRowMajor(values, values.length, List.of("spend"));
        ClusterModel model = new ThresholdClusterer(100).train(table, Map.of(), TrainingContext.sequential(7));
        LabelledPoints points = LabelledPoints.of(model.embed(table), values.length, 1, model.labels());
        return DensityValidity.of(points, Parallel.sequential(), done -> {});
    }
}
