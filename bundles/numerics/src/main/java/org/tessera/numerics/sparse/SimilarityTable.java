// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

/**
 * A similarity to many vectors (columns) with what it needs of each of them worked out beforehand. Immutable and safe
 * for many threads.
 */
public final class SimilarityTable {
    private static final Similarity FRACTION = new Similarity(Similarity.Measure.ASYMMETRIC, 0, 0, 0);

    private final Similarity similarity;
    final float[] factors;
    final float[] terms;

    /** Dot products divided by a number of each column, which the squared length of the row has no part in. */
    public static SimilarityTable dividing(float[] divisors) {
        return new SimilarityTable(FRACTION, divisors);
    }

    /** @param squares squared length of each column */
    public SimilarityTable(Similarity similarity, float[] squares) {
        this.similarity = similarity;
        this.factors = new float[squares.length];
        this.terms = new float[squares.length];
        for (int c = 0; c < squares.length; c++) {
            factors[c] = similarity.columnFactor(squares[c]);
            terms[c] = similarity.columnTerm(squares[c]);
        }
    }

    /** What of the denominator depends on the row alone. */
    public record Row(float factor, float term, float dotFactor) {}

    /** A row of which the squared length is given. */
    public Row row(float square) {
        return new Row(
                similarity.rowFactor(square),
                similarity.rowTerm(square) + similarity.shrinkage(),
                similarity.dotFactor());
    }

    /** The similarity of a row and a column with a dot product above 0. */
    public float of(Row row, float dot, int column) {
        return dot / (row.factor * factors[column] + row.term + terms[column] + row.dotFactor * dot);
    }
}
