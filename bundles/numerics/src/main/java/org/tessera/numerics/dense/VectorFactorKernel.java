// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API: tiles of four rows times two vectors in registers. Loads without
 * {@code --add-modules jdk.incubator.vector} as a {@link LinkageError}.
 */
final class VectorFactorKernel implements FactorKernel {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int LANES2 = 2 * LANES;

    private static final VectorMask<Float> UPPER_EIGHT = VectorMask.fromLong(SPECIES, 0xFF00);
    private static final VectorMask<Float> ODD_FOURS = VectorMask.fromLong(SPECIES, 0xF0F0);
    private static final VectorShuffle<Float> SWAP_EIGHTS = VectorShuffle.fromOp(SPECIES, i -> (i + 8) % LANES);
    private static final VectorShuffle<Float> SWAP_FOURS = VectorShuffle.fromOp(SPECIES, i -> (i ^ 4) % LANES);

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
    public void respond(float[] m, int[] at, int n, float[] a, float[] c, float[] v, float[] out, int stride) {
        float[] partial = new float[4 * PAD];
        int k = 0;
        for (; k + 4 <= n; k += 4) {
            int r0 = at[k];
            int r1 = at[k + 1];
            int r2 = at[k + 2];
            int r3 = at[k + 3];
            float s0;
            float s1;
            float s2;
            float s3;
            if (LANES == PAD) {
                multiplyWide(m, r0, r1, r2, r3, v, stride, partial);
                s0 = (partial[0] + partial[2]) + (partial[1] + partial[3]);
                s1 = (partial[8] + partial[10]) + (partial[9] + partial[11]);
                s2 = (partial[4] + partial[6]) + (partial[5] + partial[7]);
                s3 = (partial[12] + partial[14]) + (partial[13] + partial[15]);
            } else {
                multiply4(m, r0, r1, r2, r3, v, stride, partial);
                s0 = ScalarFactorKernel.halve(partial, 0);
                s1 = ScalarFactorKernel.halve(partial, PAD);
                s2 = ScalarFactorKernel.halve(partial, 2 * PAD);
                s3 = ScalarFactorKernel.halve(partial, 3 * PAD);
            }
            add4(
                    a[k] + c[k] * s0,
                    a[k + 1] + c[k + 1] * s1,
                    a[k + 2] + c[k + 2] * s2,
                    a[k + 3] + c[k + 3] * s3,
                    m,
                    r0,
                    r1,
                    r2,
                    r3,
                    out,
                    stride);
        }
        for (; k < n; k++) {
            multiply1(m, at[k], v, stride, partial);
            add1(a[k] + c[k] * ScalarFactorKernel.halve(partial, 0), m, at[k], out, stride);
        }
    }

    /** The sums over every {@link #PAD}th factor, of four rows. */
    private static void multiply4(float[] m, int r0, int r1, int r2, int r3, float[] v, int stride, float[] partial) {
        for (int l = 0; l < PAD; l += LANES) {
            FloatVector p0 = FloatVector.zero(SPECIES);
            FloatVector p1 = FloatVector.zero(SPECIES);
            FloatVector p2 = FloatVector.zero(SPECIES);
            FloatVector p3 = FloatVector.zero(SPECIES);
            for (int f = l; f < stride; f += PAD) {
                FloatVector w = FloatVector.fromArray(SPECIES, v, f);
                p0 = FloatVector.fromArray(SPECIES, m, r0 + f).fma(w, p0);
                p1 = FloatVector.fromArray(SPECIES, m, r1 + f).fma(w, p1);
                p2 = FloatVector.fromArray(SPECIES, m, r2 + f).fma(w, p2);
                p3 = FloatVector.fromArray(SPECIES, m, r3 + f).fma(w, p3);
            }
            p0.intoArray(partial, l);
            p1.intoArray(partial, l + PAD);
            p2.intoArray(partial, l + 2 * PAD);
            p3.intoArray(partial, l + 3 * PAD);
        }
    }

    /**
     * The same where a vector holds all {@link #PAD}, halved twice while in registers: four sums each of the first,
     * third, second and fourth row. A fifth less time for 64 factors than adding up what multiply4 leaves in memory.
     */
    private static void multiplyWide(
            float[] m, int r0, int r1, int r2, int r3, float[] v, int stride, float[] partial) {
        FloatVector p0 = FloatVector.zero(SPECIES);
        FloatVector p1 = FloatVector.zero(SPECIES);
        FloatVector p2 = FloatVector.zero(SPECIES);
        FloatVector p3 = FloatVector.zero(SPECIES);
        for (int f = 0; f < stride; f += LANES) {
            FloatVector w = FloatVector.fromArray(SPECIES, v, f);
            p0 = FloatVector.fromArray(SPECIES, m, r0 + f).fma(w, p0);
            p1 = FloatVector.fromArray(SPECIES, m, r1 + f).fma(w, p1);
            p2 = FloatVector.fromArray(SPECIES, m, r2 + f).fma(w, p2);
            p3 = FloatVector.fromArray(SPECIES, m, r3 + f).fma(w, p3);
        }
        p0 = p0.blend(p1, UPPER_EIGHT).add(p1.blend(p0, UPPER_EIGHT).rearrange(SWAP_EIGHTS));
        p2 = p2.blend(p3, UPPER_EIGHT).add(p3.blend(p2, UPPER_EIGHT).rearrange(SWAP_EIGHTS));
        p0.blend(p2, ODD_FOURS)
                .add(p2.blend(p0, ODD_FOURS).rearrange(SWAP_FOURS))
                .intoArray(partial, 0);
    }

    private static void multiply1(float[] m, int row, float[] v, int stride, float[] partial) {
        for (int l = 0; l < PAD; l += LANES) {
            FloatVector p = FloatVector.zero(SPECIES);
            for (int f = l; f < stride; f += PAD) {
                p = FloatVector.fromArray(SPECIES, m, row + f).fma(FloatVector.fromArray(SPECIES, v, f), p);
            }
            p.intoArray(partial, l);
        }
    }

    private static void add4(
            float s0,
            float s1,
            float s2,
            float s3,
            float[] m,
            int r0,
            int r1,
            int r2,
            int r3,
            float[] out,
            int stride) {
        FloatVector w0 = FloatVector.broadcast(SPECIES, s0);
        FloatVector w1 = FloatVector.broadcast(SPECIES, s1);
        FloatVector w2 = FloatVector.broadcast(SPECIES, s2);
        FloatVector w3 = FloatVector.broadcast(SPECIES, s3);
        for (int f = 0; f < stride; f += LANES) {
            FloatVector o = FloatVector.fromArray(SPECIES, out, f);
            o = w0.fma(FloatVector.fromArray(SPECIES, m, r0 + f), o);
            o = w1.fma(FloatVector.fromArray(SPECIES, m, r1 + f), o);
            o = w2.fma(FloatVector.fromArray(SPECIES, m, r2 + f), o);
            o = w3.fma(FloatVector.fromArray(SPECIES, m, r3 + f), o);
            o.intoArray(out, f);
        }
    }

    private static void add1(float s, float[] m, int row, float[] out, int stride) {
        FloatVector w = FloatVector.broadcast(SPECIES, s);
        for (int f = 0; f < stride; f += LANES) {
            w.fma(FloatVector.fromArray(SPECIES, m, row + f), FloatVector.fromArray(SPECIES, out, f))
                    .intoArray(out, f);
        }
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
