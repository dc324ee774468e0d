// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import java.util.Arrays;

/** Plain loops over neighbouring numbers, four rows at a time, which the compiler makes vectors of. */
final class ScalarFactorKernel implements FactorKernel {
    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void cross(float[] g, int n, int stride, int factors, float[] a) {
        for (int f = 0; f < factors; f++) {
            int from = f / PAD * PAD;
            int j = 0;
            for (; j + 4 <= n; j += 4) {
                int o = j * stride;
                addFour(
                        g[o + f],
                        g[o + stride + f],
                        g[o + 2 * stride + f],
                        g[o + 3 * stride + f],
                        g,
                        o + from,
                        o + stride + from,
                        o + 2 * stride + from,
                        o + 3 * stride + from,
                        a,
                        f * stride + from,
                        stride - from);
            }
            for (; j < n; j++) {
                addOne(g[j * stride + f], g, j * stride + from, a, f * stride + from, stride - from);
            }
        }
    }

    @Override
    public void combine(float[] s, int n, float[] m, int offset, int stride, float[] out, int width) {
        int j = 0;
        for (; j + 4 <= n; j += 4) {
            int o = offset + j * stride;
            addFour(
                    s[j],
                    s[j + 1],
                    s[j + 2],
                    s[j + 3],
                    m,
                    o,
                    o + stride,
                    o + 2 * stride,
                    o + 3 * stride,
                    out,
                    0,
                    width);
        }
        for (; j < n; j++) {
            addOne(s[j], m, offset + j * stride, out, 0, width);
        }
    }

    @Override
    public void respond(float[] m, int[] at, int n, float[] a, float[] c, float[] v, float[] out, int stride) {
        float[] partial = new float[PAD];
        int k = 0;
        for (; k + 4 <= n; k += 4) {
            addFour(
                    weight(m, at[k], v, stride, partial, a[k], c[k]),
                    weight(m, at[k + 1], v, stride, partial, a[k + 1], c[k + 1]),
                    weight(m, at[k + 2], v, stride, partial, a[k + 2], c[k + 2]),
                    weight(m, at[k + 3], v, stride, partial, a[k + 3], c[k + 3]),
                    m,
                    at[k],
                    at[k + 1],
                    at[k + 2],
                    at[k + 3],
                    out,
                    0,
                    stride);
        }
        for (; k < n; k++) {
            addOne(weight(m, at[k], v, stride, partial, a[k], c[k]), m, at[k], out, 0, stride);
        }
    }

    private static float weight(float[] m, int at, float[] v, int stride, float[] partial, float a, float c) {
        Arrays.fill(partial, 0f);
        for (int f = 0; f < stride; f += PAD) {
            if (ScalarKernel.FUSED) {
                for (int l = 0; l < PAD; l++) {
                    partial[l] = Math.fma(m[at + f + l], v[f + l], partial[l]);
                }
            } else {
                for (int l = 0; l < PAD; l++) {
                    partial[l] += m[at + f + l] * v[f + l];
                }
            }
        }
        return a + c * halve(partial, 0);
    }

    /** Adds the second half to the first until one of {@link #PAD} numbers is left. */
    static float halve(float[] p, int o) {
        float even = ((p[o] + p[o + 8]) + (p[o + 4] + p[o + 12])) + ((p[o + 2] + p[o + 10]) + (p[o + 6] + p[o + 14]));
        float odd =
                ((p[o + 1] + p[o + 9]) + (p[o + 5] + p[o + 13])) + ((p[o + 3] + p[o + 11]) + (p[o + 7] + p[o + 15]));
        return even + odd;
    }

    @Override
    public void factorise(float[] a, int stride, int factors, float floor, float[] inverse) {
        for (int i = 0; i < factors; i++) {
            float before = a[i * stride + i];
            int p = 0;
            for (; p + 4 <= i; p += 4) {
                int o = p * stride + i;
                addFour(
                        -a[o],
                        -a[o + stride],
                        -a[o + 2 * stride],
                        -a[o + 3 * stride],
                        a,
                        o,
                        o + stride,
                        o + 2 * stride,
                        o + 3 * stride,
                        a,
                        i * stride + i,
                        stride - i);
            }
            for (; p < i; p++) {
                addOne(-a[p * stride + i], a, p * stride + i, a, i * stride + i, stride - i);
            }
            finishRow(a, stride, factors, i, floor * before, inverse);
        }
        mirror(a, stride, factors);
    }

    @Override
    public void solve(float[] a, int stride, int factors, float[] inverse, float[] b, float[] x) {
        for (int p = 0; p < factors; p++) {
            x[p] = b[p] * inverse[p];
            addOne(-x[p], a, p * stride + p + 1, b, p + 1, factors - p - 1);
        }
        System.arraycopy(x, 0, b, 0, factors);
        for (int p = factors - 1; p >= 0; p--) {
            x[p] = b[p] * inverse[p];
            addOne(-x[p], a, p * stride, b, 0, p);
        }
    }

    /** Divides a row by the root of its pivot. */
    static void finishRow(float[] a, int stride, int factors, int i, float least, float[] inverse) {
        float pivot = a[i * stride + i];
        float scale = pivot > least ? (float) (1 / Math.sqrt(pivot)) : 0f;
        inverse[i] = scale;
        for (int q = i + 1; q < factors; q++) {
            a[i * stride + q] *= scale;
        }
    }

    /** Copies what is above the diagonal below it. */
    static void mirror(float[] a, int stride, int factors) {
        for (int q = 1; q < factors; q++) {
            for (int i = 0; i < q; i++) {
                a[q * stride + i] = a[i * stride + q];
            }
        }
    }

    private static void addFour(
            float s0,
            float s1,
            float s2,
            float s3,
            float[] m,
            int first,
            int second,
            int third,
            int fourth,
            float[] out,
            int to,
            int width) {
        if (ScalarKernel.FUSED) {
            for (int v = 0; v < width; v++) {
                out[to + v] = Math.fma(
                        s3,
                        m[fourth + v],
                        Math.fma(
                                s2,
                                m[third + v],
                                Math.fma(s1, m[second + v], Math.fma(s0, m[first + v], out[to + v]))));
            }
        } else {
            for (int v = 0; v < width; v++) {
                out[to + v] =
                        out[to + v] + s0 * m[first + v] + s1 * m[second + v] + s2 * m[third + v] + s3 * m[fourth + v];
            }
        }
    }

    private static void addOne(float s, float[] m, int at, float[] out, int to, int width) {
        if (ScalarKernel.FUSED) {
            for (int v = 0; v < width; v++) {
                out[to + v] = Math.fma(s, m[at + v], out[to + v]);
            }
        } else {
            for (int v = 0; v < width; v++) {
                out[to + v] += s * m[at + v];
            }
        }
    }
}
