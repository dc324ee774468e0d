// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The traits of many customers by column: numbers, times as days before a moment, codes of levels, and shares as a list of
 * entries. Only the traits that are wanted take memory. Filled by one thread.
 */
final class Columns {
    private static final double DAY = 86_400_000.0;

    private final TraitSheet sheet;
    private final boolean[] wanted;
    private final long now;
    private final @Nullable Numbers[] numbers;
    private final @Nullable Levels[] levels;
    private final @Nullable Shares[] shares;
    private int[] rowOf;
    private int[] customers = new int[256];
    private int rows;

    /** Numbers by row, NaN where missing. */
    private static final class Numbers {
        private double[] values = new double[0];

        private void set(int row, double value, int room) {
            if (row >= values.length) {
                int before = values.length;
                values = Arrays.copyOf(values, room);
                Arrays.fill(values, before, room, Double.NaN);
            }
            values[row] = value;
        }

        private double get(int row) {
            return row < values.length ? values[row] : Double.NaN;
        }
    }

    /** Codes of levels by row. */
    static final class Levels {
        final List<String> names = new ArrayList<>();
        private final Map<String, Integer> codeOf = new HashMap<>();
        private int[] codes = new int[0];

        private int code(String name) {
            Integer code = codeOf.get(name);
            if (code == null) {
                code = names.size();
                codeOf.put(name, code);
                names.add(name);
            }
            return code;
        }

        private void set(int row, String name, int room) {
            if (row >= codes.length) {
                int before = codes.length;
                codes = Arrays.copyOf(codes, room);
                Arrays.fill(codes, before, room, -1);
            }
            codes[row] = code(name);
        }

        /** Code of a row, -1 where missing. */
        int code(int row) {
            return row < codes.length ? codes[row] : -1;
        }
    }

    /** Entries of shares: row, code of the name, share. */
    static final class Shares {
        final Levels names = new Levels();
        int[] entryRows = new int[256];
        int[] entryCodes = new int[256];
        float[] entryShares = new float[256];
        int size;

        private void add(int row, String name, double share) {
            if (size == entryRows.length) {
                int room = size + (size >> 1);
                entryRows = Arrays.copyOf(entryRows, room);
                entryCodes = Arrays.copyOf(entryCodes, room);
                entryShares = Arrays.copyOf(entryShares, room);
            }
            entryRows[size] = row;
            entryCodes[size] = names.code(name);
            entryShares[size++] = (float) share;
        }
    }

    /**
     * @param wanted by place of the sheet
     * @param population customers there are at most
     */
    Columns(TraitSheet sheet, boolean[] wanted, long now, int population) {
        this.sheet = sheet;
        this.wanted = wanted.clone();
        this.now = now;
        this.numbers = new Numbers[sheet.size()];
        this.levels = new Levels[sheet.size()];
        this.shares = new Shares[sheet.size()];
        this.rowOf = new int[population];
    }

    TraitSheet sheet() {
        return sheet;
    }

    int rows() {
        return rows;
    }

    int customer(int row) {
        return customers[row];
    }

    /** The row of a customer, a new one where there is none. */
    int row(int customer) {
        if (customer >= rowOf.length) {
            rowOf = Arrays.copyOf(rowOf, Math.max(customer + 1, rowOf.length + (rowOf.length >> 1)));
        }
        if (rowOf[customer] == 0) {
            if (rows == customers.length) {
                customers = Arrays.copyOf(customers, rows + (rows >> 1));
            }
            customers[rows++] = customer;
            rowOf[customer] = rows;
        }
        return rowOf[customer] - 1;
    }

    /** A number or a time in days before the moment; NaN where missing. */
    double number(int place, int row) {
        Numbers column = numbers[place];
        return column == null ? Double.NaN : column.get(row);
    }

    /** Whether any row has a number at a place. */
    boolean hasNumbers(int place) {
        return numbers[place] != null;
    }

    @Nullable
    Levels levels(int place) {
        return levels[place];
    }

    @Nullable
    Shares shares(int place) {
        return shares[place];
    }

    /** Takes what one profiler puts for the row that is set. */
    final class RowSink extends SheetSink {
        private final BitSet touched;
        private int row;

        private RowSink(ProfilerSlot<?> slot, BitSet touched) {
            super(sheet, slot);
            this.touched = touched;
        }

        RowSink at(int newRow) {
            row = newRow;
            return this;
        }

        @Override
        void putNumber(int place, double value) {
            touched.set(place);
            if (wanted[place]) {
                Numbers column = numbers[place];
                if (column == null) {
                    column = new Numbers();
                    numbers[place] = column;
                }
                column.set(row, value, customers.length);
            }
        }

        @Override
        void putCategory(int place, String value) {
            touched.set(place);
            if (wanted[place]) {
                Levels column = levels[place];
                if (column == null) {
                    column = new Levels();
                    levels[place] = column;
                }
                column.set(row, value, customers.length);
            }
        }

        @Override
        void putTime(int place, long value) {
            putNumber(place, (now - value) / DAY);
        }

        @Override
        void putShares(int place, Map<String, Double> value) {
            touched.set(place);
            if (wanted[place]) {
                Shares column = shares[place];
                if (column == null) {
                    column = new Shares();
                    shares[place] = column;
                }
                for (Map.Entry<String, Double> entry : value.entrySet()) {
                    column.add(row, entry.getKey(), entry.getValue());
                }
            }
        }
    }

    /**
     * Where one profiler puts its values.
     *
     * @param touched gets the places that were put
     */
    RowSink sink(ProfilerSlot<?> slot, BitSet touched) {
        return new RowSink(slot, touched);
    }
}
