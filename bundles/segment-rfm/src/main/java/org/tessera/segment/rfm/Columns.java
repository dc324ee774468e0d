// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.rfm;

import java.util.Arrays;
import java.util.Optional;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;

/** Numbers of a table by the name of their column. */
final class Columns {
    private Columns() {}

    /**
     * The values of a column, NaN where missing or where there is no such column.
     *
     * @throws TesseraException if it is a category or a value is infinite
     */
    static double[] values(FeatureTable table, String name) {
        double[] values = new double[table.rows()];
        Optional<FeatureTable.Column> column = table.column(name);
        if (column.isEmpty()) {
            Arrays.fill(values, Double.NaN);
        } else if (column.get() instanceof FeatureTable.Numeric number) {
            for (int row = 0; row < values.length; row++) {
                values[row] = number.value(row);
                if (Double.isInfinite(values[row])) {
                    throw new TesseraException(
                            "column " + name + ", row " + row + ": " + values[row] + " is no number to score",
                            "leave the value out or give a finite number");
                }
            }
        } else {
            throw new TesseraException(
                    "column " + name + " is a category, expected numbers", "give the column that segments go by");
        }
        return values;
    }
}
