// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.features;

import java.util.List;
import java.util.Optional;
import org.tessera.api.data.FeatureTable;

/** How one column of a table becomes columns of the matrix. */
sealed interface ColumnCode permits NumberCode, CategoryCode {
    /** Name of the column in the table. */
    String column();

    /** Names of the columns of the matrix. */
    List<String> names();

    /** In words. */
    String describe();

    /**
     * Gets ready to encode a table.
     *
     * @param source its column; empty where it lacks it: then it is missing in every row
     */
    RowWriter bind(Optional<FeatureTable.Column> source);

    /** Encodes rows of one table. */
    @FunctionalInterface
    interface RowWriter {
        /** Writes the rows {@code from <= row < to} to {@code out[start + (row - from) * stride …]}. */
        void write(int from, int to, double[] out, int start, int stride);
    }
}
