// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

import java.util.Arrays;
import org.tessera.api.data.SparseMatrix;

/** Rows that add up to 1: the shares of a whole, or the probabilities of the next step of a walk. */
public final class StochasticRows {
    private StochasticRows() {}

    /** The same with each row divided by its sum; rows of which the sum is not above 0 become 0. */
    public static SparseMatrix of(SparseMatrix matrix) {
        return of(matrix, 1);
    }

    /** As above, with every share to the power of {@code exponent}, from 0. */
    public static SparseMatrix of(SparseMatrix matrix, double exponent) {
        int[] starts = new int[matrix.rows() + 1];
        int[] columns = new int[matrix.size()];
        float[] values = new float[matrix.size()];
        for (int r = 0; r < matrix.rows(); r++) {
            int from = matrix.start(r);
            int to = matrix.end(r);
            matrix.copyColumns(r, columns, from);
            starts[r + 1] = to;
            if (matrix.isBinary()) {
                Arrays.fill(values, from, to, (float) Math.pow(1d / (to - from), exponent));
                continue;
            }
            double sum = 0;
            for (int p = from; p < to; p++) {
                sum += matrix.value(p);
            }
            for (int p = from; p < to && sum > 0; p++) {
                double share = matrix.value(p) / sum;
                values[p] = (float) (exponent == 1 ? share : Math.pow(share, exponent));
            }
        }
        return SparseMatrix.of(matrix.rows(), matrix.columns(), starts, columns, values);
    }
}
