// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.ratings;

/**
 * Least squares with a penalty for one customer, or one item: an intercept and a weight for each factor that fit targets
 * best. Rows are added one by one; the normal equations are solved by Cholesky's method in double precision. Scratch
 * memory of one thread.
 */
public final class RidgeSolver {
    private final int factors;
    private final int size;
    /** size × size, row by row, lower half. */
    private final double[] gram;

    private final double[] right;
    private final double[] row;
    private final double[] root;
    private int rows;

    /** @param factors without the intercept, which comes first in what is solved for */
    public RidgeSolver(int factors) {
        this.factors = factors;
        this.size = factors + 1;
        this.gram = new double[size * size];
        this.right = new double[size];
        this.row = new double[size];
        this.root = new double[size * size];
    }

    /** Forgets all rows. */
    public void clear() {
        java.util.Arrays.fill(gram, 0);
        java.util.Arrays.fill(right, 0);
        rows = 0;
    }

    /** Number of rows added. */
    public int rows() {
        return rows;
    }

    /**
     * Adds a row.
     *
     * @param matrix holds the factors from {@code offset} on
     */
    public void add(float[] matrix, int offset, double target) {
        row[0] = 1;
        for (int f = 0; f < factors; f++) {
            row[f + 1] = matrix[offset + f];
        }
        for (int a = 0; a < size; a++) {
            add(row, row[a], gram, a * size, a + 1);
            right[a] += target * row[a];
        }
        rows++;
    }

    /** Kept apart so that the compiler uses vector instructions. */
    private static void add(double[] from, double factor, double[] to, int offset, int length) {
        for (int b = 0; b < length; b++) {
            to[offset + b] += factor * from[b];
        }
    }

    /**
     * Takes the sum of the rows apart; to be called before the solutions are asked for.
     *
     * @param intercept penalty of the intercept, above 0
     * @param penalty of each factor, above 0
     */
    public void factorise(double intercept, double penalty) {
        for (int a = 0; a < size; a++) {
            int at = a * size;
            for (int b = 0; b <= a; b++) {
                int other = b * size;
                double sum = gram[at + b];
                if (a == b) {
                    sum += a == 0 ? intercept : penalty;
                }
                for (int k = 0; k < b; k++) {
                    sum -= root[at + k] * root[other + k];
                }
                root[at + b] = a == b ? Math.sqrt(sum) : sum / root[other + b];
            }
        }
    }

    /** The intercept, followed by the weights of the factors. */
    public void solve(double[] solution) {
        System.arraycopy(right, 0, solution, 0, size);
        substitute(solution);
    }

    /**
     * As {@link #solve}, for a right-hand side of the caller's: what it holds is replaced by the solution. Rows of the
     * inverse come out this way.
     */
    public void substitute(double[] values) {
        for (int a = 0; a < size; a++) {
            double sum = values[a];
            for (int k = 0; k < a; k++) {
                sum -= root[a * size + k] * values[k];
            }
            values[a] = sum / root[a * size + a];
        }
        for (int a = size - 1; a >= 0; a--) {
            double sum = values[a];
            for (int k = a + 1; k < size; k++) {
                sum -= root[k * size + a] * values[k];
            }
            values[a] = sum / root[a * size + a];
        }
    }
}
