// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.twotower;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.tessera.numerics.nets.Columns;
import org.tessera.numerics.nets.RowGradients;

/** The features of each of many things. Immutable and safe for many threads. */
final class Features {
    private final int[] starts;
    private final int[] numbers;

    private Features(int[] starts, int[] numbers) {
        this.starts = starts;
        this.numbers = numbers;
    }

    static Features of(int size, IntFunction<int[]> of) {
        int[] starts = new int[size + 1];
        int[] numbers = new int[Math.max(16, 4 * size)];
        for (int thing = 0; thing < size; thing++) {
            int[] some = of.apply(thing);
            while (starts[thing] + some.length > numbers.length) {
                numbers = Arrays.copyOf(numbers, Math.multiplyExact(numbers.length, 2));
            }
            System.arraycopy(some, 0, numbers, starts[thing], some.length);
            starts[thing + 1] = starts[thing] + some.length;
        }
        return new Features(starts, Arrays.copyOf(numbers, starts[size]));
    }

    boolean has(int thing) {
        return starts[thing + 1] > starts[thing];
    }

    /** The sum of the vectors of the features of a thing over the root of how many there are, added to {@code to}. */
    void addTo(int thing, float[] vectors, int width, float[] to, int at) {
        float scale = scale(starts[thing + 1] - starts[thing]);
        for (int k = starts[thing]; k < starts[thing + 1]; k++) {
            Columns.addScaled(scale, vectors, numbers[k] * width, to, at, width);
        }
    }

    /** Lists what vector {@code source} is for the gradient of the features of a thing. */
    void list(int thing, int source, RowGradients to) {
        float scale = scale(starts[thing + 1] - starts[thing]);
        for (int k = starts[thing]; k < starts[thing + 1]; k++) {
            to.add(numbers[k], source, scale);
        }
    }

    static float scale(int count) {
        return count == 0 ? 0f : (float) (1 / Math.sqrt(count));
    }
}
