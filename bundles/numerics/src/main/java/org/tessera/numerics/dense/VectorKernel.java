// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API: four rows times up to three vectors of points in registers. Loads without
 * {@code --add-modules jdk.incubator.vector} as a {@link LinkageError}.
 *
 * <p>Sums leave a tile through the array of scores and not through a method that takes vectors: beyond a number of nodes
 * the compiler stops inlining, and a vector that crosses a call is an object (measured: a quarter of the speed).
 */
final class VectorKernel implements ScoreKernel {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int LANES2 = 2 * LANES;
    private static final int LANES3 = 3 * LANES;

    /** Whether it pays; without fused multiply-add, as on x86 before AVX2, it would be slower than plain loops. */
    static boolean worthwhile() {
        return LANES >= 4 || (LANES == 2 && "aarch64".equals(System.getProperty("os.arch")));
    }

    @Override
    public String name() {
        return "vector " + SPECIES.vectorBitSize() + " bit";
    }

    @Override
    public int[] widths(int count) {
        int vectors = (count + LANES - 1) / LANES;
        int[] widths = new int[(vectors + 2) / 3];
        Arrays.fill(widths, LANES3);
        int last = widths.length - 1;
        int missing = 3 * widths.length - vectors;
        if (missing == 1) {
            widths[last] = LANES2;
        } else if (missing == 2 && last > 0) {
            // Two tiles of two are faster than one of three and one of one.
            widths[last] = LANES2;
            widths[last - 1] = LANES2;
        } else if (missing == 2) {
            widths[last] = LANES;
        }
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
        int group = 0;
        int column = 0;
        for (int width : widths) {
            group(x, offsets, from, to, dimensions, packed, group, width, stride, scores, column);
            group += width * (dimensions + 1);
            column += width;
        }
    }

    private static void group(
            double[] x,
            int[] offsets,
            int from,
            int to,
            int d,
            double[] packed,
            int group,
            int width,
            int stride,
            double[] scores,
            int column) {
        int last = to - 1;
        for (int i = from; i < to; i += 4) {
            int b = Math.min(i + 1, last);
            int c = Math.min(i + 2, last);
            int e = Math.min(i + 3, last);
            int xa = offsets[i];
            int xb = offsets[b];
            int xc = offsets[c];
            int xe = offsets[e];
            int qa = (i - from) * stride + column;
            int qb = (b - from) * stride + column;
            int qc = (c - from) * stride + column;
            int qe = (e - from) * stride + column;
            if (width == LANES3) {
                tile3(x, xa, xb, xc, xe, d, packed, group, scores, qa, qb, qc, qe);
            } else if (width == LANES2) {
                tile2(x, xa, xb, xc, xe, d, packed, group, scores, qa, qb, qc, qe);
            } else {
                tile1(x, xa, xb, xc, xe, d, packed, group, scores, qa, qb, qc, qe);
            }
        }
    }

    private static void tile3(
            double[] x,
            int xa,
            int xb,
            int xc,
            int xe,
            int d,
            double[] packed,
            int group,
            double[] scores,
            int qa,
            int qb,
            int qc,
            int qe) {
        DoubleVector a0 = DoubleVector.fromArray(SPECIES, packed, group);
        DoubleVector a1 = DoubleVector.fromArray(SPECIES, packed, group + LANES);
        DoubleVector a2 = DoubleVector.fromArray(SPECIES, packed, group + LANES2);
        DoubleVector b0 = a0;
        DoubleVector b1 = a1;
        DoubleVector b2 = a2;
        DoubleVector c0 = a0;
        DoubleVector c1 = a1;
        DoubleVector c2 = a2;
        DoubleVector e0 = a0;
        DoubleVector e1 = a1;
        DoubleVector e2 = a2;
        for (int j = 0; j < d; j++) {
            int o = group + LANES3 + j * LANES3;
            DoubleVector w0 = DoubleVector.fromArray(SPECIES, packed, o);
            DoubleVector w1 = DoubleVector.fromArray(SPECIES, packed, o + LANES);
            DoubleVector w2 = DoubleVector.fromArray(SPECIES, packed, o + LANES2);
            DoubleVector v = DoubleVector.broadcast(SPECIES, x[xa + j]);
            a0 = v.fma(w0, a0);
            a1 = v.fma(w1, a1);
            a2 = v.fma(w2, a2);
            v = DoubleVector.broadcast(SPECIES, x[xb + j]);
            b0 = v.fma(w0, b0);
            b1 = v.fma(w1, b1);
            b2 = v.fma(w2, b2);
            v = DoubleVector.broadcast(SPECIES, x[xc + j]);
            c0 = v.fma(w0, c0);
            c1 = v.fma(w1, c1);
            c2 = v.fma(w2, c2);
            v = DoubleVector.broadcast(SPECIES, x[xe + j]);
            e0 = v.fma(w0, e0);
            e1 = v.fma(w1, e1);
            e2 = v.fma(w2, e2);
        }
        a0.intoArray(scores, qa);
        a1.intoArray(scores, qa + LANES);
        a2.intoArray(scores, qa + LANES2);
        b0.intoArray(scores, qb);
        b1.intoArray(scores, qb + LANES);
        b2.intoArray(scores, qb + LANES2);
        c0.intoArray(scores, qc);
        c1.intoArray(scores, qc + LANES);
        c2.intoArray(scores, qc + LANES2);
        e0.intoArray(scores, qe);
        e1.intoArray(scores, qe + LANES);
        e2.intoArray(scores, qe + LANES2);
    }

