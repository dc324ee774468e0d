// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.factors;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

/**
 * The largest singular values of a sparse matrix with their vectors, by randomised subspace iteration (Halko, Martinsson
 * and Tropp, "Finding Structure with Randomness", 2011, algorithm 4.4): a random subspace, a little larger than wanted,
 * is multiplied with the matrix and its transpose again and again, which turns it towards the leading vectors. The same
 * on any number of threads.
 *
 * @param values singular values, descending; 0 where the matrix has no more
 * @param right a row for each column of the matrix, the right singular vectors; 0 for values of 0
 */
public record TruncatedSvd(double[] values, FactorTable right) {
    private static final int OVERSAMPLING = 10;
    private static final int GRAIN = 512;
    private static final double LEAST = 1e-10;

    /**
     * @param matrix rows by columns
     * @param transposed the same by column
     * @param rank how many values are wanted
     * @param iterations of the subspace; 0 to 2 do for fast decaying values, some ten for exact vectors
     * @param watcher told after some rows how many have been worked on, of {@link #work}
     */
    public static TruncatedSvd of(
            SparseMatrix matrix,
            SparseMatrix transposed,
            int rank,
            int iterations,
            RandomStream random,
            Parallel parallel,
            LongConsumer watcher) {
        int columns = matrix.columns();
        int width = Math.max(rank, Math.min(rank + OVERSAMPLING, Math.min(columns, matrix.rows())));
        FactorTable subspace = new FactorTable(columns, width);
        for (int c = 0; c < columns; c++) {
            RandomStream own = random.part(c);
            for (int f = 0; f < width && transposed.size(c) > 0; f++) {
                subspace.set(c, f, (float) (2 * own.nextDouble() - 1));
            }
        }
        FactorTable image = new FactorTable(matrix.rows(), width);
        long[] before = {0};
        for (int iteration = 0; iteration <= iterations; iteration++) {
            orthonormalise(subspace, parallel);
            SparseProduct.multiply(matrix, subspace, image, parallel, done -> watcher.accept(before[0] + done));
            before[0] += matrix.rows();
            if (iteration < iterations) {
                orthonormalise(image, parallel);
                SparseProduct.multiply(transposed, image, subspace, parallel, done -> watcher.accept(before[0] + done));
                before[0] += columns;
            }
        }
        return rotated(subspace, Gram.of(image, parallel), rank, parallel);
    }

    /** How many rows are worked on in all. */
    public static long work(SparseMatrix matrix, int iterations) {
        return (long) (iterations + 1) * matrix.rows() + (long) iterations * matrix.columns();
    }

    /** Makes the columns orthonormal; twice, as what single precision leaves the first time the second one removes. */
    private static void orthonormalise(FactorTable table, Parallel parallel) {
        for (int round = 0; round < 2; round++) {
            int width = table.factors();
            double[] upper = cholesky(Gram.of(table, parallel), width);
            parallel.ranges(table.rows(), GRAIN, (from, to) -> {
                double[] row = new double[width];
                for (int r = from; r < to; r++) {
                    divide(table, r, upper, row);
                }
            });
        }
    }

    /** A row times the inverse of an upper triangle. */
    private static void divide(FactorTable table, int r, double[] upper, double[] row) {
        int width = row.length;
        Arrays.fill(row, 0d);
        table.addRow(r, 1, row);
        for (int f = 0; f < width; f++) {
            double pivot = upper[f * width + f];
            double value = pivot > 0 ? row[f] / pivot : 0;
            for (int g = f + 1; g < width && value != 0; g++) {
                row[g] -= value * upper[f * width + g];
            }
            table.set(r, f, (float) value);
        }
    }

    /** The upper triangle {@code u} with {@code u'u = a}; rows of 0 where {@code a} is singular. */
    private static double[] cholesky(double[] a, int n) {
        double[] u = new double[n * n];
        for (int i = 0; i < n; i++) {
            double pivot = a[i * n + i];
            for (int p = 0; p < i; p++) {
                pivot -= u[p * n + i] * u[p * n + i];
            }
            if (!(pivot > LEAST * a[i * n + i])) {
                continue;
            }
            u[i * n + i] = Math.sqrt(pivot);
            for (int j = i + 1; j < n; j++) {
                double sum = a[i * n + j];
                for (int p = 0; p < i; p++) {
                    sum -= u[p * n + i] * u[p * n + j];
                }
                u[i * n + j] = sum / u[i * n + i];
            }
        }
        return u;
    }

    /** Turns the subspace so that its directions are the singular vectors: the eigenvectors of the image's products. */
    private static TruncatedSvd rotated(FactorTable subspace, double[] gram, int rank, Parallel parallel) {
        int width = subspace.factors();
        EigenDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.eig(width, true, true);
        if (!decomposition.decompose(DMatrixRMaj.wrap(width, width, gram))) {
            throw new ArithmeticException("no eigenvectors found for a symmetric matrix of order " + width);
        }
        int[] order = IntStream.range(0, width)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        (Integer i) -> -decomposition.getEigenvalue(i).getReal()))
                .limit(rank)
                .mapToInt(Integer::intValue)
                .toArray();
        double[] values = new double[rank];
        double[][] vectors = new double[rank][];
        for (int f = 0; f < rank; f++) {
            double square = decomposition.getEigenvalue(order[f]).getReal();
            double largest = decomposition.getEigenvalue(order[0]).getReal();
            boolean there = square > LEAST * largest && square > 0;
            values[f] = there ? Math.sqrt(square) : 0;
            vectors[f] = there ? decomposition.getEigenVector(order[f]).data : new double[width];
        }
        FactorTable right = new FactorTable(subspace.rows(), rank);
        parallel.ranges(subspace.rows(), GRAIN, (from, to) -> {
            for (int r = from; r < to; r++) {
                for (int f = 0; f < rank; f++) {
                    right.set(r, f, (float) subspace.dot(r, vectors[f]));
                }
            }
        });
        turn(right);
        return new TruncatedSvd(values, right);
    }

    /** Of the two directions of each vector the one in which its largest number is positive. */
    private static void turn(FactorTable right) {
        for (int f = 0; f < right.factors(); f++) {
            float largest = 0;
            for (int r = 0; r < right.rows(); r++) {
                // A margin, so that rounding does not decide between two equally large numbers.
                if (Math.abs(right.get(r, f)) > Math.abs(largest) * 1.0001f) {
                    largest = right.get(r, f);
                }
            }
            for (int r = 0; r < right.rows() && largest < 0; r++) {
                right.set(r, f, -right.get(r, f));
            }
        }
    }
}
