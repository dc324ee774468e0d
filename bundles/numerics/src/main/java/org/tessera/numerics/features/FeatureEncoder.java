// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.features;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;

/**
 * Prepares tables of numbers and categories with gaps as dense matrices, the way it has learned from one of them. Part
 * of a model: it can be written and read, and says in words what it does. Immutable and safe for many threads.
 */
public final class FeatureEncoder {
    private static final int BLOCK = 1024;

    /** Which columns to keep, and components of them, are learned from at most so many rows and values. */
    private static final int REDUCTION_ROWS = 100_000;

    private static final long REDUCTION_VALUES = 50_000_000;

    private final List<ColumnCode> codes;
    private final List<String> leftOut;
    private final int columns;
    private final Reduction reduction;

    /**
     * An encoder and the table it was fitted on, prepared.
     *
     * @param matrix {@code rows × dimensions}, row-major, finite; the table's own array where nothing is to be prepared,
     *     so only to be read
     */
    public record Fitted(FeatureEncoder encoder, double[] matrix) {}

    private FeatureEncoder(List<ColumnCode> codes, List<String> leftOut, Reduction reduction) {
        this.codes = List.copyOf(codes);
        this.leftOut = List.copyOf(leftOut);
        this.columns = columns(codes);
        this.reduction = reduction;
    }

    private static int columns(List<ColumnCode> codes) {
        return codes.stream().mapToInt(code -> code.names().size()).sum();
    }

    /**
     * Learns how to prepare a table, and prepares it.
     *
     * @throws TesseraException if it has no rows, a value is infinite or beyond 1e100, or no column tells rows apart
     */
    public static Fitted fit(FeatureTable table, Preparation preparation) {
        int rows = table.rows();
        if (rows == 0) {
            throw new TesseraException("the table has no rows, expected at least one", "import customers or events");
        }
        if (table.columns().isEmpty()) {
            throw new TesseraException("the table has no columns, expected at least one", "choose some traits");
        }
        FeatureTable.Numeric[] numbers = table.columns().stream()
                .filter(FeatureTable.Numeric.class::isInstance)
                .map(FeatureTable.Numeric.class::cast)
                .toArray(FeatureTable.Numeric[]::new);
        ColumnStatistics[] ranges = ColumnStatistics.ranges(numbers, rows);
        ColumnFitter fitter = new ColumnFitter(rows, preparation);
        List<ColumnCode> codes = new ArrayList<>();
        int next = 0;
        for (FeatureTable.Column column : table.columns()) {
            if (column instanceof FeatureTable.Numeric number) {
                ColumnStatistics range = ranges[next++];
                checkSize(number, range, rows);
                fitter.number(number, range).ifPresent(codes::add);
            } else if (column instanceof FeatureTable.Categorical category) {
                fitter.category(category).ifPresent(codes::add);
            }
        }
        if (codes.isEmpty()) {
            throw new TesseraException(
                    "nothing tells the " + rows + " rows apart: " + String.join("; ", fitter.leftOut()),
                    "choose columns whose values differ");
        }
        FeatureEncoder encoder = new FeatureEncoder(codes, fitter.leftOut(), Reduction.none(columns(codes)));
        if (ReductionFitter.needed(preparation)) {
            encoder = encoder.reduced(table, preparation);
            return new Fitted(encoder, encoder.copy(table));
        }
        boolean complete = Arrays.stream(ranges).allMatch(range -> range.count() == rows);
        double[] matrix =
                complete && encoder.copiesNothing(table) ? table.rowMajor().orElseThrow() : encoder.copy(table);
        return new Fitted(encoder, matrix);
    }

    /** The same encoder with fewer columns, as an even sample of the rows tells which. */
    private FeatureEncoder reduced(FeatureTable table, Preparation preparation) {
        int rows = (int) Math.min(Math.min(table.rows(), REDUCTION_ROWS), REDUCTION_VALUES / columns);
        FeatureTable sample = rows == table.rows()
                ? table
                : table.select(IntStream.range(0, rows)
                        .map(row -> (int) ((long) row * table.rows() / rows))
                        .toArray());
        List<String> names =
                codes.stream().flatMap(code -> code.names().stream()).toList();
        return new FeatureEncoder(codes, leftOut, new ReductionFitter(copy(sample), rows, names, preparation).fit());
    }

