// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Rows of named columns, numeric or categorical, with missing values: the shape in which algorithms see customers.
 * Immutable and safe for many threads.
 */
public final class FeatureTable {
    private final int rows;
    private final List<Column> columns;
    private final int[] ids;

    private FeatureTable(int rows, List<Column> columns, int[] ids) {
        this.rows = rows;
        this.columns = List.copyOf(columns);
        this.ids = ids;
    }

    /** One column of a table. */
    public sealed interface Column permits Numeric, Categorical {
        /** Unique in its table. */
        String name();

        /** Unit to show after a value, such as {@code days}; empty where there is none. */
        String unit();

        /** Whether a row has no value. */
        boolean isMissing(int row);
    }

    /** A column of numbers. */
    public static final class Numeric implements Column {
        private final String name;
        private final String unit;
        private final double[] data;
        private final int offset;
        private final int stride;

        private Numeric(String name, String unit, double[] data, int offset, int stride) {
            this.name = name;
            this.unit = unit;
            this.data = data;
            this.offset = offset;
            this.stride = stride;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String unit() {
            return unit;
        }

        /** The value of a row, NaN where missing. */
        public double value(int row) {
            return data[offset + row * stride];
        }

        @Override
        public boolean isMissing(int row) {
            return Double.isNaN(value(row));
        }
    }

    /** A column of levels. */
    public static final class Categorical implements Column {
        private final String name;
        private final List<String> levels;
        private final int[] codes;

        private Categorical(String name, List<String> levels, int[] codes) {
            this.name = name;
            this.levels = List.copyOf(levels);
            this.codes = codes;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String unit() {
            return "";
        }

        /** The levels by code. */
        public List<String> levels() {
            return levels;
        }

        /** Code of the level of a row, -1 where missing. */
        public int code(int row) {
            return codes[row];
        }

        @Override
        public boolean isMissing(int row) {
            return codes[row] < 0;
        }
    }

    /**
     * A table of numbers over one array, without a copy. The caller must not touch the array afterwards.
     *
     * @param data {@code rows} × {@code names.size()}, row-major
     */
    public static FeatureTable ofRowMajor(double[] data, int rows, List<String> names) {
        int d = names.size();
        if ((long) rows * d != data.length) {
            throw new IllegalArgumentException(rows + " rows of " + d + " columns are not " + data.length + " values");
        }
        List<Column> columns = new ArrayList<>(d);
        for (int c = 0; c < d; c++) {
            columns.add(new Numeric(names.get(c), "", data, c, d));
        }
        return new FeatureTable(rows, columns, new int[0]);
    }

    /** Starts a table of so many rows. */
    public static Builder builder(int rows) {
        return new Builder(rows);
    }

    public int rows() {
        return rows;
    }

    public List<Column> columns() {
        return columns;
    }

    /** The column of that name. */
    public Optional<Column> column(String name) {
        return columns.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    /** What a row stands for: the customer's dense index, or the row itself where none was given. */
    public int id(int row) {
        return ids.length == 0 ? row : ids[row];
    }

    /** A table of some of the rows, in the given order. */
    public FeatureTable select(int[] wanted) {
        List<Column> chosen = new ArrayList<>(columns.size());
        for (Column column : columns) {
            if (column instanceof Numeric n) {
                double[] values = Arrays.stream(wanted).mapToDouble(n::value).toArray();
                chosen.add(new Numeric(n.name, n.unit, values, 0, 1));
            } else if (column instanceof Categorical c) {
                chosen.add(new Categorical(
                        c.name, c.levels, Arrays.stream(wanted).map(c::code).toArray()));
            }
        }
        return new FeatureTable(
                wanted.length, chosen, Arrays.stream(wanted).map(this::id).toArray());
    }

    /**
     * The array behind the table where all columns are numeric and stand in one row-major array, as
     * {@link #ofRowMajor} leaves them; empty otherwise. Only to be read.
     */
    public Optional<double[]> rowMajor() {
        int d = columns.size();
        double[] data = null;
        for (int c = 0; c < d; c++) {
            if (!(columns.get(c) instanceof Numeric n) || n.offset != c || n.stride != d) {
                return Optional.empty();
            }
            if (data != null && data != n.data) {
                return Optional.empty();
            }
            data = n.data;
        }
        return Optional.ofNullable(data);
    }

    /** Collects columns. Not safe for many threads. */
    public static final class Builder {
        private final int rows;
        private final List<Column> columns = new ArrayList<>();
        private int[] ids = new int[0];

        private Builder(int rows) {
            this.rows = rows;
        }

        /** What each row stands for: customers' dense indexes. */
        public Builder ids(int[] rowIds) {
            check("ids", rowIds.length);
            ids = rowIds.clone();
            return this;
        }

        /** Adds numbers, NaN where missing. */
        public Builder numeric(String name, String unit, double[] values) {
            check(name, values.length);
            columns.add(new Numeric(name, unit, values.clone(), 0, 1));
            return this;
        }

        /** Adds levels by code, -1 where missing. */
        public Builder categorical(String name, List<String> levels, int[] codes) {
            check(name, codes.length);
            if (Arrays.stream(codes).anyMatch(code -> code < -1 || code >= levels.size())) {
                throw new IllegalArgumentException("column " + name + " has a code outside its levels");
            }
            columns.add(new Categorical(name, levels, codes.clone()));
            return this;
        }

        private void check(String name, int length) {
            if (length != rows) {
                throw new IllegalArgumentException(name + " has " + length + " values for " + rows + " rows");
            }
            if (columns.stream().anyMatch(c -> c.name().equals(name))) {
                throw new IllegalArgumentException("two columns are named " + name);
            }
        }

        public FeatureTable build() {
            return new FeatureTable(rows, columns, ids);
        }
    }
}
