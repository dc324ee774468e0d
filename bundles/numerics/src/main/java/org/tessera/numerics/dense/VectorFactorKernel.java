// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API: tiles of four rows times two vectors in registers. Loads without
 * {@code --add-modules jdk.incubator.vector} as a {@link LinkageError}.
 */
final class VectorFactorKernel implements FactorKernel {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int LANES2 = 2 * LANES;

    /** Whether it pays, and rows are whole vectors. */
    static boolean worthwhile() {
        return ScalarKernel.FUSED && PAD % LANES == 0 && VectorKernel.worthwhile();
    }

    @Override
    public String name() {
        return "vector " + SPECIES.vectorBitSize() + " bit";
    }

    @Override
    public void cross(float[] g, int n, int stride, int factors, float[] a) {
        for (int f = 0; f < factors; f += 4) {
            int v = f / LANES * LANES;
            for (; v + LANES2 <= stride; v += LANES2) {
                cross2(g, n, stride, f, v, a);
            }
            if (v < stride) {
                cross1(g, n, stride, f, v, a);
            }
        }
    }

    private static void cross2(float[] g, int n, int stride, int f, int v, float[] a) {
        int r0 = f * stride + v;
        int r1 = r0 + stride;
        int r2 = r1 + stride;
        int r3 = r2 + stride;
        FloatVector a0 = FloatVector.fromArray(SPECIES, a, r0);
        FloatVector b0 = FloatVector.fromArray(SPECIES, a, r0 + LANES);
        FloatVector a1 = FloatVector.fromArray(SPECIES, a, r1);
        FloatVector b1 = FloatVector.fromArray(SPECIES, a, r1 + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, a, r2);
        FloatVector b2 = FloatVector.fromArray(SPECIES, a, r2 + LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, a, r3);
        FloatVector b3 = FloatVector.fromArray(SPECIES, a, r3 + LANES);
        int end = n * stride;
        for (int o = 0; o < end; o += stride) {
            FloatVector w = FloatVector.fromArray(SPECIES, g, o + v);
            FloatVector x = FloatVector.fromArray(SPECIES, g, o + v + LANES);
            FloatVector s = FloatVector.broadcast(SPECIES, g[o + f]);
            a0 = s.fma(w, a0);
            b0 = s.fma(x, b0);
            s = FloatVector.broadcast(SPECIES, g[o + f + 1]);
            a1 = s.fma(w, a1);
            b1 = s.fma(x, b1);
            s = FloatVector.broadcast(SPECIES, g[o + f + 2]);
            a2 = s.fma(w, a2);
            b2 = s.fma(x, b2);
            s = FloatVector.broadcast(SPECIES, g[o + f + 3]);
            a3 = s.fma(w, a3);
            b3 = s.fma(x, b3);
        }
        a0.intoArray(a, r0);
        b0.intoArray(a, r0 + LANES);
        a1.intoArray(a, r1);
        b1.intoArray(a, r1 + LANES);
        a2.intoArray(a, r2);
        b2.intoArray(a, r2 + LANES);
        a3.intoArray(a, r3);
        b3.intoArray(a, r3 + LANES);
    }

    private static void cross1(float[] g, int n, int stride, int f, int v, float[] a) {
        int r0 = f * stride + v;
        int r1 = r0 + stride;
        int r2 = r1 + stride;
        int r3 = r2 + stride;
        FloatVector a0 = FloatVector.fromArray(SPECIES, a, r0);
        FloatVector a1 = FloatVector.fromArray(SPECIES, a, r1);
        FloatVector a2 = FloatVector.fromArray(SPECIES, a, r2);
        FloatVector a3 = FloatVector.fromArray(SPECIES, a, r3);
        int end = n * stride;
        for (int o = 0; o < end; o += stride) {
            FloatVector w = FloatVector.fromArray(SPECIES, g, o + v);
            a0 = FloatVector.broadcast(SPECIES, g[o + f]).fma(w, a0);
            a1 = FloatVector.broadcast(SPECIES, g[o + f + 1]).fma(w, a1);
            a2 = FloatVector.broadcast(SPECIES, g[o + f + 2]).fma(w, a2);
            a3 = FloatVector.broadcast(SPECIES, g[o + f + 3]).fma(w, a3);
        }
        a0.intoArray(a, r0);
        a1.intoArray(a, r1);
        a2.intoArray(a, r2);
        a3.intoArray(a, r3);
    }

