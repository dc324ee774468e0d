// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.features;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The binary form of an encoder: counts before lists, numbers big-endian, text as length and UTF-8. */
final class EncoderFormat {
    private static final int VERSION = 2;
    private static final int NUMBER = 1;
    private static final int CATEGORY = 2;
    /** More than any encoder holds: a larger count is not one that was written. */
    private static final int LIMIT = 1 << 24;

    private EncoderFormat() {}

    static void write(List<ColumnCode> codes, List<String> leftOut, Reduction reduction, DataOutput out)
            throws IOException {
        out.writeByte(VERSION);
        out.writeInt(codes.size());
        for (ColumnCode code : codes) {
            if (code instanceof NumberCode number) {
                out.writeByte(NUMBER);
                writeText(number.column(), out);
                out.writeDouble(number.logScale());
                out.writeDouble(number.shift());
                out.writeDouble(number.factor());
                out.writeDouble(number.fill());
                writeDoubles(number.quantiles(), out);
                out.writeBoolean(number.indicator());
                writeText(number.describe(), out);
            } else if (code instanceof CategoryCode category) {
                out.writeByte(CATEGORY);
                writeText(category.column(), out);
                writeTexts(category.levels(), out);
                out.writeBoolean(category.other());
                out.writeInt(category.hashing());
                out.writeBoolean(category.indicator());
                writeDoubles(category.shares(), out);
                writeText(category.describe(), out);
            }
        }
        writeTexts(leftOut, out);
        out.writeInt(reduction.columns());
        out.writeInt(reduction.kept().length);
        for (int column : reduction.kept()) {
            out.writeInt(column);
        }
        writeDoubles(reduction.mean(), out);
        writeDoubles(reduction.directions(), out);
        writeTexts(reduction.describe(), out);
    }

    static Reduction readReduction(DataInput in, int columns) throws IOException {
        int before = in.readInt();
        int[] kept = new int[readCount(in)];
        for (int c = 0; c < kept.length; c++) {
            kept[c] = in.readInt();
            if (before != columns || kept[c] < 0 || kept[c] >= columns) {
                throw new IOException("column " + kept[c] + " of " + before + " is kept where there are " + columns);
            }
        }
        double[] mean = readDoubles(in);
        double[] directions = readDoubles(in);
        if (mean.length != 0 && (mean.length != kept.length || directions.length % mean.length != 0)) {
            throw new IOException(directions.length + " coefficients of components for " + kept.length + " columns");
        }
        return new Reduction(before, kept, mean, directions, readTexts(in));
    }

    static List<ColumnCode> readCodes(DataInput in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new IOException("prepared columns of version " + version + ", expected " + VERSION);
        }
        List<ColumnCode> codes = new ArrayList<>();
        for (int left = readCount(in); left > 0; left--) {
            int kind = in.readUnsignedByte();
            String column = readText(in);
            codes.add(
                    switch (kind) {
                        case NUMBER ->
                            new NumberCode(
                                    column,
                                    in.readDouble(),
                                    in.readDouble(),
                                    in.readDouble(),
                                    in.readDouble(),
                                    readDoubles(in),
                                    in.readBoolean(),
                                    readText(in));
                        case CATEGORY ->
                            new CategoryCode(
                                    column,
                                    readTexts(in),
                                    in.readBoolean(),
                                    readCount(in),
                                    in.readBoolean(),
                                    readDoubles(in),
                                    readText(in));
                        default -> throw new IOException("unknown kind of prepared column: " + kind);
                    });
        }
        return codes;
    }

    private static void writeTexts(List<String> texts, DataOutput out) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            writeText(text, out);
        }
    }

    static List<String> readTexts(DataInput in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = readCount(in); left > 0; left--) {
            texts.add(readText(in));
        }
        return texts;
    }

    private static void writeText(String text, DataOutput out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInput in) throws IOException {
        byte[] bytes = new byte[readCount(in)];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void writeDoubles(double[] values, DataOutput out) throws IOException {
        out.writeInt(values.length);
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    private static double[] readDoubles(DataInput in) throws IOException {
        double[] values = new double[readCount(in)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }

    private static int readCount(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > LIMIT) {
            throw new IOException("a count of " + count + " where prepared columns were expected");
        }
        return count;
    }
}
