// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

/**
 * A set of points laid out so that many rows can be compared with all of them at the speed of a matrix product. What is
 * computed is a score, {@code |x - p|² - |x - origin|²}, which orders the points by their distance to a row and becomes
 * the squared distance when {@code |x - origin|²} is added. Rows are not touched, so an origin in the middle of the data
 * costs nothing and keeps the precision that data far from zero would lose. Immutable and safe for many threads.
 */
public final class PackedPoints {
    /** Scores of a block of rows should stay in the first-level cache. */
    private static final int BLOCK_SCORES = 2048;
    /** With fewer rows than these side by side, loops over columns are too short to pay. */
    private static final int FEW_ROWS = 24;

    private static final ScoreKernel PLAIN = new ScalarKernel();

    private final ScoreKernel kernel;
    private final int count;
    private final int dimensions;
    private final int[] widths;
    private final int stride;
    private final double[] packed;
    private final double[] columnwise;
    private final double largestNorm;
    private final double originNorm;

    private PackedPoints(
            ScoreKernel kernel,
            int count,
            int dimensions,
            int[] widths,
            int stride,
            double[] packed,
            double[] columnwise,
            double largestNorm,
            double originNorm) {
        this.kernel = kernel;
        this.count = count;
        this.dimensions = dimensions;
        this.widths = widths;
        this.stride = stride;
        this.packed = packed;
        this.columnwise = columnwise;
        this.largestNorm = largestNorm;
        this.originNorm = originNorm;
    }

    /**
     * Packs points; the array is copied.
     *
     * @param points {@code count × dimensions}, row-major, finite
     * @param count at least 1
     * @param origin one point of so many dimensions, near the middle of the data
     */
    public static PackedPoints of(double[] points, int count, int dimensions, double[] origin) {
        return of(Kernels.SCORES, points, count, dimensions, origin);
    }

    static PackedPoints of(ScoreKernel kernel, double[] points, int count, int dimensions, double[] origin) {
        if (count < 1 || dimensions < 1 || points.length < count * dimensions || origin.length != dimensions) {
            throw new IllegalArgumentException(count + " points of " + dimensions + " dimensions in " + points.length
                    + " values, origin of " + origin.length);
        }
        int[] widths = kernel.widths(count);
        int stride = 0;
        for (int width : widths) {
            stride += width;
        }
        double[] packed = new double[stride * (dimensions + 1)];
        int size = ColumnSearch.padded(dimensions) + 1;
        double[] columnwise = new double[count * size];
        double largest = 0;
        int group = 0;
        int first = 0;
        for (int width : widths) {
            for (int l = 0; l < width; l++) {
                int point = first + l;
                if (point >= count) {
                    packed[group + l] = Double.MAX_VALUE;
                    continue;
                }
                double norm = 0;
                double shift = 0;
                for (int j = 0; j < dimensions; j++) {
                    double c = points[point * dimensions + j] - origin[j];
                    norm += c * c;
                    shift += c * origin[j];
                    packed[group + width * (j + 1) + l] = -2 * c;
                    columnwise[point * size + 1 + j] = -2 * c;
                }
                packed[group + l] = norm + 2 * shift;
                columnwise[point * size] = norm + 2 * shift;
                largest = Math.max(largest, norm);
            }
            group += width * (dimensions + 1);
            first += width;
        }
        double originNorm = 0;
        for (double o : origin) {
            originNorm += o * o;
        }
        return new PackedPoints(
                kernel,
                count,
                dimensions,
                widths,
                stride,
                packed,
                columnwise,
                Math.sqrt(largest),
                Math.sqrt(originNorm));
    }

    /** The inner loops in use in this JVM, for a person. */
    public static String kernelName() {
        return Kernels.SCORES.name();
    }

    public int count() {
        return count;
    }

    public int dimensions() {
        return dimensions;
    }

    /** Length of a row of scores; what stands behind the first {@link #count()} is padding. */
    public int stride() {
        return stride;
    }

    /** How many rows are best scored at once. */
    public int blockRows() {
        return Math.max(4, Math.min(64, BLOCK_SCORES / stride));
    }

    /**
     * How far a score may be from the truth through rounding.
     *
     * @param rowNorm the largest distance of a row to the origin
     */
    public double scoreError(double rowNorm) {
        return 4 * (dimensions + 4) * 0x1p-53 * (originNorm + rowNorm + largestNorm) * largestNorm;
    }

    /**
     * Scores of the rows that start at {@code offsets[from..to)} of {@code x}.
     *
     * @param scores receives at {@code (i - from) * stride() + point} the score of the i-th row and a point
     */
    public void scores(double[] x, int[] offsets, int from, int to, double[] scores) {
        kernel.scores(x, offsets, from, to, dimensions, packed, widths, stride, scores);
    }

    /** A search for the nearest points, with its own scratch memory: for one thread at a time. */
    public Search search() {
        return new Search();
    }

    /** Finds the nearest points of rows. */
    public final class Search {
        private final double[] scores = new double[blockRows() * stride];
        private final ColumnSearch columns = new ColumnSearch(count, dimensions, columnwise);

        private Search() {}

        /**
         * Nearest point of each row that starts at {@code offsets[from..to)}, with its score and that of the second
         * nearest ({@link Double#MAX_VALUE} where there is one point only); of equally near points the first one.
         * Results go to the places {@code from..to} of the three arrays.
         *
         * @param nearest what stands in it is taken for a guess, which saves time where it is right
         */
        public void nearest(
                double[] x, int[] offsets, int from, int to, int[] nearest, double[] lowest, double[] second) {
            int end = from;
            if (ScalarKernel.FUSED) {
                int rest = (to - from) % ColumnSearch.ROWS;
                end = rest < FEW_ROWS ? to - rest : to;
                columns.nearest(x, offsets, from, end, nearest, lowest, second);
            }
            int block = blockRows();
            for (int f = end; f < to; f += block) {
                int t = Math.min(to, f + block);
                PLAIN.scores(x, offsets, f, t, dimensions, packed, widths, stride, scores);
                ScalarKernel.lowestTwo(scores, t - f, stride, f, nearest, lowest, second);
            }
        }
    }
}
