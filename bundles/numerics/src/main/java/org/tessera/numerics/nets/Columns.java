// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.nets;

/**
 * Products over blocks of samples. A block holds feature after feature, each for all samples: feature {@code f} of sample
 * {@code s} stands at {@code at + f * stride + s}. So the inner loops run over neighbouring samples and are long however
 * few features there are.
 */
public final class Columns {
    private Columns() {}

    /**
     * {@code y = y + a x}.
     *
     * @param a {@code rows × inner}, row by row from {@code aAt} on
     * @param x a block of {@code inner} features from {@code xAt} on
     * @param y a block of {@code rows} features from {@code yAt} on
     * @param stride of both blocks
     * @param n number of samples
     */
    public static void addProduct(
            float[] a, int aAt, int rows, int inner, float[] x, int xAt, float[] y, int yAt, int stride, int n) {
        addProduct(a, aAt, inner, 1, rows, inner, x, xAt, y, yAt, stride, n);
    }

    /** {@code y = y + a' x}, with {@code a} of {@code inner × rows}; otherwise as {@link #addProduct}. */
    public static void addTransposedProduct(
            float[] a, int aAt, int rows, int inner, float[] x, int xAt, float[] y, int yAt, int stride, int n) {
        addProduct(a, aAt, 1, rows, rows, inner, x, xAt, y, yAt, stride, n);
    }

    private static void addProduct(
            float[] a,
            int aAt,
            int aRow,
            int aColumn,
            int rows,
            int inner,
            float[] x,
            int xAt,
            float[] y,
            int yAt,
            int stride,
            int n) {
        int r = 0;
        for (; r + 2 <= rows; r += 2) {
            int from = aAt + r * aRow;
            int to = yAt + r * stride;
            int k = 0;
            for (; k + 4 <= inner; k += 4) {
                addTwoOfFour(a, from + k * aColumn, aRow, aColumn, x, xAt + k * stride, y, to, stride, n);
            }
            for (; k < inner; k++) {
                addScaled(a[from + k * aColumn], x, xAt + k * stride, y, to, n);
                addScaled(a[from + aRow + k * aColumn], x, xAt + k * stride, y, to + stride, n);
            }
        }
        if (r < rows) {
            int from = aAt + r * aRow;
            int to = yAt + r * stride;
            int k = 0;
            for (; k + 4 <= inner; k += 4) {
                addOneOfFour(a, from + k * aColumn, aColumn, x, xAt + k * stride, y, to, stride, n);
            }
            for (; k < inner; k++) {
                addScaled(a[from + k * aColumn], x, xAt + k * stride, y, to, n);
            }
        }
    }

    /**
     * {@code g = g + y x'}: the sum over the samples of the products of every feature of {@code y} with every one of
     * {@code x}.
     *
     * @param g {@code rows × inner}, row by row from {@code gAt} on
     */
    public static void addOuter(
            float[] y, int yAt, int rows, float[] x, int xAt, int inner, int stride, int n, float[] g, int gAt) {
        int r = 0;
        for (; r + 2 <= rows; r += 2) {
            int k = 0;
            for (; k + 4 <= inner; k += 4) {
                outerTile(y, yAt + r * stride, x, xAt + k * stride, stride, n, g, gAt + r * inner + k, inner);
            }
            for (; k < inner; k++) {
                g[gAt + r * inner + k] += dot(y, yAt + r * stride, x, xAt + k * stride, n);
                g[gAt + (r + 1) * inner + k] += dot(y, yAt + (r + 1) * stride, x, xAt + k * stride, n);
            }
        }
        for (; r < rows; r++) {
            for (int k = 0; k < inner; k++) {
                g[gAt + r * inner + k] += dot(y, yAt + r * stride, x, xAt + k * stride, n);
            }
        }
    }

    /** {@code y = y + a x} for vectors of {@code n} numbers. */
    public static void addScaled(float a, float[] x, int xAt, float[] y, int yAt, int n) {
        for (int s = 0; s < n; s++) {
            y[yAt + s] += a * x[xAt + s];
        }
    }

