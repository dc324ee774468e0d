// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

import org.tessera.api.TesseraException;
import org.tessera.api.data.SparseMatrix;

/**
 * What the weight of a customer and an item counts for. Weights of 0 and below are evidence of nothing and left out, so
 * that kernels may rely on values above 0.
 */
public enum Evidence {
    /** The weight itself. */
    GIVEN,
    /** 1, however large the weight. */
    BINARY,
    /** The binary logarithm of 1 + weight: 1 stays 1, large ones count for little more. */
    LOG;

    /** What one weight counts for; 0 where it is no evidence, which weights that are no number are not either. */
    public float of(float weight) {
        if (!(weight > 0f) || weight == Float.POSITIVE_INFINITY) {
            return 0f;
        }
        return switch (this) {
            case GIVEN -> weight;
            case BINARY -> 1f;
            case LOG -> (float) (Math.log1p(weight) / Math.log(2));
        };
    }

    /**
     * Customers by items with what each weight counts for; the same matrix where nothing changes.
     *
     * @throws TesseraException if a weight is NaN or infinite
     */
    public SparseMatrix of(SparseMatrix matrix) {
        if (matrix.isBinary()) {
            return matrix;
        }
        int size = matrix.size();
        int kept = 0;
        for (int r = 0; r < matrix.rows(); r++) {
            for (int p = matrix.start(r); p < matrix.end(r); p++) {
                float weight = matrix.value(p);
                if (!Float.isFinite(weight)) {
                    throw new TesseraException(
                            "customer " + r + " and item " + matrix.column(p) + " have the weight " + weight
                                    + ", expected a finite number",
                            "check where the weights come from");
                }
                kept += weight > 0f ? 1 : 0;
            }
        }
        if (kept == size && this == GIVEN) {
            return matrix;
        }
        int[] starts = new int[matrix.rows() + 1];
        int[] columns = new int[kept];
        float[] values = new float[this == BINARY ? 0 : kept];
        int n = 0;
        for (int r = 0; r < matrix.rows(); r++) {
            for (int p = matrix.start(r); p < matrix.end(r); p++) {
                float value = of(matrix.value(p));
                if (matrix.value(p) > 0f) {
                    columns[n] = matrix.column(p);
                    if (values.length > 0) {
                        values[n] = value;
                    }
                    n++;
                }
            }
            starts[r + 1] = n;
        }
        return SparseMatrix.of(matrix.rows(), matrix.columns(), starts, columns, values);
    }
}
