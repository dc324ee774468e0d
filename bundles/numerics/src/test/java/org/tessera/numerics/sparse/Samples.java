// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

import java.util.Random;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.SparseMatrix;

/** Random sparse matrices; the seed makes them repeatable. */
final class Samples {
    private Samples() {}

    /** Whole-numbered weights from 1 to 5, or 1 only, with rows of very different lengths. */
    static SparseMatrix matrix(long seed, int rows, int columns, int entries, boolean binary) {
        Random random = new Random(seed);
        Interactions.Builder builder = binary ? Interactions.Builder.binary() : Interactions.Builder.weighted();
        for (int k = 0; k < entries; k++) {
            int row = (int) (rows * Math.pow(random.nextDouble(), 2));
            int column = (int) (columns * Math.pow(random.nextDouble(), 1.5));
            builder.add(row, column, 1 + random.nextInt(5));
        }
        return builder.build(rows, columns).byCustomer();
    }

    /** The same as rows of doubles. */
    static double[][] dense(SparseMatrix matrix) {
        double[][] dense = new double[matrix.rows()][matrix.columns()];
        for (int r = 0; r < matrix.rows(); r++) {
            for (int p = matrix.start(r); p < matrix.end(r); p++) {
                dense[r][matrix.column(p)] = matrix.value(p);
            }
        }
        return dense;
    }
}
