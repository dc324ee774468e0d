// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.tessera.numerics.dense.PrincipalComponents;

/** Rows as points of a plane for a picture: their first two principal components. The same rows give the same picture. */
final class PlaneProjection {
    /** Eigenvectors take the cube of the columns; the picture of more is made from those that vary most. */
    private static final int MOST_COLUMNS = 500;

    private PlaneProjection() {}

    /**
     * Projects rows.
     *
     * @param rowMajor {@code rows × dimensions}; what is not finite counts as the mean of its column
     * @return {@code rows × 2}, row-major, centred; zeros for a component that there is not, as with one column
     */
    static double[] of(double[] rowMajor, int rows, int dimensions) {
        if ((long) rows * dimensions != rowMajor.length) {
            throw new IllegalArgumentException(
                    rows + " rows of " + dimensions + " dimensions are not " + rowMajor.length + " values");
        }
        double[] plane = new double[2 * rows];
        if (rows < 2 || dimensions == 0) {
            return plane;
        }
        double[] centred = centred(rowMajor, rows, dimensions);
        int[] columns = columns(centred, rows, dimensions);
        double[] chosen = new double[rows * columns.length];
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < columns.length; j++) {
                chosen[row * columns.length + j] = centred[row * dimensions + columns[j]];
            }
        }
        PrincipalComponents components = PrincipalComponents.of(chosen, rows, columns.length, 2);
        for (int component = 0; component < components.components(); component++) {
            for (int row = 0; row < rows; row++) {
                plane[2 * row + component] = components.project(chosen, row * columns.length, component);
            }
        }
        return plane;
    }

    /** Values less the means of their columns; 0 for what is not finite. */
    private static double[] centred(double[] x, int rows, int dimensions) {
        double[] means = new double[dimensions];
        int[] counts = new int[dimensions];
        for (int at = 0; at < x.length; at++) {
            if (Double.isFinite(x[at])) {
                means[at % dimensions] += x[at];
                counts[at % dimensions]++;
            }
        }
        double[] centred = new double[rows * dimensions];
        for (int at = 0; at < x.length; at++) {
            int column = at % dimensions;
            centred[at] = Double.isFinite(x[at]) ? x[at] - means[column] / counts[column] : 0;
        }
        return centred;
    }

    private static int[] columns(double[] centred, int rows, int dimensions) {
        if (dimensions <= MOST_COLUMNS) {
            return IntStream.range(0, dimensions).toArray();
        }
        double[] squares = new double[dimensions];
        for (int at = 0; at < rows * dimensions; at++) {
            squares[at % dimensions] += centred[at] * centred[at];
        }
        return IntStream.range(0, dimensions)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer j) -> -squares[j]).thenComparing(j -> j))
                .limit(MOST_COLUMNS)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }
}
