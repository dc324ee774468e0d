// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench.kernels;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tessera.numerics.dense.SquaredDistances;

/** Distances straight from the differences; times are for one distance. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class DistancesBenchmark {
    private static final int ROWS = 2048;

    /** Values of a row. */
    @Param({"2", "8", "16", "64"})
    public int dimensions;

    private double[] x = {};
    private double[] y = {};

    /** Makes the data. */
    @Setup
    public void setUp() {
        x = Shapes.values(ROWS * dimensions, 1);
        y = Shapes.values(dimensions, 2);
    }

    /** From many rows to one. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double between() {
        double sum = 0;
        for (int i = 0; i < ROWS; i++) {
            sum += SquaredDistances.between(x, i * dimensions, y, 0, dimensions);
        }
        return sum;
    }
}
