// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.numerics.clusters.DistinctRows;
import org.tessera.numerics.parallel.Parallel;

/** Against the spanning tree that Kruskal's algorithm finds among all edges. */
class SpanningTreeTest {
    private record Edge(int a, int b, double length) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void heightsAreTheEdgesOfTheTree(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int d = 1 + random.nextInt(4);
        int n = 400;
        double[] x = random.doubles((long) n * d, -3, 3).toArray();
        DistinctRows rows = DistinctRows.of(x, d, IntStream.range(0, n).toArray());
        double[] heights = MergeTree.of(n, MergeTreeTest.merges(rows, Linkage.SINGLE, Parallel.sequential()))
                .heights();
        assertThat(heights).containsExactly(kruskal(x, n, d), within(1e-12));
    }

    private static double[] kruskal(double[] x, int n, int d) {
        List<Edge> edges = IntStream.range(0, n)
                .boxed()
                .flatMap(a -> IntStream.range(a + 1, n).mapToObj(b -> new Edge(a, b, length(x, a, b, d))))
                .sorted(Comparator.comparingDouble(Edge::length))
                .toList();
        int[] group = IntStream.range(0, n).toArray();
        double[] lengths = new double[n - 1];
        int found = 0;
        for (Edge edge : edges) {
            int from = group[edge.a()];
            int to = group[edge.b()];
            if (from != to) {
                lengths[found++] = edge.length();
                Arrays.setAll(group, i -> group[i] == from ? to : group[i]);
            }
        }
        return lengths;
    }

    private static double length(double[] x, int a, int b, int d) {
        double sum = 0;
        for (int j = 0; j < d; j++) {
            sum += (x[a * d + j] - x[b * d + j]) * (x[a * d + j] - x[b * d + j]);
        }
        return Math.sqrt(sum);
    }
}
