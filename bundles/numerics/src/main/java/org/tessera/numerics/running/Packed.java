// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.running;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Numbers and text in as few bytes as their size needs: seven bits a byte, the low ones first, the high bit set on all
 * but the last byte. Reading checks what it reads, so a damaged stream is an {@link IOException} and nothing else.
 */
public final class Packed {
    /** Steps in which {@link #fixed} keeps fractions. */
    public static final int FIXED_SCALE = 10_000;

    private static final double FIXED_LIMIT = 1e16;

    private Packed() {}

    /** Writes a number; small ones are short, negative ones take ten bytes. */
    public static void write(DataOutput out, long value) throws IOException {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    /** Reads what {@link #write} wrote. */
    public static long read(DataInput in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            byte b = in.readByte();
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IOException("a packed number has more than ten bytes");
    }

    /** Writes a number that may be negative; those near zero are short. */
    public static void writeSigned(DataOutput out, long value) throws IOException {
        write(out, value << 1 ^ value >> 63);
    }

    /** Reads what {@link #writeSigned} wrote. */
    public static long readSigned(DataInput in) throws IOException {
        long coded = read(in);
        return coded >>> 1 ^ -(coded & 1);
    }

    /**
     * Reads a number that cannot be above a limit.
     *
     * @param what names it in the error
     * @throws IOException if it is
     */
    public static int readUpTo(DataInput in, int max, String what) throws IOException {
        long value = read(in);
        if (value < 0 || value > max) {
            throw new IOException(what + " is " + value + ", expected 0 to " + max);
        }
        return (int) value;
    }

    /** Writes a sum of {@link #fixed} numbers, two bytes shorter where it has at most two decimals. */
    public static void writeFixed(DataOutput out, long sum) throws IOException {
        boolean cents = sum % 100 == 0;
        long value = cents ? sum / 100 : sum;
        long magnitude = value << 1 ^ value >> 63;
        if (magnitude < 0 || magnitude >= 1L << 62) {
            throw new IOException("a sum of " + sum + " is too large to be written");
        }
        write(out, magnitude << 1 | (cents ? 0 : 1));
    }

    /** Reads what {@link #writeFixed} wrote. */
    public static long readFixed(DataInput in) throws IOException {
        long coded = read(in);
        long magnitude = coded >>> 1;
        long value = magnitude >>> 1 ^ -(magnitude & 1);
        return (coded & 1) == 0 ? value * 100 : value;
    }

    /** Writes text. */
    public static void writeText(DataOutput out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(out, bytes.length);
        out.write(bytes);
    }

    /** Reads what {@link #writeText} wrote. */
    public static String readText(DataInput in) throws IOException {
        byte[] bytes = new byte[readUpTo(in, 1 << 16, "length of a text")];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * A number in whole ten-thousandths, so that sums are exact and do not depend on the order of adding. Beyond ±10¹²
     * it is cut.
     *
     * @param value finite
     */
    public static long fixed(double value) {
        return Math.round(Math.max(-FIXED_LIMIT, Math.min(FIXED_LIMIT, value * FIXED_SCALE)));
    }

    /** The sum of two {@link #fixed} numbers, cut where it would leave what can be written. */
    public static long fixedSum(long a, long b) {
        long limit = 1L << 60;
        return Math.max(-limit, Math.min(limit, a + b));
    }

    /** What a sum of {@link #fixed} numbers is. */
    public static double unfixed(long sum) {
        return (double) sum / FIXED_SCALE;
    }
}
