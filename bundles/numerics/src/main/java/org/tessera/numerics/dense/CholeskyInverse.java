// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import java.util.Arrays;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.parallel.RangeBody;

/**
 * The inverse of a positive definite matrix in its place: {@code A = U'U} (Cholesky), {@code W = U'⁻¹}, {@code W'W}, each
 * by tiles, left-looking, so that the tile that is written stays in the cache (Golub and Van Loan 2013, Matrix
 * Computations, 4.2; Buttari, Langou, Kurzak and Dongarra 2009 on tiles). A tile holds rows of U and of the result but
 * rows of W, which makes every product of the three of one form, {@code a' b}. Takes {@code n³} multiplications and
 * additions.
 */
final class CholeskyInverse {
    private static final int SIDE = TileKernel.SIDE;

    private final SymmetricMatrix matrix;
    private final int blocks;
    private final Parallel parallel;
    private final SymmetricMatrix.Progress progress;
    private final TileKernel kernel = Kernels.TILES;

    /** Inverses of the diagonal tiles of U, upper triangular. */
    private final double[][] inverses;

    /** Zeros to write the next row of tiles to; fresh ones each time would be copied about by the collector. */
    private final double[][] spare;

    CholeskyInverse(SymmetricMatrix matrix, Parallel parallel, SymmetricMatrix.Progress progress) {
        this.matrix = matrix;
        this.blocks = matrix.blocks();
        this.parallel = parallel;
        this.progress = progress;
        this.inverses = new double[blocks][];
        this.spare = new double[blocks][SIDE * SIDE];
    }

    void run() {
        pad();
        for (int i = 0; i < blocks; i++) {
            progress.report(i, 3 * blocks);
            factor(i);
        }
        for (int j = 0; j < blocks; j++) {
            progress.report(blocks + j, 3 * blocks);
            invertFactor(j);
        }
        for (int j = 0; j < blocks; j++) {
            progress.report(2 * blocks + j, 3 * blocks);
            multiply(j);
        }
        progress.report(3 * blocks, 3 * blocks);
    }

    /** Ones on the diagonal where the last tile goes beyond the matrix. */
    private void pad() {
        double[] last = matrix.tile(blocks - 1, blocks - 1);
        for (int r = matrix.size() - (blocks - 1) * SIDE; r < SIDE; r++) {
            last[r * SIDE + r] = 1;
        }
    }

    /** Row i of U: what the rows before leave of A, times the inverse of its diagonal. */
    private void factor(int i) {
        parallel.ranges(blocks - i, 1, (from, to) -> {
            int j = i + from;
            double[] c = matrix.tile(j, i);
            for (int k = 0; k < i; k++) {
                kernel.addCross(-1, matrix.tile(i, k), matrix.tile(j, k), c, SIDE, SIDE);
            }
        });
        double[] inverse = invertedUpper(factored(matrix.tile(i, i), i * SIDE));
        inverses[i] = inverse;
        parallel.ranges(blocks - i - 1, 1, (from, to) -> {
            int j = i + 1 + from;
            kernel.addCross(1, inverse, matrix.tile(j, i), spare[j], SIDE, SIDE);
            replace(j, i, j);
        });
    }

    /** Row j of W takes the place of column j of U, which no other row needs. */
    private void invertFactor(int j) {
        parallel.ranges(j, 1, () -> sums(j), done -> {});
        transpose(inverses[j], spare[j]);
        for (int i = 0; i <= j; i++) {
            replace(j, i, i);
        }
    }

    private RangeBody sums(int j) {
        double[] sum = new double[SIDE * SIDE];
        return (i, to) -> {
            Arrays.fill(sum, 0);
            for (int k = i; k < j; k++) {
                kernel.addCross(1, matrix.tile(j, k), matrix.tile(k, i), sum, SIDE, SIDE);
            }
            kernel.addCross(-1, inverses[j], sum, spare[i], SIDE, SIDE);
        };
    }

    /** Row j of the result takes the place of row j of W, which later rows do not need. */
    private void multiply(int j) {
        parallel.ranges(j + 1, 1, (i, to) -> {
            for (int k = j; k < blocks; k++) {
                kernel.addCross(1, matrix.tile(k, i), matrix.tile(k, j), spare[i], SIDE, SIDE);
            }
        });
        for (int i = 0; i <= j; i++) {
            replace(j, i, i);
        }
    }

    /** Puts a spare tile into its place and makes the one before spare. */
    private void replace(int j, int i, int from) {
        double[] before = matrix.tile(j, i);
        matrix.tile(j, i, spare[from]);
        Arrays.fill(before, 0);
        spare[from] = before;
    }

    /** Cholesky factor of a tile in its upper half; the lower one is left as it is. */
    private static double[] factored(double[] tile, int firstRow) {
        for (int r = 0; r < SIDE; r++) {
            double before = tile[r * SIDE + r];
            for (int k = 0; k < r; k++) {
                double u = tile[k * SIDE + r];
                for (int s = r; s < SIDE; s++) {
                    tile[r * SIDE + s] -= u * tile[k * SIDE + s];
                }
            }
            double pivot = tile[r * SIDE + r];
            if (!(pivot > 0) || pivot == Double.POSITIVE_INFINITY) {
                throw new ArithmeticException("the matrix is not positive definite: pivot " + pivot + " (" + before
                        + " in its tile) in row " + (firstRow + r));
            }
            double root = Math.sqrt(pivot);
            for (int s = r; s < SIDE; s++) {
                tile[r * SIDE + s] /= root;
            }
        }
        return tile;
    }

    private static double[] invertedUpper(double[] u) {
        double[] inverse = new double[SIDE * SIDE];
        for (int r = SIDE - 1; r >= 0; r--) {
            double scale = 1 / u[r * SIDE + r];
            inverse[r * SIDE + r] = scale;
            for (int k = r + 1; k < SIDE; k++) {
                double factor = u[r * SIDE + k] * scale;
                for (int s = k; s < SIDE; s++) {
                    inverse[r * SIDE + s] -= factor * inverse[k * SIDE + s];
                }
            }
        }
        return inverse;
    }

    private static void transpose(double[] tile, double[] result) {
        for (int r = 0; r < SIDE; r++) {
            for (int s = 0; s < SIDE; s++) {
                result[s * SIDE + r] = tile[r * SIDE + s];
            }
        }
    }
}
