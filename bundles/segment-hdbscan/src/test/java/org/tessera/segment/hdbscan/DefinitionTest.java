// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.clusters.DistinctRows;
import org.tessera.numerics.neighbours.KdTree;
import org.tessera.numerics.parallel.Parallel;

/** The condensed tree against its definition: the graph of all pairs, cut at one distance after the other. */
class DefinitionTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void theTreeIsWhatIsLeftOfTheGraphOfAllPairs(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int d = 1 + random.nextInt(3);
        int n = 20 + random.nextInt(60);
        double[] x = new double[n * d];
        boolean coarse = seed % 2 == 0;
        for (int i = 0; i < x.length; i++) {
            double value = random.nextInt(3) * 4 + random.nextDouble() * 3;
            // Whole numbers make heaps of equal rows and many equal distances.
            x[i] = coarse ? Math.rint(value) : value;
        }
        int samples = 1 + random.nextInt(6);
        int least = 2 + random.nextInt(8);

        DistinctRows rows = DistinctRows.of(x, n, d);
        KdTree tree = KdTree.of(rows.x(), rows.count(), d, Parallel.sequential());
        CoreDistances cores =
                CoreDistances.of(tree, rows.weights(), samples, Parallel.sequential(), Progress.unwatched());
        double[] core = Arrays.stream(cores.squared()).map(Math::sqrt).toArray();
        SpanningTree prim = new PrimTree(rows.x(), rows.count(), d, cores.squared())
                .build(Parallel.sequential(), Progress.unwatched());
        SpanningTree boruvka = new BoruvkaTree(tree, cores).build(Parallel.sequential(), Progress.unwatched());
        assertThat(boruvka.weight()).isEqualTo(prim.weight());

        PlainTree plain = new PlainTree(x, n, d, samples, least);
        for (SpanningTree spanning : new SpanningTree[] {prim, boruvka}) {
            CondensedTree condensed =
                    CondensedTree.of(new SingleLinkage(spanning, rows.weights(), core), rows.count(), least);
            assertThat(condensed.clusters()).isEqualTo(plain.clusters());
            double[] lambda = expand(rows, condensed.lambda());
            int[] last = rows.expand(condensed.last());
            assertThat(expand(rows, core)).containsExactly(plain.core, within(1e-12));
            for (int i = 0; i < n; i++) {
                assertThat(lambda[i]).as("row %d", i).isCloseTo(plain.lambda[i], within(1e-9 * plain.lambda[i]));
                // Clusters may be numbered otherwise: the same rows in them, the same birth.
                for (int k = 0; k < n; k++) {
                    assertThat(last[i] == last[k]).isEqualTo(plain.last[i] == plain.last[k]);
                }
                assertThat(condensed.birth()[last[i]])
                        .isCloseTo(plain.birth.get(plain.last[i]), within(1e-9 * (1 + plain.lambda[i])));
            }
        }
    }

    private static double[] expand(DistinctRows rows, double[] values) {
        return Arrays.stream(rows.of()).mapToDouble(u -> values[u]).toArray();
    }
}
