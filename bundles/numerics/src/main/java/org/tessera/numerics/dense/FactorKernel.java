// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

/**
 * The inner loops of factorisations, in single precision. Every number that comes out is a sum in the order of the index
 * that is summed over, whatever the width of the vectors, so all implementations give the same to the last bit. Products
 * of two rows are {@value #PAD} sums, each over every {@value #PAD}th factor, of which the halves are added up until one
 * is left.
 *
 * <p>Rows have a stride, a multiple of {@value #PAD}; what stands beyond the factors in a row is 0.
 */
interface FactorKernel {
    /** Strides are multiples of this: the most numbers a vector holds. */
    int PAD = 16;

    String name();

    /**
     * {@code a += g'g}, of which the upper triangle with the diagonal counts; what stands below is undefined after.
     *
     * @param g {@code n × stride}
     * @param factors columns of {@code g} that are not padding
     * @param a {@code stride × stride}
     */
    void cross(float[] g, int n, int stride, int factors, float[] a);

    /**
     * {@code out += s'm}: rows of a matrix added up.
     *
     * @param s {@code n} weights
     * @param m the rows begin at {@code offset}, {@code stride} apart
     * @param width numbers of a row that count, a multiple of {@value #PAD}
     */
    void combine(float[] s, int n, float[] m, int offset, int stride, float[] out, int width);

    /**
     * {@code out += Σ (a + c (row · v)) row}: what weighted rows answer to a vector, without their products with each
     * other. Each row is fetched once and used twice while it is near.
     *
     * @param m rows of one stride anywhere in it
     * @param at where the {@code n} rows begin
     * @param a constant part of each row's weight
     * @param c what each row's product with {@code v} counts
     * @param v of the length of a stride
     */
    void respond(float[] m, int[] at, int n, float[] a, float[] c, float[] v, float[] out, int stride);

    /**
     * Cholesky factorisation in place, {@code a = u'u}. Afterwards the upper triangle is {@code u} without its diagonal,
     * and what is below the diagonal its transpose. A pivot that is not above {@code floor} times what stood there makes
     * its row 0: that unknown is set to 0.
     *
     * @param a {@code stride × stride}, upper triangle
     * @param inverse takes 1 / the diagonal of {@code u}
     */
    void factorise(float[] a, int stride, int factors, float floor, float[] inverse);

    /**
     * Solves with what {@link #factorise} left.
     *
     * @param b right-hand side, of the length of a stride; destroyed
     * @param x takes the solution, of the length of a stride; what is beyond the factors is 0
     */
    void solve(float[] a, int stride, int factors, float[] inverse, float[] b, float[] x);
}
