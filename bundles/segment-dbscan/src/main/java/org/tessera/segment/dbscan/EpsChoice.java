// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import java.util.Arrays;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.neighbours.KdTree;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

record EpsChoice(double eps, DistanceCurve curve, String text) {
    static EpsChoice of(
            double[] x, int n, int d, int minPts, Parallel parallel, RandomStream random, Progress progress) {
        double[] k = KdTree.of(x, n, d, parallel).kthSquared(minPts, parallel);
        Arrays.sort(k);
        double eps = Math.sqrt(k[(int) (.95 * n)]);
        return new EpsChoice(eps, DistanceCurve.of(k), "");
    }
}
