// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import org.tessera.numerics.parallel.Parallel;

/**
 * A large symmetric matrix of which one half is held, in square tiles: about {@code 4 n²} bytes. Rows may be written by
 * many threads, each its own; everything else is for one thread at a time.
 */
public final class SymmetricMatrix {
    private static final int SIDE = TileKernel.SIDE;

    private final int size;
    private final int blocks;

    /** Block (j, i), i at most j, holds rows of block i and columns of block j. */
    private final double[][] tiles;

    /** Zeros. */
    public SymmetricMatrix(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("size must be at least 1, got " + size);
        }
        this.size = size;
        this.blocks = (size + SIDE - 1) / SIDE;
        this.tiles = new double[Math.toIntExact((long) blocks * (blocks + 1) / 2)][SIDE * SIDE];
    }

    /** Memory a matrix of this size takes, in bytes. */
    public static long bytes(int size) {
        long blocks = ((long) size + SIDE - 1) / SIDE;
        return blocks * (blocks + 1) / 2 * SIDE * SIDE * Double.BYTES;
    }

    /** Rows, and columns. */
    public int size() {
        return size;
    }

    /**
     * Sets a row from the diagonal on; the rest of it is part of the rows before.
     *
     * @param values by column; those before {@code row} are left out of account
     */
    public void setRow(int row, double[] values) {
        int block = row / SIDE;
        int local = row % SIDE;
        double[] diagonal = tile(block, block);
        int end = Math.min((block + 1) * SIDE, size);
        for (int c = row; c < end; c++) {
            diagonal[local * SIDE + c % SIDE] = values[c];
            diagonal[c % SIDE * SIDE + local] = values[c];
        }
        for (int j = block + 1; j < blocks; j++) {
            System.arraycopy(
                    values, j * SIDE, tile(j, block), local * SIDE, Math.min(SIDE, size - j * SIDE));
        }
    }

    /**
     * Copies a whole row.
     *
     * @param values takes {@link #size()} numbers
     */
    public void copyRow(int row, double[] values) {
        int block = row / SIDE;
        int local = row % SIDE;
        for (int j = 0; j < block; j++) {
            double[] tile = tile(block, j);
            for (int s = 0; s < SIDE; s++) {
                values[j * SIDE + s] = tile[s * SIDE + local];
            }
        }
        for (int j = block; j < blocks; j++) {
            System.arraycopy(
                    tile(j, block), local * SIDE, values, j * SIDE, Math.min(SIDE, size - j * SIDE));
        }
    }

    /** The element of a row in the column of the same number. */
    public double diagonal(int row) {
        return tile(row / SIDE, row / SIDE)[row % SIDE * (SIDE + 1)];
    }

    /**
     * Puts the inverse in its place.
     *
     * @param progress told how much of the work is done; throws to stop, after which the content is of no use
     * @throws ArithmeticException if it is not positive definite, or as good as singular; the content is lost then
     */
    public void invert(Parallel parallel, Progress progress) {
        new CholeskyInverse(this, parallel, progress).run();
    }

    /** Told how far the work is. */
    @FunctionalInterface
    public interface Progress {
        /** So many of so many steps are done. */
        void report(int done, int total);
    }

    int blocks() {
        return blocks;
    }

    double[] tile(int j, int i) {
        return tiles[j * (j + 1) / 2 + i];
    }

    void tile(int j, int i, double[] tile) {
        tiles[j * (j + 1) / 2 + i] = tile;
    }
}
