// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.factors;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.parallel.Parallel;

/** The product of a sparse matrix with a table of factors. */
public final class SparseProduct {
    private static final int GRAIN = 256;

    private SparseProduct() {}

    /**
     * {@code to = matrix × factors}: each row adds up the factors of its columns, in order.
     *
     * @param factors a row for each column of the matrix
     * @param to a row for each row of the matrix, overwritten
     * @param watcher told how many rows are finished; throws to stop
     */
    public static void multiply(
            SparseMatrix matrix, FactorTable factors, FactorTable to, Parallel parallel, IntConsumer watcher) {
        parallel.ranges(
                matrix.rows(),
                GRAIN,
                () -> (from, end) -> {
                    for (int row = from; row < end; row++) {
                        multiply(matrix, row, factors, to);
                    }
                },
                watcher);
    }

    private static void multiply(SparseMatrix matrix, int row, FactorTable factors, FactorTable to) {
        int stride = to.stride();
        int o = row * stride;
        Arrays.fill(to.values(), o, o + stride, 0f);
        for (int p = matrix.start(row); p < matrix.end(row); p++) {
            add(matrix.value(p), factors.values(), matrix.column(p) * stride, to.values(), o, stride);
        }
    }

    private static void add(float s, float[] from, int at, float[] to, int o, int width) {
        for (int f = 0; f < width; f++) {
            to[o + f] += s * from[at + f];
        }
    }
}
