// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.data.FeatureTable.Categorical;
import org.tessera.api.data.FeatureTable.Column;
import org.tessera.api.data.FeatureTable.Numeric;
import org.tessera.api.segment.Drift;

/**
 * How the values of a column were spread: by the deciles of a number, by the most frequent levels of a category. Enough to
 * say later how far they have moved: the population stability index, the sum of {@code (now - then) ln(now / then)} over
 * the shares of the bins (Siddiqi 2006, "Credit risk scorecards", who calls more than 0.1 a small and more than 0.25 a
 * large change). Half a customer is added to each bin, so that an empty one has a logarithm. Where nothing has changed, the
 * index of independent samples is chi-squared with bins - 1 degrees of freedom, times {@code 1/then + 1/now} (Yurdakul and
 * Naranjo 2020, "Statistical properties of the population stability index"); what stays below its 99 % quantile counts as
 * none.
 *
 * @param column name
 * @param numeric whether it holds numbers
 * @param cuts between the bins of a number, ascending; empty for a category
 * @param levels with a bin of their own; empty for a number
 * @param counts by bin: those of the cuts or levels, then of any other value, then of missing ones
 */
record TraitHistogram(String column, boolean numeric, double[] cuts, List<String> levels, int[] counts) {
    static final double MODERATE = .1;
    static final double STRONG = .25;
    private static final int LEVELS = 20;
    private static final int DECILES = 10;

    /** One for each column. */
    static List<TraitHistogram> of(FeatureTable table) {
        List<TraitHistogram> histograms = new ArrayList<>();
        for (Column column : table.columns()) {
            double[] cuts = column instanceof Numeric number ? deciles(number, table.rows()) : new double[0];
            List<String> levels = column instanceof Categorical category ? frequent(category, table.rows()) : List.of();
            boolean numeric = column instanceof Numeric;
            TraitHistogram bins = new TraitHistogram(column.name(), numeric, cuts, levels, new int[0]);
            histograms.add(new TraitHistogram(column.name(), numeric, cuts, levels, bins.count(column, table.rows())));
        }
        return histograms;
    }

    private static double[] deciles(Numeric column, int rows) {
        double[] sorted = IntStream.range(0, rows)
                .mapToDouble(column::value)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return IntStream.range(1, sorted.length == 0 ? 1 : DECILES)
                .mapToDouble(k -> sorted[(int) ((long) k * (sorted.length - 1) / DECILES)])
                .distinct()
                .toArray();
    }

    private static List<String> frequent(Categorical column, int rows) {
        int[] sizes = new int[column.levels().size()];
        for (int row = 0; row < rows; row++) {
            if (!column.isMissing(row)) {
                sizes[column.code(row)]++;
            }
        }
        return IntStream.range(0, sizes.length)
                .filter(level -> sizes[level] > 0)
                .boxed()
                .sorted(Comparator.comparingInt((Integer level) -> -sizes[level]))
                .limit(LEVELS)
                .map(column.levels()::get)
                .toList();
    }

    private int[] count(Column column, int rows) {
        int bins = column instanceof Numeric ? cuts.length : levels.size();
        int[] fresh = new int[bins + 2];
        Map<String, Integer> places = new LinkedHashMap<>();
        levels.forEach(level -> places.put(level, places.size()));
        int[] byCode = column instanceof Categorical category
                ? category.levels().stream()
                        .mapToInt(level -> places.getOrDefault(level, bins))
                        .toArray()
                : new int[0];
        for (int row = 0; row < rows; row++) {
            int bin;
            if (column.isMissing(row)) {
                bin = bins + 1;
            } else if (column instanceof Numeric number) {
                int found = Arrays.binarySearch(cuts, number.value(row));
                bin = found < 0 ? -found - 1 : found;
            } else {
                bin = byCode[((Categorical) column).code(row)];
            }
            fresh[bin]++;
        }
        return fresh;
    }

    /** How far a table has moved away, the largest shift first; columns that it lacks or has as another kind are left out. */
    static List<Drift.Shift> shifts(List<TraitHistogram> then, FeatureTable now) {
        List<Drift.Shift> shifts = new ArrayList<>();
        for (TraitHistogram histogram : then) {
            Optional<Column> column = now.column(histogram.column());
            if (column.isPresent() && column.get() instanceof Numeric == histogram.numeric()) {
                shifts.add(histogram.shift(histogram.count(column.get(), now.rows())));
            }
        }
        shifts.sort(Comparator.comparingDouble((Drift.Shift shift) -> -shift.index()));
        return shifts;
    }

    private Drift.Shift shift(int[] fresh) {
        int bins = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            bins += counts[bin] + fresh[bin] > 0 ? 1 : 0;
        }
        double then = Arrays.stream(counts).sum() + .5 * bins;
        double now = Arrays.stream(fresh).sum() + .5 * bins;
        double index = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            if (counts[bin] + fresh[bin] > 0) {
                double a = (counts[bin] + .5) / then;
                double b = (fresh[bin] + .5) / now;
                index += (b - a) * Math.log(b / a);
            }
        }
        boolean chance = index <= chiSquared(bins - 1) * (1 / then + 1 / now);
        String strength = chance || index <= MODERATE ? "none" : index <= STRONG ? "moderate" : "strong";
        return new Drift.Shift(column, index, strength);
    }

    /** 99 % quantile by Wilson and Hilferty 1931, "The distribution of chi-square". */
    private static double chiSquared(int freedom) {
        if (freedom < 1) {
            return 0;
        }
        double part = 2 / (9.0 * freedom);
        return freedom * Math.pow(1 - part + 2.326 * Math.sqrt(part), 3);
    }
}
