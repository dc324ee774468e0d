// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.profile.Trait;

/** Feature tables from columns, or from the values of one customer. */
final class Tables {
    private static final double DAY = 86_400_000.0;

    private Tables() {}

    /** All rows of columns, in the order of the customers. */
    static FeatureTable of(TablePlan plan, Columns columns) {
        int n = columns.rows();
        int[] rows = inOrder(columns);
        FeatureTable.Builder table = FeatureTable.builder(n)
                .ids(Arrays.stream(rows).map(columns::customer).toArray());
        for (TablePlan.Planned column : plan.columns()) {
            Trait trait = columns.sheet().trait(column.place());
            switch (trait.type()) {
                case NUMBER -> table.numeric(column.name(), trait.unit(), numbers(column.place(), columns, rows));
                case TIME -> table.numeric(column.name(), "days ago", numbers(column.place(), columns, rows));
                case SHARES -> table.numeric(column.name(), "", shares(column, columns, rows));
                case CATEGORY -> {
                    Columns.@Nullable Levels levels = columns.levels(column.place());
                    table.categorical(
                            column.name(),
                            levels == null ? List.of() : levels.names,
                            Arrays.stream(rows)
                                    .map(row -> levels == null ? -1 : levels.code(row))
                                    .toArray());
                }
            }
        }
        return table.build();
    }

    /** The rows by customer, which they nearly always are already. */
    private static int[] inOrder(Columns columns) {
        IntStream rows = IntStream.range(0, columns.rows());
        for (int row = 1; row < columns.rows(); row++) {
            if (columns.customer(row) < columns.customer(row - 1)) {
                return rows.boxed()
                        .sorted(Comparator.comparingInt(columns::customer))
                        .mapToInt(Integer::intValue)
                        .toArray();
            }
        }
        return rows.toArray();
    }

    private static double[] numbers(int place, Columns columns, int[] rows) {
        return Arrays.stream(rows)
                .mapToDouble(row -> columns.number(place, row))
                .toArray();
    }

    /** The share of one name: 0 for those who have other names only, missing for those who have none. */
    private static double[] shares(TablePlan.Planned column, Columns columns, int[] rows) {
        double[] values = new double[rows.length];
        Arrays.fill(values, Double.NaN);
        Columns.@Nullable Shares shares = columns.shares(column.place());
        if (shares != null) {
            int code = shares.names.names.indexOf(column.share().orElse(""));
            for (int k = 0; k < shares.size; k++) {
                int row = shares.entryRows[k];
                values[row] = Double.isNaN(values[row]) ? 0 : values[row];
                values[row] += shares.entryCodes[k] == code ? shares.entryShares[k] : 0;
            }
        }
        return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    }

    /** One customer. */
    static FeatureTable of(TablePlan plan, TraitSheet sheet, int customer, Map<String, Object> values, long now) {
        FeatureTable.Builder table = FeatureTable.builder(1).ids(new int[] {customer});
        for (TablePlan.Planned column : plan.columns()) {
            Trait trait = sheet.trait(column.place());
            Object value = values.get(trait.name());
            switch (trait.type()) {
                case NUMBER ->
                    table.numeric(
                            column.name(), trait.unit(), new double[] {value instanceof Double d ? d : Double.NaN});
                case TIME ->
                    table.numeric(column.name(), "days ago", new double[] {
                        value instanceof Long time ? (now - time) / DAY : Double.NaN
                    });
                case SHARES -> table.numeric(column.name(), "", new double[] {share(value, column)});
                case CATEGORY ->
                    table.categorical(
                            column.name(),
                            value instanceof String level ? List.of(level) : List.of(),
                            new int[] {value instanceof String ? 0 : -1});
            }
        }
        return table.build();
    }

    private static double share(@Nullable Object value, TablePlan.Planned column) {
        if (!(value instanceof Map<?, ?> shares)) {
            return Double.NaN;
        }
        return shares.get(column.share().orElse("")) instanceof Double share ? share : 0;
    }
}
