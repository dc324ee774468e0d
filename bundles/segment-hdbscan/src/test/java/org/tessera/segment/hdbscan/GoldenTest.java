// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.neighbours.KdTree;
import org.tessera.numerics.parallel.Parallel;

/**
 * Against others. Sizes of clusters, noise and sums of strengths are those of scikit-learn 1.9.1, {@code HDBSCAN(
 * min_cluster_size, min_samples, cluster_selection_method)}, where {@code peer} is true; where it is false, equal weights
 * make the peer's clusters depend on the order of edges, and they are those of a transcript of Campello, Moulavi and
 * Sander 2013 in Python, which cuts all edges of a weight at once. Outlier scores and stabilities are that transcript's
 * throughout. Weights of spanning trees are those of {@code scipy.sparse.csgraph.minimum_spanning_tree} (1.10.1) over
 * the full matrix of mutual reachability.
 */
class GoldenTest {
    @ParameterizedTest(name = "seed {0}, {2} columns, size {5}, samples {6}, {7}")
    @CsvSource({
        "1, 200, 2, 4, 0.4, 8, 2, eom, 149 50, 1, 191.278570129, 95.7945969962, 44.8840249709, 13, true",
        "1, 200, 2, 4, 0.4, 8, 2, leaf, 53 21 17 17 12 12 9, 59, 124.871860908, 61.9271637498, 44.8840249709, 13, true",
        "1, 200, 2, 4, 0.4, 8, 5, eom, 95 50 16 16, 23, 157.847501171, 78.1936239308, 53.3459709461, 11, false",
        "2, 300, 3, 5, 0.6, 10, 4, eom, 69 66 60 27 11, 67, 188.790266357, 95.293825003, 103.454290353, 11, true",
        "2, 300, 3, 5, 0.6, 10, 4, leaf, 69 60 27 14 12 11, 107, 163.117129994, 82.6747876823, 103.454290353, 11, true",
        "3, 250, 6, 3, 0.8, 12, 8, eom, 84 83 82, 1, 202.006990188, 101.713742446, 47.8437855895, 5, true",
        "5, 500, 4, 6, 1.0, 15, 6, eom, 121 86 60, 233, 200.133996626, 101.063249544, 264.700100909, 5, false"
    })
    void givesThePeersClustersStrengthsAndOutliers(
            long seed,
            int n,
            int d,
            int groups,
            double spread,
            int size,
            int samples,
            String method,
            String sizes,
            int noise,
            double strengths,
            double weighted,
            double outliers,
            int clusters,
            boolean peer) {
        HdbscanModel model = new Hdbscan()
                .train(
                        Samples.table(Samples.blobs(seed, n, d, groups, spread), d),
                        Map.of(
                                "minclustersize", size,
                                "minsamples", samples,
                                "method", method,
                                "scaling", "none",
                                "logs", "never"),
                        TrainingContext.sequential(1));
        int[] labels = model.labels();
        assertThat(IntStream.range(0, model.clusters())
                        .map(c -> (int) Arrays.stream(labels).filter(l -> l == c).count()))
                .as("of the peer: %s", peer)
                .containsExactly(
                        Arrays.stream(sizes.split(" ")).map(Integer::valueOf).toArray(Integer[]::new));
        assertThat(Arrays.stream(labels).filter(label -> label < 0)).hasSize(noise);
        double[] found = model.strengths();
        assertThat(Arrays.stream(found).sum()).isCloseTo(strengths, within(1e-8));
        assertThat(IntStream.range(0, n).mapToDouble(i -> found[i] * (i + 1)).sum() / n)
                .isCloseTo(weighted, within(1e-8));
        assertThat(Arrays.stream(model.outlierScores()).sum()).isCloseTo(outliers, within(1e-8));
        assertThat(model.preparation()).anyMatch(line -> line.contains("out of a tree of " + clusters + " clusters"));
    }

    @ParameterizedTest(name = "rounded rows, size {0}, samples {1}, {2}")
    @CsvSource({
        "10, 6, eom, 197 100 93, 10, 386.156854249, 7.8525244818",
        "10, 6, leaf, 197 100 93, 10, 386.156854249, 7.8525244818",
        "6, 3, eom, 198 100 98, 4, 395.707106781, 1.98425246544"
    })
    void heapsOfEqualRowsAndEqualWeightsAreAsInThePaper(
            int size, int samples, String method, String sizes, int noise, double strengths, double outliers) {
        double[] x = Arrays.stream(Samples.blobs(4, 400, 2, 4, 0.7)).map(Math::rint).toArray();
        HdbscanModel model = new Hdbscan()
                .train(
                        Samples.table(x, 2),
                        Map.of(
                                "minclustersize", size,
                                "minsamples", samples,
                                "method", method,
                                "scaling", "none",
                                "logs", "never"),
                        TrainingContext.sequential(1));
        int[] labels = model.labels();
        assertThat(IntStream.range(0, model.clusters())
                        .map(c -> (int) Arrays.stream(labels).filter(l -> l == c).count()))
                .containsExactly(
                        Arrays.stream(sizes.split(" ")).map(Integer::valueOf).toArray(Integer[]::new));
        assertThat(Arrays.stream(labels).filter(label -> label < 0)).hasSize(noise);
        assertThat(Arrays.stream(model.strengths()).sum()).isCloseTo(strengths, within(1e-8));
        assertThat(Arrays.stream(model.outlierScores()).sum()).isCloseTo(outliers, within(1e-8));
    }

    @ParameterizedTest(name = "seed {0}, {2} columns, samples {5}")
    @CsvSource({
        "1, 200, 2, 4, 0.4, 2, 44.3365481576, 1.34563166839",
        "1, 200, 2, 4, 0.4, 5, 73.3559526284, 1.57989550518",
        "2, 300, 3, 5, 0.6, 4, 275.528991725, 2.79680276774",
        "3, 250, 6, 3, 0.8, 8, 482.847157374, 5.1431782117",
        "5, 500, 4, 6, 1.0, 6, 1238.80791288, 7.29134194159"
    })
    void spanningTreesHaveTheWeightOfScipys(
            long seed, int n, int d, int groups, double spread, int samples, double sum, double most) {
        double[] x = Samples.blobs(seed, n, d, groups, spread);
        CoreDistances cores = Samples.cores(x, d, samples);
        double[] prim = new PrimTree(x, n, d, cores.squared())
                .build(Parallel.sequential(), (phase, done, total) -> {})
                .weight();
        double[] boruvka = new BoruvkaTree(KdTree.of(x, n, d, Parallel.sequential()), cores)
                .build(Parallel.sequential(), (phase, done, total) -> {})
                .weight();
        assertThat(prim).hasSize(n - 1);
        assertThat(Arrays.stream(prim).sum()).isCloseTo(sum, within(1e-8));
        assertThat(prim[n - 2]).isCloseTo(most, within(1e-10));
        assertThat(boruvka).isEqualTo(prim);
    }
}