    /** The scalar product, with four sums so that one addition need not wait for the other. */
    public static float dot(float[] x, int xAt, float[] y, int yAt, int n) {
        float a = 0f;
        float b = 0f;
        float c = 0f;
        float d = 0f;
        int s = 0;
        for (; s + 4 <= n; s += 4) {
            a += x[xAt + s] * y[yAt + s];
            b += x[xAt + s + 1] * y[yAt + s + 1];
            c += x[xAt + s + 2] * y[yAt + s + 2];
            d += x[xAt + s + 3] * y[yAt + s + 3];
        }
        for (; s < n; s++) {
            a += x[xAt + s] * y[yAt + s];
        }
        return a + b + (c + d);
    }

    private static void addOneOfFour(
            float[] a, int aAt, int aColumn, float[] x, int xAt, float[] y, int yAt, int stride, int n) {
        float a0 = a[aAt];
        float a1 = a[aAt + aColumn];
        float a2 = a[aAt + 2 * aColumn];
        float a3 = a[aAt + 3 * aColumn];
        int x1 = xAt + stride;
        int x2 = x1 + stride;
        int x3 = x2 + stride;
        for (int s = 0; s < n; s++) {
            y[yAt + s] += a0 * x[xAt + s] + a1 * x[x1 + s] + a2 * x[x2 + s] + a3 * x[x3 + s];
        }
    }

    /** Two rows at once, so that what is loaded is used twice. */
    private static void addTwoOfFour(
            float[] a, int aAt, int aRow, int aColumn, float[] x, int xAt, float[] y, int yAt, int stride, int n) {
        float a0 = a[aAt];
        float a1 = a[aAt + aColumn];
        float a2 = a[aAt + 2 * aColumn];
        float a3 = a[aAt + 3 * aColumn];
        float b0 = a[aAt + aRow];
        float b1 = a[aAt + aRow + aColumn];
        float b2 = a[aAt + aRow + 2 * aColumn];
        float b3 = a[aAt + aRow + 3 * aColumn];
        int x1 = xAt + stride;
        int x2 = x1 + stride;
        int x3 = x2 + stride;
        int y1 = yAt + stride;
        for (int s = 0; s < n; s++) {
            float u = x[xAt + s];
            float v = x[x1 + s];
            float w = x[x2 + s];
            float z = x[x3 + s];
            y[yAt + s] += a0 * u + a1 * v + a2 * w + a3 * z;
            y[y1 + s] += b0 * u + b1 * v + b2 * w + b3 * z;
        }
    }

    /** Two rows times four columns in registers. */
    private static void outerTile(
            float[] y, int yAt, float[] x, int xAt, int stride, int n, float[] g, int gAt, int inner) {
        int y1 = yAt + stride;
        int x1 = xAt + stride;
        int x2 = x1 + stride;
        int x3 = x2 + stride;
        float a0 = 0f;
        float a1 = 0f;
        float a2 = 0f;
        float a3 = 0f;
        float b0 = 0f;
        float b1 = 0f;
        float b2 = 0f;
        float b3 = 0f;
        for (int s = 0; s < n; s++) {
            float a = y[yAt + s];
            float b = y[y1 + s];
            float u = x[xAt + s];
            float v = x[x1 + s];
            float w = x[x2 + s];
            float z = x[x3 + s];
            a0 += a * u;
            a1 += a * v;
            a2 += a * w;
            a3 += a * z;
            b0 += b * u;
            b1 += b * v;
            b2 += b * w;
            b3 += b * z;
        }
        g[gAt] += a0;
        g[gAt + 1] += a1;
        g[gAt + 2] += a2;
        g[gAt + 3] += a3;
        g[gAt + inner] += b0;
        g[gAt + inner + 1] += b1;
        g[gAt + inner + 2] += b2;
        g[gAt + inner + 3] += b3;
    }
}