    private static void tile2(
            double[] x,
            int xa,
            int xb,
            int xc,
            int xe,
            int d,
            double[] packed,
            int group,
            double[] scores,
            int qa,
            int qb,
            int qc,
            int qe) {
        DoubleVector a0 = DoubleVector.fromArray(SPECIES, packed, group);
        DoubleVector a1 = DoubleVector.fromArray(SPECIES, packed, group + LANES);
        DoubleVector b0 = a0;
        DoubleVector b1 = a1;
        DoubleVector c0 = a0;
        DoubleVector c1 = a1;
        DoubleVector e0 = a0;
        DoubleVector e1 = a1;
        for (int j = 0; j < d; j++) {
            int o = group + LANES2 + j * LANES2;
            DoubleVector w0 = DoubleVector.fromArray(SPECIES, packed, o);
            DoubleVector w1 = DoubleVector.fromArray(SPECIES, packed, o + LANES);
            DoubleVector v = DoubleVector.broadcast(SPECIES, x[xa + j]);
            a0 = v.fma(w0, a0);
            a1 = v.fma(w1, a1);
            v = DoubleVector.broadcast(SPECIES, x[xb + j]);
            b0 = v.fma(w0, b0);
            b1 = v.fma(w1, b1);
            v = DoubleVector.broadcast(SPECIES, x[xc + j]);
            c0 = v.fma(w0, c0);
            c1 = v.fma(w1, c1);
            v = DoubleVector.broadcast(SPECIES, x[xe + j]);
            e0 = v.fma(w0, e0);
            e1 = v.fma(w1, e1);
        }
        a0.intoArray(scores, qa);
        a1.intoArray(scores, qa + LANES);
        b0.intoArray(scores, qb);
        b1.intoArray(scores, qb + LANES);
        c0.intoArray(scores, qc);
        c1.intoArray(scores, qc + LANES);
        e0.intoArray(scores, qe);
        e1.intoArray(scores, qe + LANES);
    }

    private static void tile1(
            double[] x,
            int xa,
            int xb,
            int xc,
            int xe,
            int d,
            double[] packed,
            int group,
            double[] scores,
            int qa,
            int qb,
            int qc,
            int qe) {
        DoubleVector a = DoubleVector.fromArray(SPECIES, packed, group);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector e = a;
        for (int j = 0; j < d; j++) {
            DoubleVector w = DoubleVector.fromArray(SPECIES, packed, group + LANES + j * LANES);
            a = DoubleVector.broadcast(SPECIES, x[xa + j]).fma(w, a);
            b = DoubleVector.broadcast(SPECIES, x[xb + j]).fma(w, b);
            c = DoubleVector.broadcast(SPECIES, x[xc + j]).fma(w, c);
            e = DoubleVector.broadcast(SPECIES, x[xe + j]).fma(w, e);
        }
        a.intoArray(scores, qa);
        b.intoArray(scores, qb);
        c.intoArray(scores, qc);
        e.intoArray(scores, qe);
    }
}
