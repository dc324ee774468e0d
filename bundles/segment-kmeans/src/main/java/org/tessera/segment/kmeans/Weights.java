// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.strategy.SettingException;

/**
 * A table without the column that says how much each row counts, and what that column says.
 *
 * @param weights of the rows, finite and not negative; empty where each counts once
 */
record Weights(FeatureTable features, double[] weights) {
    /** Sums of squared weighted distances have to stay finite. */
    private static final double LARGEST = 1e100;

    /**
     * @param column the name, empty for none
     * @throws TesseraException if there is no such column of numbers, or one of them is no weight
     */
    static Weights of(FeatureTable table, String column) {
        if (column.isEmpty()) {
            return new Weights(table, Rows.UNWEIGHTED);
        }
        if (!(table.column(column).orElse(null) instanceof FeatureTable.Numeric numbers)) {
            throw new SettingException(
                    "weight",
                    "there is no column of numbers '" + column + "'",
                    "give one of "
                            + table.columns().stream()
                                    .filter(FeatureTable.Numeric.class::isInstance)
                                    .map(FeatureTable.Column::name)
                                    .collect(Collectors.joining(", "))
                            + ", or nothing where every row counts once");
        }
        int rows = table.rows();
        double[] weights = new double[rows];
        for (int row = 0; row < rows; row++) {
            double weight = numbers.value(row);
            if (!(weight >= 0 && weight <= LARGEST)) {
                throw new TesseraException(
                        "column " + column + ", row " + row + ": " + weight
                                + " is no weight, expected a number from 0 to " + LARGEST,
                        "mend or leave out that row, or take another column as weight");
            }
            weights[row] = weight;
        }
        if (rows > 0 && Arrays.stream(weights).allMatch(weight -> weight == 0)) {
            throw new TesseraException(
                    "column " + column + ": all " + rows + " weights are 0, so that no row counts",
                    "take another column as weight");
        }
        return new Weights(without(table, column), weights);
    }

    private static FeatureTable without(FeatureTable table, String column) {
        int rows = table.rows();
        FeatureTable.Builder builder = FeatureTable.builder(rows);
        for (FeatureTable.Column one : table.columns()) {
            if (one.name().equals(column)) {
                continue;
            }
            if (one instanceof FeatureTable.Numeric numeric) {
                double[] values = new double[rows];
                Arrays.setAll(values, numeric::value);
                builder.numeric(one.name(), one.unit(), values);
            } else if (one instanceof FeatureTable.Categorical categorical) {
                int[] codes = new int[rows];
                Arrays.setAll(codes, categorical::code);
                builder.categorical(one.name(), categorical.levels(), codes);
            }
        }
        return builder.build();
    }
}
