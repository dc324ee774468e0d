// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.features;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tessera.api.data.FeatureTable;

/** Learns how to prepare the columns of a table. One instance fits one table. */
final class ColumnFitter {
    private static final double SKEWED = 1.5;
    private static final int MANY_VALUES = 10;
    private static final int KNOTS = 501;
    /** A level of fewer rows has no column of its own. */
    private static final double RARE = 0.01;

    private final int rows;
    private final Preparation preparation;
    private final List<String> leftOut = new ArrayList<>();

    ColumnFitter(int rows, Preparation preparation) {
        this.rows = rows;
        this.preparation = preparation;
    }

    /** Columns that were not used, and why, in words. */
    List<String> leftOut() {
        return leftOut;
    }

    /** The code of a number, empty where it tells nothing. */
    Optional<NumberCode> number(FeatureTable.Numeric column, ColumnStatistics range) {
        if (range.count() == 0) {
            return omit(column.name(), "no row has a value");
        }
        boolean gaps = range.count() < rows;
        boolean indicator = gaps && preparation.missing() == Preparation.Missing.INDICATOR;
        if (range.constant() && !indicator) {
            return omit(column.name(), "always " + number(range.min()) + (gaps ? " or missing" : ""));
        }
        if (preparation.scaling() == Preparation.Scaling.NONE
                && preparation.logs() == Preparation.Logs.NEVER
                && !gaps) {
            return Optional.of(
                    new NumberCode(column.name(), 0, 0, 1, 0, new double[0], false, title(column) + ": as it is"));
        }
        ColumnStatistics raw = ColumnStatistics.of(column, rows, 0);
        double logScale = logScale(column, raw);
        ColumnStatistics used = logScale == 0 ? raw : ColumnStatistics.of(column, rows, logScale);
        return Optional.of(scaled(column, raw, used, logScale, gaps, indicator));
    }

    private double logScale(FeatureTable.Numeric column, ColumnStatistics raw) {
        if (preparation.logs() == Preparation.Logs.NEVER
                || Math.abs(raw.skewness()) <= SKEWED
                || !ColumnStatistics.atLeastDifferent(column, rows, MANY_VALUES)) {
            return 0;
        }
        double scale = ColumnStatistics.usualAmount(column, rows);
        double skewness = ColumnStatistics.of(column, rows, scale).skewness();
        return Math.abs(skewness) <= Math.abs(raw.skewness()) / 2 ? scale : 0;
    }

    private NumberCode scaled(
            FeatureTable.Numeric column,
            ColumnStatistics raw,
            ColumnStatistics used,
            double logScale,
            boolean gaps,
            boolean indicator) {
        StringBuilder text = new StringBuilder(title(column)).append(": ");
        if (logScale != 0) {
            text.append(String.format(
                    Locale.ROOT, "signed logarithm (skewness %.1f, then %.1f), ", raw.skewness(), used.skewness()));
        }
        double shift = 0;
        double spread = 1;
        double[] quantiles = new double[0];
        switch (preparation.scaling()) {
            case NONE -> text.append("not scaled");
            case STANDARD -> {
                shift = used.mean();
                spread = used.deviation();
                text.append("standard scaled");
                if (logScale == 0) {
                    text.append(" (mean ").append(number(shift));
                    text.append(", deviation ").append(number(spread)).append(')');
                }
            }
            case ROBUST -> {
                double[] quarters = ColumnStatistics.quantiles(column, rows, logScale, 5);
                shift = quarters[2];
                spread = quarters[3] - quarters[1];
                text.append("robust scaled");
                if (!(spread > 0)) {
                    spread = used.deviation();
                    text.append(" by its deviation, as half of its values are the same");
                } else if (logScale == 0) {
                    text.append(" (median ").append(number(shift));
                    text.append(", interquartile range ").append(number(spread)).append(')');
                }
            }
            case QUANTILE -> {
                quantiles = ColumnStatistics.quantiles(column, rows, logScale, KNOTS);
                text.append("by rank");
            }
        }
        if (gaps) {
            text.append("; missing in ")
                    .append(rows - raw.count())
                    .append(" of ")
                    .append(rows);
            text.append(
                    switch (preparation.missing()) {
                        case MEAN -> " rows, taken as the mean";
                        case MEDIAN -> " rows, taken as the median";
                        case INDICATOR -> " rows, taken as the mean and marked";
                    });
        }
        double fill = preparation.missing() == Preparation.Missing.MEDIAN
                ? ColumnStatistics.quantiles(column, rows, logScale, 3)[1]
                : used.mean();
        double factor = spread > 0 ? 1 / spread : 1;
        return new NumberCode(column.name(), logScale, shift, factor, fill, quantiles, indicator, text.toString());
    }