    @Override
    public void combine(float[] s, int n, float[] m, int offset, int stride, float[] out, int width) {
        int v = 0;
        for (; v + 4 * LANES <= width; v += 4 * LANES) {
            combine4(s, n, m, offset + v, stride, out, v);
        }
        for (; v < width; v += LANES) {
            combine1(s, n, m, offset + v, stride, out, v);
        }
    }

    private static void combine4(float[] s, int n, float[] m, int offset, int stride, float[] out, int v) {
        FloatVector a = FloatVector.fromArray(SPECIES, out, v);
        FloatVector b = FloatVector.fromArray(SPECIES, out, v + LANES);
        FloatVector c = FloatVector.fromArray(SPECIES, out, v + LANES2);
        FloatVector d = FloatVector.fromArray(SPECIES, out, v + LANES2 + LANES);
        int o = offset;
        for (int j = 0; j < n; j++) {
            FloatVector w = FloatVector.broadcast(SPECIES, s[j]);
            a = w.fma(FloatVector.fromArray(SPECIES, m, o), a);
            b = w.fma(FloatVector.fromArray(SPECIES, m, o + LANES), b);
            c = w.fma(FloatVector.fromArray(SPECIES, m, o + LANES2), c);
            d = w.fma(FloatVector.fromArray(SPECIES, m, o + LANES2 + LANES), d);
            o += stride;
        }
        a.intoArray(out, v);
        b.intoArray(out, v + LANES);
        c.intoArray(out, v + LANES2);
        d.intoArray(out, v + LANES2 + LANES);
    }

    private static void combine1(float[] s, int n, float[] m, int offset, int stride, float[] out, int v) {
        FloatVector a = FloatVector.fromArray(SPECIES, out, v);
        int o = offset;
        for (int j = 0; j < n; j++) {
            a = FloatVector.broadcast(SPECIES, s[j]).fma(FloatVector.fromArray(SPECIES, m, o), a);
            o += stride;
        }
        a.intoArray(out, v);
    }

    @Override
    public void factorise(float[] a, int stride, int factors, float floor, float[] inverse) {
        for (int i = 0; i < factors; i += 4) {
            // What is below the pivot shrinks on the way: remember what the floor refers to.
            float d0 = a[i * stride + i];
            float d1 = a[(i + 1) * stride + i + 1];
            float d2 = a[(i + 2) * stride + i + 2];
            float d3 = a[(i + 3) * stride + i + 3];
            int first = i / LANES * LANES;
            int v = first;
            for (; v + LANES2 <= stride; v += LANES2) {
                eliminate2(a, stride, i, v);
            }
            if (v < stride) {
                eliminate1(a, stride, i, v);
            }
            for (int row = i; row < Math.min(i + 4, factors); row++) {
                for (int p = i; p < row; p++) {
                    subtract(a, p * stride, a[p * stride + row], a, row * stride, row / LANES * LANES, stride);
                }
                float before = row == i ? d0 : row == i + 1 ? d1 : row == i + 2 ? d2 : d3;
                ScalarFactorKernel.finishRow(a, stride, factors, row, floor * before, inverse);
            }
        }
        ScalarFactorKernel.mirror(a, stride, factors);
    }

    /** What a whole vector changes beside the unknowns that are left is not looked at again. */
    @Override
    public void solve(float[] a, int stride, int factors, float[] inverse, float[] b, float[] x) {
        for (int p = 0; p < factors; p++) {
            x[p] = b[p] * inverse[p];
            subtract(a, p * stride, x[p], b, 0, p / LANES * LANES, stride);
        }
        System.arraycopy(x, 0, b, 0, factors);
        for (int p = factors - 1; p >= 0; p--) {
            x[p] = b[p] * inverse[p];
            subtract(a, p * stride, x[p], b, 0, 0, p);
        }
    }

