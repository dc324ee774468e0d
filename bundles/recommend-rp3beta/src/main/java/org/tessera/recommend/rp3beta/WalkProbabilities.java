// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.rp3beta;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.sparse.RowNeighbours;
import org.tessera.numerics.sparse.StochasticRows;

/**
 * How likely a walk from an item over one of its customers ends at which other item. Every step is taken with a
 * probability by weight, raised to the power of α (Cooper and others 2014, section 3); the end is divided by the number
 * of its customers to the power of β (Paudel and others 2017, section 3):
 *
 * <pre>w(i, j) = Σ over customers c of p(i → c)^α · p(c → j)^α / customers(j)^β</pre>
 */
final class WalkProbabilities {
    private WalkProbabilities() {}

    /**
     * Items by items: the greatest entries of each row, or of each column where the settings say so.
     *
     * @param byCustomer customers by items, values above 0
     * @param byItem the same by item
     */
    static SparseMatrix of(
            SparseMatrix byCustomer,
            SparseMatrix byItem,
            Rp3BetaSettings settings,
            Parallel parallel,
            IntConsumer watcher) {
        SparseMatrix toCustomers = StochasticRows.of(byItem, settings.alpha());
        SparseMatrix toItems = StochasticRows.of(byCustomer, settings.alpha());
        int items = byItem.rows();
        float[] damping = new float[items];
        for (int item = 0; item < items; item++) {
            damping[item] = (float) Math.pow(Math.max(1, byItem.size(item)), settings.beta());
        }
        if (settings.lists() == Rp3BetaSettings.Lists.HISTORY) {
            return RowNeighbours.ofProduct(toCustomers, toItems, damping, settings.neighbours(), parallel, watcher);
        }
        // Column j of the product is row j of the transposed one: back from j with the probabilities of the last step.
        return RowNeighbours.ofProduct(
                        divided(toItems.transposed(), damping),
                        toCustomers.transposed(),
                        undamped(items),
                        settings.neighbours(),
                        parallel,
                        watcher)
                .transposed();
    }

    private static float[] undamped(int items) {
        float[] ones = new float[items];
        Arrays.fill(ones, 1f);
        return ones;
    }

    private static SparseMatrix divided(SparseMatrix matrix, float[] divisors) {
        int[] starts = new int[matrix.rows() + 1];
        int[] columns = new int[matrix.size()];
        float[] values = new float[matrix.size()];
        for (int r = 0; r < matrix.rows(); r++) {
            matrix.copyColumns(r, columns, matrix.start(r));
            starts[r + 1] = matrix.end(r);
            for (int p = matrix.start(r); p < matrix.end(r); p++) {
                values[p] = matrix.value(p) / divisors[r];
            }
        }
        return SparseMatrix.of(matrix.rows(), matrix.columns(), starts, columns, values);
    }
}
