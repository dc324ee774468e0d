// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

import org.tessera.api.TesseraException;
import org.tessera.api.data.SparseMatrix;

/**
 * Takes the mean of what is there off every value of a sparse matrix, so that a vector says what is more and what is less
 * than usual: by row for Pearson's correlation, by column for the adjusted cosine (Sarwar and others 2001, section 3.1).
 * What is not there stays so, and the lengths of the vectors are those of all they have, which makes similarities that
 * rest on few common columns small.
 */
public enum Centring {
    /** Values as they are. */
    NONE,
    /** By the mean of the values of the same row. */
    ROW,
    /** By the mean of the values of the same column. */
    COLUMN;

    /** Of the largest value: deviations below it are what rounding has left of 0. */
    private static final float NOISE = 1e-6f;

    /** The mean of the values of each row or column; empty for {@link #NONE}. Rows and columns without values have 0. */
    public float[] means(SparseMatrix matrix) {
        if (this == NONE) {
            return new float[0];
        }
        double[] sums = new double[this == ROW ? matrix.rows() : matrix.columns()];
        int[] counts = new int[sums.length];
        for (int r = 0; r < matrix.rows(); r++) {
            for (int p = matrix.start(r); p < matrix.end(r); p++) {
                int of = this == ROW ? r : matrix.column(p);
                sums[of] += matrix.value(p);
                counts[of]++;
            }
        }
        float[] means = new float[sums.length];
        for (int k = 0; k < means.length; k++) {
            means[k] = (float) (sums[k] / Math.max(1, counts[k]));
        }
        return means;
    }

    /** What a value differs from a mean, 0 where that is rounding. */
    public static float deviation(float value, float mean) {
        float deviation = value - mean;
        return Math.abs(deviation) < NOISE * Math.abs(value) ? 0f : deviation;
    }

    /**
     * The deviations from the means, each times what the weighting has made of its value.
     *
     * @param given values above 0
     * @param weighed the same matrix, weighed
     * @return {@code weighed} itself for {@link #NONE}
     * @throws TesseraException if no value differs from its mean, so that nothing could be told
     */
    public SparseMatrix apply(SparseMatrix given, SparseMatrix weighed) {
        if (this == NONE) {
            return weighed;
        }
        float[] means = means(given);
        int[] starts = new int[given.rows() + 1];
        int[] columns = new int[given.size()];
        float[] values = new float[given.size()];
        boolean differs = given.size() == 0;
        for (int r = 0; r < given.rows(); r++) {
            given.copyColumns(r, columns, given.start(r));
            starts[r + 1] = given.end(r);
            for (int p = given.start(r); p < given.end(r); p++) {
                float value = given.value(p);
                values[p] = deviation(value, means[this == ROW ? r : columns[p]]) * (weighed.value(p) / value);
                differs |= values[p] != 0f;
            }
        }
        if (!differs) {
            throw new TesseraException(
                    "the similarity compares how weights differ from their mean, and all weights of the same "
                            + (this == ROW ? "row" : "column") + " are equal",
                    "choose similarity=cosine or jaccard, or evidence=given with weights that differ, such as ratings");
        }
        return SparseMatrix.of(given.rows(), given.columns(), starts, columns, values);
    }
}
