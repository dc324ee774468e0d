// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.nets;

import java.util.Arrays;
import org.tessera.numerics.parallel.Parallel;

/**
 * The gradient of an embedding over a batch, as a list of parts: row {@code r} gets {@code factor} times vector
 * {@code s} of an array. The parts of a row are added up in the order in which they were listed, by one thread, so that
 * the result does not depend on the number of threads. One thread lists; used again from batch to batch.
 */
public final class RowGradients {
    private static final int GRAIN = 64;

    private final int[] starts;
    private int[] rows = new int[1024];
    private int[] sources = new int[1024];
    private float[] factors = new float[1024];
    private int[] order = new int[0];
    private int[] touched = new int[1024];
    private int size;

    /** @param rows of the embedding */
    public RowGradients(int rows) {
        this.starts = new int[rows + 1];
    }

    /** Lists a part. */
    public void add(int row, int source, float factor) {
        if (size == rows.length) {
            int room = Math.addExact(size, size >> 1);
            rows = Arrays.copyOf(rows, room);
            sources = Arrays.copyOf(sources, room);
            factors = Arrays.copyOf(factors, room);
        }
        rows[size] = row;
        sources[size] = source;
        factors[size++] = factor;
    }

    /**
     * Moves every row that has a part, and forgets all parts.
     *
     * @param vectors vector {@code s} from {@code s * width} on
     */
    public void move(Embedding embedding, float[] vectors, Adam adam, Parallel parallel) {
        int count = sort();
        int width = embedding.width();
        parallel.ranges(
                count,
                GRAIN,
                () -> {
                    float[] gradient = new float[width];
                    return (from, to) -> {
                        for (int t = from; t < to; t++) {
                            int row = touched[t];
                            Arrays.fill(gradient, 0f);
                            for (int k = row == 0 ? 0 : starts[row - 1]; k < starts[row]; k++) {
                                int part = order[k];
                                Columns.addScaled(factors[part], vectors, sources[part] * width, gradient, 0, width);
                            }
                            embedding.move(adam, row, gradient);
                        }
                    };
                },
                finished -> {});
        size = 0;
    }

    /**
     * Puts the parts in order of rows, keeping the order within each, and returns how many rows have any. Afterwards
     * {@code starts} has the end of each row, which is where the next one starts.
     */
    private int sort() {
        Arrays.fill(starts, 0);
        for (int k = 0; k < size; k++) {
            starts[rows[k] + 1]++;
        }
        int count = 0;
        for (int r = 0; r + 1 < starts.length; r++) {
            if (starts[r + 1] > 0) {
                if (count == touched.length) {
                    touched = Arrays.copyOf(touched, 2 * count);
                }
                touched[count++] = r;
            }
            starts[r + 1] += starts[r];
        }
        if (order.length < size) {
            order = new int[rows.length];
        }
        for (int k = 0; k < size; k++) {
            order[starts[rows[k]]++] = k;
        }
        return count;
    }
}
