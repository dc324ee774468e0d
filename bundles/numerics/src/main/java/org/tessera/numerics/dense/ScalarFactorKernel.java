// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

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
                        stride,
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
            addFour(s[j], s[j + 1], s[j + 2], s[j + 3], m, offset + j * stride, stride, out, 0, width);
        }
        for (; j < n; j++) {
            addOne(s[j], m, offset + j * stride, out, 0, width);
        }
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
                        stride,
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
            float s0, float s1, float s2, float s3, float[] m, int at, int stride, float[] out, int to, int width) {
        int second = at + stride;
        int third = second + stride;
        int fourth = third + stride;
        if (ScalarKernel.FUSED) {
            for (int v = 0; v < width; v++) {
                out[to + v] = Math.fma(
                        s3,
                        m[fourth + v],
                        Math.fma(
                                s2, m[third + v], Math.fma(s1, m[second + v], Math.fma(s0, m[at + v], out[to + v]))));
            }
        } else {
            for (int v = 0; v < width; v++) {
                out[to + v] =
                        out[to + v] + s0 * m[at + v] + s1 * m[second + v] + s2 * m[third + v] + s3 * m[fourth + v];
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
