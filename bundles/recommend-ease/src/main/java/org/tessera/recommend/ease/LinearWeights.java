// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.ease;

import java.io.IOException;
import java.util.Arrays;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;

/**
 * What each item says for, and against, which others. Places number the items that take part, ascending by item.
 * Immutable and safe for many threads.
 */
sealed interface LinearWeights {
    /** Items the model knows, with and without weights. */
    int items();

    /** How many take part. */
    int places();

    /** The place of an item below {@link #items()}; negative where it takes no part. */
    int place(int item);

    /** The item at a place. */
    int item(int place);

    /** What the item at a place says for another; 0 where it says nothing. */
    float weight(int of, int on);

    /** Adds a multiple of what the item at a place says for all others. */
    void add(int of, float factor, float[] sums);

    void write(ModelOutput out) throws IOException;

    static LinearWeights read(ModelInput in) throws IOException {
        if (in.readInt() == 0) {
            SparseMatrix matrix = in.readMatrix();
            if (matrix.rows() != matrix.columns()) {
                throw new IOException("this model is damaged: " + matrix);
            }
            return new Sparse(matrix);
        }
        int total = in.readInt();
        int[] items = in.readInts();
        for (int k = 0; k < items.length; k++) {
            if (items[k] < 0 || items[k] >= total || (k > 0 && items[k] <= items[k - 1])) {
                throw new IOException("this model is damaged: item " + items[k] + " of " + total);
            }
        }
        float[][] weights = new float[items.length][];
        for (int k = 0; k < items.length; k++) {
            weights[k] = in.readFloats();
            if (weights[k].length != items.length) {
                throw new IOException("this model is damaged: " + weights[k].length + " weights of " + items.length);
            }
        }
        return new Dense(total, items, weights);
    }

    /** All weights of the items that take part: places by places. */
    final class Dense implements LinearWeights {
        private final int total;
        private final int[] items;
        private final float[][] weights;

        Dense(int total, int[] items, float[][] weights) {
            this.total = total;
            this.items = items;
            this.weights = weights;
        }

        @Override
        public int items() {
            return total;
        }

        @Override
        public int places() {
            return items.length;
        }

        @Override
        public int place(int item) {
            return items.length == total ? item : Arrays.binarySearch(items, item);
        }

        @Override
        public int item(int place) {
            return items[place];
        }

        @Override
        public float weight(int of, int on) {
            return weights[of][on];
        }

        @Override
        public void add(int of, float factor, float[] sums) {
            float[] row = weights[of];
            for (int j = 0; j < row.length; j++) {
                sums[j] += factor * row[j];
            }
        }

        @Override
        public void write(ModelOutput out) throws IOException {
            out.writeInt(1);
            out.writeInt(total);
            out.writeInts(items);
            for (float[] row : weights) {
                out.writeFloats(row);
            }
        }
    }

    /** The largest weights of each item: items by items, row i being what item i says. */
    record Sparse(SparseMatrix matrix) implements LinearWeights {
        @Override
        public int items() {
            return matrix.rows();
        }

        @Override
        public int places() {
            return matrix.rows();
        }

        @Override
        public int place(int item) {
            return item;
        }

        @Override
        public int item(int place) {
            return place;
        }

        @Override
        public float weight(int of, int on) {
            int p = matrix.find(of, on);
            return p < 0 ? 0 : matrix.value(p);
        }

        @Override
        public void add(int of, float factor, float[] sums) {
            for (int p = matrix.start(of); p < matrix.end(of); p++) {
                sums[matrix.column(p)] += factor * matrix.value(p);
            }
        }

        @Override
        public void write(ModelOutput out) throws IOException {
            out.writeInt(0);
            out.writeMatrix(matrix);
        }
    }
}
