// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.als;

import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.factors.FactorTable;

/** Finds the factors of rows while those of the columns stay. Not safe for many threads. */
interface RowSolver {
    /**
     * @param confidences rows by columns, how much more than 1 each entry counts
     * @param ridge regularisation of the row
     * @param target holds the last solution of the row and takes the new one
     */
    void solve(SparseMatrix confidences, int row, float ridge, FactorTable target);
}
