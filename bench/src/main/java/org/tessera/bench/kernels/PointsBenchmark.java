// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench.kernels;

import java.util.Arrays;
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
import org.tessera.numerics.dense.PackedPoints;

/** Rows compared with a set of points; times are for one row. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class PointsBenchmark {
    private static final int ROWS = 2048;

    /** Dimensions and points. */
    @Param({"4x10", "16x20", "64x100"})
    public String shape = "";

    private double[] x = {};
    private int[] offsets = {};
    private double[] scores = {};
    private final int[] guesses = new int[ROWS];
    private final int[] nearest = new int[ROWS];
    private final double[] lowest = new double[ROWS];
    private final double[] second = new double[ROWS];
    private PackedPoints points = PackedPoints.of(new double[1], 1, 1, new double[1]);
    private PackedPoints.Search search = points.search();

    /** Makes the data. */
    @Setup
    public void setUp() {
        int d = Shapes.dimensions(shape);
        int k = Shapes.points(shape);
        x = Shapes.values(ROWS * d, 1);
        offsets = Shapes.offsets(ROWS, d);
        points = PackedPoints.of(Shapes.values(k * d, 2), k, d, new double[d]);
        search = points.search();
        scores = new double[points.blockRows() * points.stride()];
        search.nearest(x, offsets, 0, ROWS, guesses, lowest, second);
    }

    /** The scores of all points, in the blocks that suit the cache. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] scores() {
        int block = points.blockRows();
        for (int from = 0; from < ROWS; from += block) {
            points.scores(x, offsets, from, Math.min(ROWS, from + block), scores);
        }
        return scores;
    }

    /** The two nearest points, knowing nothing. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int[] nearest() {
        Arrays.fill(nearest, -1);
        search.nearest(x, offsets, 0, ROWS, nearest, lowest, second);
        return nearest;
    }

    /** The two nearest points where the guess is right, as in later iterations of k-means. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int[] nearestGuessed() {
        System.arraycopy(guesses, 0, nearest, 0, ROWS);
        search.nearest(x, offsets, 0, ROWS, nearest, lowest, second);
        return nearest;
    }
}
