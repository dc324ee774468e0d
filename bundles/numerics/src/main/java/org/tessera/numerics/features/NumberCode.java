// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.features;

import java.util.List;
import java.util.Optional;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;

/**
 * A number: perhaps as a signed logarithm, then either shifted and scaled or by rank.
 *
 * @param logScale unit of the signed logarithm, 0 for none
 * @param fill what stands for a missing value, after the logarithm and before scaling
 * @param quantiles ascending values at equally spaced ranks; empty for shift and scale
 * @param indicator whether a second column says that the value is missing
 * @param describe in words
 */
record NumberCode(
        String column,
        double logScale,
        double shift,
        double factor,
        double fill,
        double[] quantiles,
        boolean indicator,
        String describe)
        implements ColumnCode {
    /** Squares of larger values, and sums of them, would leave the range of a double. */
    static final double LARGEST = 1e100;

    private static final double ROOT_12 = Math.sqrt(12);

    @Override
    public List<String> names() {
        return indicator ? List.of(column, column + " missing") : List.of(column);
    }

    @Override
    public RowWriter bind(Optional<FeatureTable.Column> source) {
        if (source.isEmpty()) {
            return (from, to, out, start, stride) -> {
                for (int row = from, o = start; row < to; row++, o += stride) {
                    put(Double.NaN, out, o);
                }
            };
        }
        if (!(source.get() instanceof FeatureTable.Numeric numbers)) {
            throw new TesseraException(
                    "column " + column + " holds categories, but the model was trained on numbers",
                    "give the rows the columns that the model was trained on");
        }
        return (from, to, out, start, stride) -> {
            for (int row = from, o = start; row < to; row++, o += stride) {
                double value = numbers.value(row);
                if (Math.abs(value) > LARGEST) {
                    throw tooLarge(column, row, value);
                }
                put(value, out, o);
            }
        };
    }

    static TesseraException tooLarge(String column, int row, double value) {
        return new TesseraException(
                "column " + column + " has the value " + value + " in row " + row + ", expected at most " + LARGEST
                        + " either way",
                "correct the value or leave it empty");
    }

    private void put(double value, double[] out, int o) {
        boolean missing = Double.isNaN(value);
        out[o] = scaled(missing ? fill : logged(value, logScale));
        if (indicator) {
            out[o + 1] = missing ? 1 : 0;
        }
    }

    /** The signed logarithm, {@code sign(v) ln(1 + |v| / logScale)}. */
    static double logged(double value, double logScale) {
        return logScale == 0 ? value : Math.copySign(Math.log1p(Math.abs(value) / logScale), value);
    }

    private double scaled(double value) {
        return quantiles.length == 0 ? (value - shift) * factor : (rank(value) - 0.5) * ROOT_12;
    }

    /** Rank 0..1 among the training values, the middle one of those that are equal to it. */
    private double rank(double value) {
        int last = quantiles.length - 1;
        int below = countBelow(value, false);
        int upTo = countBelow(value, true);
        if (below < upTo) {
            return (below + upTo - 1) / (2.0 * last);
        }
        if (below == 0 || below > last) {
            return below == 0 ? 0 : 1;
        }
        double low = quantiles[below - 1];
        return (below - 1 + (value - low) / (quantiles[below] - low)) / last;
    }

    private int countBelow(double value, boolean orEqual) {
        int low = 0;
        int high = quantiles.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (quantiles[middle] < value || (orEqual && quantiles[middle] == value)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
