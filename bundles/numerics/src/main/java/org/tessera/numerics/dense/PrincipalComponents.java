// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Principal components (Pearson 1901; Hotelling 1933): orthogonal directions of greatest variance, from the eigenvectors
 * of the covariance matrix. The sign of a direction is chosen so that its largest coefficient is positive. Immutable and
 * safe for many threads.
 */
public final class PrincipalComponents {
    private static final int BLOCK_ROWS = 1024;

    private final int dimensions;
    private final double[] mean;
    private final double[] directions;
    private final double[] variances;
    private final double total;

    private PrincipalComponents(int dimensions, double[] mean, double[] directions, double[] variances, double total) {
        this.dimensions = dimensions;
        this.mean = mean;
        this.directions = directions;
        this.variances = variances;
        this.total = total;
    }

    /**
     * The first components of some rows.
     *
     * @param x {@code n × d}, row-major, finite
     * @param n at least 2
     * @param components at most so many; there are never more than {@code d}
     */
    public static PrincipalComponents of(double[] x, int n, int d, int components) {
        if (n < 2 || d < 1 || components < 1 || x.length < (long) n * d) {
            throw new IllegalArgumentException(
                    components + " components of " + n + " × " + d + " in " + x.length + " values");
        }
        double[] mean = SquaredDistances.means(x, n, d);
        double[] covariance = covariance(x, n, d, mean);
        EigenDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.eig(d, true, true);
        if (!decomposition.decompose(DMatrixRMaj.wrap(d, d, covariance.clone()))) {
            throw new ArithmeticException("no eigenvectors found for a covariance matrix of order " + d);
        }
        int[] order = IntStream.range(0, d)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        (Integer i) -> -decomposition.getEigenvalue(i).getReal()))
                .mapToInt(Integer::intValue)
                .toArray();
        int kept = Math.min(components, d);
        double[] directions = new double[kept * d];
        double[] variances = new double[kept];
        for (int c = 0; c < kept; c++) {
            variances[c] = Math.max(0, decomposition.getEigenvalue(order[c]).getReal());
            copyWithSign(decomposition.getEigenVector(order[c]).data, directions, c * d, d);
        }
        double total = 0;
        for (int j = 0; j < d; j++) {
            total += covariance[j * d + j];
        }
        return new PrincipalComponents(d, mean, directions, variances, total);
    }

    private static double[] covariance(double[] x, int n, int d, double[] mean) {
        double[] cross = new double[d * d];
        double[] centred = new double[Math.min(n, BLOCK_ROWS) * d];
        for (int from = 0; from < n; from += BLOCK_ROWS) {
            int rows = Math.min(BLOCK_ROWS, n - from);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < d; j++) {
                    centred[i * d + j] = x[(from + i) * d + j] - mean[j];
                }
            }
            MatrixProduct.addCross(centred, 0, rows, d, cross);
        }
        for (int i = 0; i < cross.length; i++) {
            cross[i] /= n - 1;
        }
        return cross;
    }

    private static void copyWithSign(double[] vector, double[] directions, int o, int d) {
        int largest = 0;
        for (int j = 1; j < d; j++) {
            // A margin, so that rounding does not decide between two equally large coefficients.
            if (Math.abs(vector[j]) > Math.abs(vector[largest]) * (1 + 1e-9)) {
                largest = j;
            }
        }
        double sign = vector[largest] < 0 ? -1 : 1;
        for (int j = 0; j < d; j++) {
            directions[o + j] = sign * vector[j];
        }
    }

    public int components() {
        return variances.length;
    }

    /** Means of the columns, where the components have their origin. */
    public double[] mean() {
        return mean.clone();
    }

    /** Variance along each component, the largest first. */
    public double[] variances() {
        return variances.clone();
    }

    /** Share of the whole variance along each component, 0 where there is no variance. */
    public double[] shares() {
        return Arrays.stream(variances).map(v -> total > 0 ? v / total : 0).toArray();
    }

    /** Direction of a component, of unit length. */
    public double[] direction(int component) {
        return Arrays.copyOfRange(directions, component * dimensions, (component + 1) * dimensions);
    }

    /** Coordinate of the row that starts at {@code offset} of {@code x} along a component. */
    public double project(double[] x, int offset, int component) {
        double sum = 0;
        for (int j = 0; j < dimensions; j++) {
            sum += (x[offset + j] - mean[j]) * directions[component * dimensions + j];
        }
        return sum;
    }
}