    /** The code of a category, empty where it tells nothing. */
    Optional<CategoryCode> category(FeatureTable.Categorical column) {
        int[] counts = new int[column.levels().size()];
        int present = 0;
        for (int row = 0; row < rows; row++) {
            if (!column.isMissing(row)) {
                counts[column.code(row)]++;
                present++;
            }
        }
        int values = present;
        boolean gaps = present < rows;
        boolean indicator = gaps && preparation.missing() == Preparation.Missing.INDICATOR && present > 0;
        int different = (int) IntStream.of(counts).filter(count -> count > 0).count();
        if (values == 0) {
            return omit(column.name(), "no row has a value");
        }
        if (different == 1 && !indicator) {
            return omit(
                    column.name(),
                    "always "
                            + column.levels()
                                    .get(IntStream.range(0, counts.length)
                                            .filter(code -> counts[code] > 0)
                                            .findFirst()
                                            .orElseThrow())
                            + (gaps ? " or missing" : ""));
        }
        int[] own = IntStream.range(0, counts.length)
                .filter(code -> counts[code] > 0 && counts[code] >= RARE * values)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(code -> -counts[code]).thenComparing(column.levels()::get))
                .limit(preparation.levels())
                .mapToInt(Integer::intValue)
                .toArray();
        if (own.length == 0 && !indicator && preparation.hashing() == 0) {
            return omit(column.name(), different + " levels, each in less than 1 % of the rows");
        }
        return Optional.of(coded(column, counts, own, different, values, gaps, indicator));
    }

    private CategoryCode coded(
            FeatureTable.Categorical column,
            int[] counts,
            int[] own,
            int different,
            int values,
            boolean gaps,
            boolean indicator) {
        int rest = different - own.length;
        int hashing = rest > 0 ? preparation.hashing() : 0;
        boolean other = rest > 0 && hashing == 0;
        double[] shares = new double[own.length + (other ? 1 : 0)];
        double left = 1;
        for (int l = 0; l < own.length; l++) {
            shares[l] = (double) counts[own[l]] / values;
            left -= shares[l];
        }
        if (other) {
            shares[own.length] = left;
        }
        List<String> levels = IntStream.of(own).mapToObj(column.levels()::get).toList();
        StringBuilder text = new StringBuilder(column.name()).append(": ");
        if (!levels.isEmpty()) {
            text.append("a column for each of ").append(String.join(", ", levels));
        }
        if (hashing > 0) {
            text.append(levels.isEmpty() ? "" : " and ")
                    .append(rest)
                    .append(levels.isEmpty() ? " levels" : " rarer levels");
            text.append(" hashed into ").append(hashing);
        } else if (rest > 0) {
            text.append(levels.isEmpty() ? "one" : " and one").append(" for ").append(rest);
            text.append(levels.isEmpty() ? " levels" : " rarer levels");
        }
        if (gaps) {
            text.append("; missing in ").append(rows - values).append(" of ").append(rows);
            text.append(indicator ? " rows, marked" : " rows, taken as the share of each");
        }
        return new CategoryCode(column.name(), levels, other, hashing, indicator, shares, text.toString());
    }

    private <C> Optional<C> omit(String column, String reason) {
        leftOut.add(column + ": left out, " + reason);
        return Optional.empty();
    }

    private static String title(FeatureTable.Column column) {
        return column.unit().isEmpty() ? column.name() : column.name() + " (" + column.unit() + ")";
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.4g", value);
    }
}
