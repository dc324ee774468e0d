// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import java.util.Arrays;

/**
 * Plain loops: four rows times two points in registers, which for the short rows met here beat loops left to the
 * compiler's vectoriser (6.6 against 4.4 GFLOP/s at 16 dimensions and 20 points). With fused multiply-add, as the vector
 * unit has it, scores are the same to the last bit.
 */
final class ScalarKernel implements ScoreKernel {
    private static final long SLOWEST_FUSED_NS = 300;
    /** Whether the processor multiplies and adds in one instruction. */
    static final boolean FUSED = hasFusedMultiplyAdd();

    private static final int WIDTH = 4;

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public int[] widths(int count) {
        int[] widths = new int[(count + WIDTH - 1) / WIDTH];
        Arrays.fill(widths, WIDTH);
        return widths;
    }

    @Override
    public void scores(
            double[] x,
            int[] offsets,
            int from,
            int to,
            int dimensions,
            double[] packed,
            int[] widths,
            int stride,
            double[] scores) {
        int last = to - 1;
        int group = 0;
        int column = 0;
        for (int width : widths) {
            for (int i = from; i < to; i += 4) {
                int b = Math.min(i + 1, last);
                int c = Math.min(i + 2, last);
                int e = Math.min(i + 3, last);
                for (int l = 0; l < width; l += 2) {
                    tile(
                            x,
                            offsets[i],
                            offsets[b],
                            offsets[c],
                            offsets[e],
                            dimensions,
                            packed,
                            group + l,
                            width,
                            scores,
                            (i - from) * stride + column + l,
                            (b - from) * stride + column + l,
                            (c - from) * stride + column + l,
                            (e - from) * stride + column + l);
                }
            }
            group += width * (dimensions + 1);
            column += width;
        }
    }

    private static void tile(
            double[] x,
            int xa,
            int xb,
            int xc,
            int xe,
            int dimensions,
            double[] packed,
            int group,
            int width,
            double[] scores,
            int qa,
            int qb,
            int qc,
            int qe) {
        double a0 = packed[group];
        double a1 = packed[group + 1];
        double b0 = a0;
        double b1 = a1;
        double c0 = a0;
        double c1 = a1;
        double e0 = a0;
        double e1 = a1;
        int o = group;
        for (int j = 0; j < dimensions; j++) {
            o += width;
            double p0 = packed[o];
            double p1 = packed[o + 1];
            double v = x[xa + j];
            a0 = multiplyAdd(v, p0, a0);
            a1 = multiplyAdd(v, p1, a1);
            v = x[xb + j];
            b0 = multiplyAdd(v, p0, b0);
            b1 = multiplyAdd(v, p1, b1);
            v = x[xc + j];
            c0 = multiplyAdd(v, p0, c0);
            c1 = multiplyAdd(v, p1, c1);
            v = x[xe + j];
            e0 = multiplyAdd(v, p0, e0);
            e1 = multiplyAdd(v, p1, e1);
        }
        scores[qa] = a0;
        scores[qa + 1] = a1;
        scores[qb] = b0;
        scores[qb + 1] = b1;
        scores[qc] = c0;
        scores[qc + 1] = c1;
        scores[qe] = e0;
        scores[qe + 1] = e1;
    }

    private static double multiplyAdd(double a, double b, double c) {
        return FUSED ? Math.fma(a, b, c) : a * b + c;
    }

    /**
     * Smallest and second smallest score of each of {@code rows} rows; of equal ones the first point is the nearest.
     * Results go to places {@code at + row}.
     */
    static void lowestTwo(
            double[] scores, int rows, int stride, int at, int[] nearest, double[] lowest, double[] second) {
        for (int r = 0; r < rows; r++) {
            int o = r * stride;
            double best = scores[o];
            double next = Double.MAX_VALUE;
            int index = 0;
            for (int c = 1; c < stride; c++) {
                double score = scores[o + c];
                if (score < next) {
                    if (score < best) {
                        next = best;
                        best = score;
                        index = c;
                    } else {
                        next = score;
                    }
                }
            }
            nearest[at + r] = index;
            lowest[at + r] = best;
            second[at + r] = next;
        }
    }

    /**
     * Without the instruction {@link Math#fma} goes through BigDecimal and takes some hundred times as long, even
     * interpreted; no property tells, so it is timed, the best of some tries.
     */
    private static boolean hasFusedMultiplyAdd() {
        int repeats = 100;
        long best = Long.MAX_VALUE;
        double sink = 1;
        for (int attempt = 0; attempt < 5 && best >= SLOWEST_FUSED_NS * repeats; attempt++) {
            long start = System.nanoTime();
            for (int i = 0; i < repeats; i++) {
                sink = Math.fma(sink, 1 + 0x1p-40, 0x1p-30);
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        return sink > 0 && best < SLOWEST_FUSED_NS * repeats;
    }
}
