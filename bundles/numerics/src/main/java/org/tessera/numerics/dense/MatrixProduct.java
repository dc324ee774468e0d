// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import dev.ludovic.netlib.blas.JavaBLAS;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Products of dense row-major matrices. Safe for many threads. */
public final class MatrixProduct {
    private static final JavaBLAS BLAS = choose();

    private MatrixProduct() {}

    /**
     * {@code c = a b}.
     *
     * @param a {@code m × p}
     * @param b {@code p × n}
     * @param c {@code m × n}, overwritten
     */
    public static void multiply(double[] a, double[] b, double[] c, int m, int p, int n) {
        check(a, m, p);
        check(b, p, n);
        check(c, m, n);
        // A row-major matrix is its transpose column by column: C' = B' A'.
        BLAS.dgemm("N", "N", n, m, p, 1, b, n, a, p, 0, c, n);
    }

    /**
     * {@code c = c + x' x} over some rows of {@code x}: the step of a cross product over blocks of rows.
     *
     * @param x {@code … × d}, row-major
     * @param c {@code d × d}
     */
    public static void addCross(double[] x, int fromRow, int toRow, int d, double[] c) {
        check(c, d, d);
        BLAS.dgemm("N", "T", d, d, toRow - fromRow, 1, x, fromRow * d, d, x, fromRow * d, d, 1, c, 0, d);
    }

    private static void check(double[] a, int rows, int columns) {
        if (a.length < (long) rows * columns) {
            throw new IllegalArgumentException(rows + " × " + columns + " in " + a.length + " values");
        }
    }

    /**
     * The library's own choice looks for a native BLAS on the way, which would load a second one beside that of another
     * bundle and make results differ between machines; so its Java implementations are asked for by name.
     */
    private static JavaBLAS choose() {
        try {
            return instance("dev.ludovic.netlib.blas.VectorBLAS");
        } catch (LinkageError withoutVectorModule) {
            return instance("dev.ludovic.netlib.blas.Java11BLAS");
        }
    }

    private static JavaBLAS instance(String implementation) {
        try {
            Method getInstance = Class.forName(implementation, true, JavaBLAS.class.getClassLoader())
                    .getMethod("getInstance");
            getInstance.setAccessible(true);
            return (JavaBLAS) getInstance.invoke(null);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof LinkageError withoutVectorModule) {
                throw withoutVectorModule;
            }
            throw new IllegalStateException("cannot make " + implementation, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + implementation, e);
        }
    }
}
