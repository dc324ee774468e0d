// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedPointsTest {
    private static final double[] ZERO = {0, 0};

    @Test
    void scoresBecomeSquaredDistances() {
        double[] points = {0, 0, 3, 4, -1, 2};
        PackedPoints packed = PackedPoints.of(points, 3, 2, ZERO);
        double[] scores = new double[packed.stride()];
        packed.scores(new double[] {9, 9, 1, 1}, new int[] {2}, 0, 1, scores);
        double norm = 2;
        assertThat(Arrays.copyOf(scores, 3)).containsExactly(2 - norm, 13 - norm, 5 - norm);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void bothKernelsAgreeToTheLastBitAndWithPlainDistances(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int d = 1 + random.nextInt(40);
        int count = 1 + random.nextInt(60);
        int n = 1 + random.nextInt(200);
        double[] points = random.doubles((long) count * d, -5, 5).toArray();
        double[] x = random.doubles((long) n * d, -5, 5).toArray();
        double[] origin = random.doubles(d, -1, 1).toArray();
        int[] offsets = IntStream.range(0, n).map(i -> i * d).toArray();

        PackedPoints chosen = PackedPoints.of(points, count, d, origin);
        double[] scores = new double[n * chosen.stride()];
        chosen.scores(x, offsets, 0, n, scores);
        for (int i = 0; i < n; i++) {
            double norm = SquaredDistances.between(x, i * d, origin, 0, d);
            for (int c = 0; c < count; c++) {
                assertThat(scores[i * chosen.stride() + c] + norm)
                        .as("seed %d, row %d, point %d", seed, i, c)
                        .isCloseTo(SquaredDistances.between(x, i * d, points, c * d, d), within(1e-10));
            }
        }
        PackedPoints plain = PackedPoints.of(new ScalarKernel(), points, count, d, origin);
        double[] plainScores = new double[n * plain.stride()];
        plain.scores(x, offsets, 0, n, plainScores);
        PackedPoints vector = PackedPoints.of(new VectorKernel(), points, count, d, origin);
        double[] vectorScores = new double[n * vector.stride()];
        vector.scores(x, offsets, 0, n, vectorScores);
        for (int i = 0; i < n; i++) {
            assertThat(Arrays.copyOfRange(vectorScores, i * vector.stride(), i * vector.stride() + count))
                    .as("seed %d, row %d", seed, i)
                    .isEqualTo(Arrays.copyOfRange(plainScores, i * plain.stride(), i * plain.stride() + count));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theSearchFindsTheFirstOfTheNearestPointsWhateverTheGuess(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int count = 1 + random.nextInt(seed % 2 == 0 ? 30 : 400);
        int d = 1 + random.nextInt(9);
        int n = 1 + random.nextInt(600);
        // On a coarse grid many distances tie exactly.
        double[] points = random.ints((long) count * d, -2, 3).asDoubleStream().toArray();
        double[] x = random.ints((long) n * d, -2, 3).asDoubleStream().toArray();
        int[] offsets = IntStream.range(0, n).map(i -> i * d).toArray();
        int[] nearest = random.ints(n, -1, count + 1).toArray();
        double[] lowest = new double[n];
        double[] second = new double[n];
        PackedPoints.of(points, count, d, new double[d]).search().nearest(x, offsets, 0, n, nearest, lowest, second);
        for (int i = 0; i < n; i++) {
            int first = 0;
            double best = SquaredDistances.between(x, i * d, points, 0, d);
            double next = Double.MAX_VALUE;
            for (int c = 1; c < count; c++) {
                double distance = SquaredDistances.between(x, i * d, points, c * d, d);
                next = Math.min(next, Math.max(distance, best));
                first = distance < best ? c : first;
                best = Math.min(best, distance);
            }
            double norm = SquaredDistances.between(x, i * d, new double[d], 0, d);
            assertThat(nearest[i]).as("seed %d, row %d", seed, i).isEqualTo(first);
            assertThat(lowest[i] + norm).isEqualTo(best);
            assertThat(count == 1 ? second[i] : second[i] + norm).isEqualTo(next);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theSearchComputesTheScoresToTheLastBit(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int count = 1 + random.nextInt(300);
        int d = 1 + random.nextInt(50);
        int n = 100 + random.nextInt(600);
        double[] x = random.doubles((long) n * d, -5, 5).toArray();
        int[] offsets = IntStream.range(0, n).map(i -> i * d).toArray();
        PackedPoints packed =
                PackedPoints.of(random.doubles((long) count * d, -5, 5).toArray(), count, d, new double[d]);
        double[] scores = new double[n * packed.stride()];
        packed.scores(x, offsets, 0, n, scores);
        int[] nearest = new int[n];
        double[] lowest = new double[n];
        double[] second = new double[n];
        ScalarKernel.lowestTwo(scores, n, packed.stride(), 0, nearest, lowest, second);
        int[] found = new int[n];
        double[] foundLowest = new double[n];
        double[] foundSecond = new double[n];
        packed.search().nearest(x, offsets, 0, n, found, foundLowest, foundSecond);
        assertThat(found).isEqualTo(nearest);
        assertThat(foundLowest).isEqualTo(lowest);
        assertThat(foundSecond).isEqualTo(second);
    }

    @Test
    void anOriginKeepsDigitsFarFromZero() {
        double far = 1e8;
        double[] points = {far, far + 1e-3};
        double[] x = {far + 0.4e-3, far + 0.6e-3};
        int[] nearest = new int[2];
        PackedPoints.of(points, 2, 1, new double[] {far})
                .search()
                .nearest(x, new int[] {0, 1}, 0, 2, nearest, new double[2], new double[2]);
        assertThat(nearest).containsExactly(0, 1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void scoresAreWithinTheErrorThatIsPromised(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int d = 20;
        double shift = random.nextDouble() * 1e6;
        double[] origin = new double[d];
        Arrays.fill(origin, shift);
        double[] points = random.doubles(10L * d, shift - 1, shift + 1).toArray();
        double[] x = random.doubles(50L * d, shift - 3, shift + 3).toArray();
        PackedPoints packed = PackedPoints.of(points, 10, d, origin);
        double[] scores = new double[packed.stride()];
        double error = packed.scoreError(3 * Math.sqrt(d));
        for (int i = 0; i < 50; i++) {
            packed.scores(x, new int[] {i * d}, 0, 1, scores);
            double norm = SquaredDistances.between(x, i * d, origin, 0, d);
            for (int c = 0; c < 10; c++) {
                double exact = SquaredDistances.between(x, i * d, points, c * d, d) - norm;
                assertThat(scores[c]).as("seed %d", seed).isCloseTo(exact, within(error));
            }
        }
        assertThat(error).isLessThan(1e-3);
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> PackedPoints.of(new double[5], 3, 2, ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PackedPoints.of(new double[6], 3, 2, new double[3]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PackedPoints.of(new double[6], 0, 2, ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
