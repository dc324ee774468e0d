// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench.kernels;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tessera.numerics.dense.MatrixProduct;

/** Products of matrices; times are for one product. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class ProductBenchmark {
    private static final int ROWS = 1024;

    /** Rows and columns of the smaller matrix. */
    @Param({"16", "64", "256"})
    public int size;

    private double[] a = {};
    private double[] b = {};
    private double[] product = {};
    private double[] cross = {};

    /** Makes the data. */
    @Setup
    public void setUp() {
        a = Shapes.values(ROWS * size, 1);
        b = Shapes.values(size * size, 2);
        product = new double[ROWS * size];
        cross = new double[size * size];
    }

    /** 1024 × size times size × size. */
    @Benchmark
    public double[] multiply() {
        MatrixProduct.multiply(a, b, product, ROWS, size, size);
        return product;
    }

    /** The transpose of 1024 × size times itself. */
    @Benchmark
    public double[] addCross() {
        MatrixProduct.addCross(a, 0, ROWS, size, cross);
        return cross;
    }
}