    private static void checkSize(FeatureTable.Numeric column, ColumnStatistics range, int rows) {
        if (range.count() > 0 && Math.max(-range.min(), range.max()) > NumberCode.LARGEST) {
            for (int row = 0; row < rows; row++) {
                if (Math.abs(column.value(row)) > NumberCode.LARGEST) {
                    throw NumberCode.tooLarge(column.name(), row, column.value(row));
                }
            }
        }
    }

    /** Columns of the matrix. */
    public int dimensions() {
        return reduction.dimensions();
    }

    /** Names of the columns of the matrix. */
    public List<String> names() {
        return reduction.names(
                codes.stream().flatMap(code -> code.names().stream()).toList());
    }

    /** What is done, a line for each column of the table, those that are left out at the end. */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        codes.forEach(code -> lines.add(code.describe()));
        lines.addAll(leftOut);
        lines.addAll(reduction.describe());
        return lines;
    }

    /**
     * Prepares another table with the same columns, found by name. Other columns are ignored, lacking ones and levels
     * never seen count as missing and as none of the levels.
     *
     * @return {@code rows × dimensions()}, row-major, finite; the table's own array where nothing is to be prepared
     * @throws TesseraException if a column is of another kind, or a value is infinite or beyond 1e100
     */
    public double[] encode(FeatureTable table) {
        if (copiesNothing(table)) {
            double[] matrix = table.rowMajor().orElseThrow();
            if (Arrays.stream(matrix).allMatch(value -> Math.abs(value) <= NumberCode.LARGEST)) {
                return matrix;
            }
        }
        return copy(table);
    }

    private boolean copiesNothing(FeatureTable table) {
        return reduction.doesNothing()
                && table.rowMajor().isPresent()
                && table.columns().size() == codes.size()
                && codes.stream().allMatch(FeatureEncoder::asItIs)
                && table.columns().stream()
                        .map(FeatureTable.Column::name)
                        .toList()
                        .equals(codes.stream().map(ColumnCode::column).toList());
    }

    private static boolean asItIs(ColumnCode code) {
        return code instanceof NumberCode number
                && number.logScale() == 0
                && number.shift() == 0
                && number.factor() == 1
                && number.quantiles().length == 0
                && !number.indicator();
    }

    private double[] copy(FeatureTable table) {
        int rows = table.rows();
        int dimensions = dimensions();
        if ((long) rows * dimensions > Integer.MAX_VALUE - 8) {
            throw new TesseraException(
                    rows + " rows of " + dimensions + " prepared columns do not fit into memory",
                    "use fewer columns or a sample of the rows");
        }
        double[] matrix = new double[rows * dimensions];
        // What is to be reduced is prepared aside, a block at a time.
        boolean whole = reduction.doesNothing();
        double[] block = whole ? matrix : new double[Math.min(rows, BLOCK) * columns];
        List<ColumnCode.RowWriter> writers = new ArrayList<>();
        for (ColumnCode code : codes) {
            Optional<FeatureTable.Column> column = table.column(code.column());
            writers.add(code.bind(column));
        }
        // Block by block, as neighbouring columns share cache lines.
        for (int from = 0; from < rows; from += BLOCK) {
            int to = Math.min(rows, from + BLOCK);
            int start = whole ? from * dimensions : 0;
            for (int c = 0; c < writers.size(); c++) {
                writers.get(c).write(from, to, block, start, columns);
                start += codes.get(c).names().size();
            }
            if (!whole) {
                reduction.apply(block, to - from, matrix, from * dimensions);
            }
        }
        return matrix;
    }

    /** Writes it for {@link #read}. */
    public void write(DataOutput out) throws IOException {
        EncoderFormat.write(codes, leftOut, reduction, out);
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws IOException if the stream fails, ends early or holds anything else
     */
    public static FeatureEncoder read(DataInput in) throws IOException {
        List<ColumnCode> codes = EncoderFormat.readCodes(in);
        List<String> leftOut = EncoderFormat.readTexts(in);
        return new FeatureEncoder(codes, leftOut, EncoderFormat.readReduction(in, columns(codes)));
    }
}