    private static void subtract(float[] m, int from, float factor, float[] out, int to, int first, int end) {
        FloatVector s = FloatVector.broadcast(SPECIES, -factor);
        for (int v = first; v < end; v += LANES) {
            s.fma(FloatVector.fromArray(SPECIES, m, from + v), FloatVector.fromArray(SPECIES, out, to + v))
                    .intoArray(out, to + v);
        }
    }

    private static void eliminate2(float[] a, int stride, int i, int v) {
        int r0 = i * stride + v;
        int r1 = r0 + stride;
        int r2 = r1 + stride;
        int r3 = r2 + stride;
        FloatVector a0 = FloatVector.fromArray(SPECIES, a, r0);
        FloatVector b0 = FloatVector.fromArray(SPECIES, a, r0 + LANES);
        FloatVector a1 = FloatVector.fromArray(SPECIES, a, r1);
        FloatVector b1 = FloatVector.fromArray(SPECIES, a, r1 + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, a, r2);
        FloatVector b2 = FloatVector.fromArray(SPECIES, a, r2 + LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, a, r3);
        FloatVector b3 = FloatVector.fromArray(SPECIES, a, r3 + LANES);
        int end = i * stride;
        for (int o = 0; o < end; o += stride) {
            FloatVector w = FloatVector.fromArray(SPECIES, a, o + v);
            FloatVector x = FloatVector.fromArray(SPECIES, a, o + v + LANES);
            FloatVector s = FloatVector.broadcast(SPECIES, -a[o + i]);
            a0 = s.fma(w, a0);
            b0 = s.fma(x, b0);
            s = FloatVector.broadcast(SPECIES, -a[o + i + 1]);
            a1 = s.fma(w, a1);
            b1 = s.fma(x, b1);
            s = FloatVector.broadcast(SPECIES, -a[o + i + 2]);
            a2 = s.fma(w, a2);
            b2 = s.fma(x, b2);
            s = FloatVector.broadcast(SPECIES, -a[o + i + 3]);
            a3 = s.fma(w, a3);
            b3 = s.fma(x, b3);
        }
        a0.intoArray(a, r0);
        b0.intoArray(a, r0 + LANES);
        a1.intoArray(a, r1);
        b1.intoArray(a, r1 + LANES);
        a2.intoArray(a, r2);
        b2.intoArray(a, r2 + LANES);
        a3.intoArray(a, r3);
        b3.intoArray(a, r3 + LANES);
    }

    private static void eliminate1(float[] a, int stride, int i, int v) {
        int r0 = i * stride + v;
        int r1 = r0 + stride;
        int r2 = r1 + stride;
        int r3 = r2 + stride;
        FloatVector a0 = FloatVector.fromArray(SPECIES, a, r0);
        FloatVector a1 = FloatVector.fromArray(SPECIES, a, r1);
        FloatVector a2 = FloatVector.fromArray(SPECIES, a, r2);
        FloatVector a3 = FloatVector.fromArray(SPECIES, a, r3);
        int end = i * stride;
        for (int o = 0; o < end; o += stride) {
            FloatVector w = FloatVector.fromArray(SPECIES, a, o + v);
            a0 = FloatVector.broadcast(SPECIES, -a[o + i]).fma(w, a0);
            a1 = FloatVector.broadcast(SPECIES, -a[o + i + 1]).fma(w, a1);
            a2 = FloatVector.broadcast(SPECIES, -a[o + i + 2]).fma(w, a2);
            a3 = FloatVector.broadcast(SPECIES, -a[o + i + 3]).fma(w, a3);
        }
        a0.intoArray(a, r0);
        a1.intoArray(a, r1);
        a2.intoArray(a, r2);
        a3.intoArray(a, r3);
    }
}
