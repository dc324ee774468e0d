// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.clusters.DensityValidity;
import org.tessera.numerics.clusters.Dispersion;
import org.tessera.numerics.clusters.LabelledPoints;
import org.tessera.numerics.clusters.Silhouette;
import org.tessera.numerics.parallel.Parallel;

/** How good segments are, measured on the rows as the algorithm saw them. */
public final class SegmentQuality {
    /** Up to so many rows the silhouette is exact. */
    private static final int EXACT = 10_000;

    /** Comparisons of two rows that a sampled silhouette may cost, as many as the largest exact one. */
    private static final long PAIRS = (long) EXACT * EXACT;

    /** The smallest sample: its standard error is at most .045. */
    private static final int SMALLEST = 500;

    /** Up to so many rows the density-based index is exact, above it is that of so many. */
    private static final int DENSITY = 5_000;

    private SegmentQuality() {}

    /**
     * {@code silhouette}, {@code davies_bouldin} and {@code calinski_harabasz}, in this order; one that is not defined,
     * as with fewer than two clusters, is left out. Above {@value #EXACT} rows the silhouette is that of a random sample
     * drawn by the context's seed.
     *
     * <p>Where rows are noise, or the strategy scores outliers, {@code dbcv} follows: clusters that go by density may have
     * any shape, which the others do not value. Above {@value #DENSITY} rows it is that of a random sample.
     *
     * @param labels of the table's rows
     */
    public static Map<String, Double> of(
            ClusterModel model, FeatureTable table, int[] labels, TrainingContext context) {
        return of(
                model.embed(table),
                model.dimensions(),
                table.rows(),
                labels,
                model.outlierScores().length > 0,
                context);
    }

    /**
     * As above.
     *
     * @param scoresOutliers whether the strategy goes by density even where no row is noise
     * @param embedding the rows as the algorithm saw them, row-major {@code rows × dimensions}
     */
    static Map<String, Double> of(
            double[] embedding,
            int dimensions,
            int rows,
            int[] labels,
            boolean scoresOutliers,
            TrainingContext context) {
        LabelledPoints points = LabelledPoints.of(embedding, rows, dimensions, labels);
        int sample = rows <= EXACT ? rows : (int) Math.max(SMALLEST, PAIRS / rows);
        Parallel parallel = new Parallel(context.executor(), context.parallelism());
        Map<String, Double> quality = new LinkedHashMap<>();
        put(
                quality,
                "silhouette",
                Silhouette.sampled(
                        points,
                        Math.max(1, sample),
                        context.seed(),
                        parallel,
                        done -> context.progress().report("measuring", done, sample)));
        put(quality, "davies_bouldin", Dispersion.daviesBouldin(points));
        put(quality, "calinski_harabasz", Dispersion.calinskiHarabasz(points));
        if (Arrays.stream(labels).anyMatch(label -> label < 0) || scoresOutliers) {
            put(
                    quality,
                    "dbcv",
                    DensityValidity.sampled(
                            points,
                            DENSITY,
                            context.seed(),
                            parallel,
                            done -> context.progress().report("measuring density", done, points.size())));
        }
        return quality;
    }

    private static void put(Map<String, Double> quality, String name, double value) {
        if (Double.isFinite(value)) {
            quality.put(name, value);
        }
    }
}
