// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench.kernels;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Made-up data of a shape written as {@code dimensions × points}, such as {@code 16x20}. */
final class Shapes {
    private Shapes() {}

    static int dimensions(String shape) {
        return Integer.parseInt(shape.substring(0, shape.indexOf('x')));
    }

    static int points(String shape) {
        return Integer.parseInt(shape.substring(shape.indexOf('x') + 1));
    }

    /** Uniform in {@code -1 <= value < 1}, always the same. */
    static double[] values(int size, long seed) {
        return new SplittableRandom(seed).doubles(size, -1, 1).toArray();
    }

    /** Where rows start. */
    static int[] offsets(int rows, int dimensions) {
        return IntStream.range(0, rows).map(row -> row * dimensions).toArray();
    }
}
