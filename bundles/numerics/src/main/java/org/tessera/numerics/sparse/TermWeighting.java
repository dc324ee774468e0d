// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

import org.tessera.api.data.SparseMatrix;

/**
 * Weighs the columns (terms) of a matrix of documents by what they tell: a term that stands in every document tells
 * little. For item neighbours the documents are items and the terms customers, for customer neighbours the other way
 * round. Learnt from a matrix once, then applied to it and to single documents alike. Immutable and safe for many
 * threads.
 *
 * <p>Inverse document frequency is {@code ln(1 + (N - n + .5) / (n + .5))} for a term in n of N documents (Robertson and
 * Zaragoza 2009, section 3.3, kept positive by the 1): every weight is more than 0.
 */
public final class TermWeighting {
    /** The weightings. */
    public enum Kind {
        /** Values as they are. */
        NONE,
        /** Value times inverse document frequency. */
        TFIDF,
        /** Okapi BM25: values saturate, and count for less in long documents. */
        BM25
    }

    /** How soon values saturate, and how much the length of a document counts: the usual constants of BM25. */
    private static final double K1 = 1.2;

    private static final double B = 0.75;

    private final Kind kind;
    private final float[] idf;
    private final double meanLength;

    private TermWeighting(Kind kind, float[] idf, double meanLength) {
        this.kind = kind;
        this.idf = idf;
        this.meanLength = meanLength;
    }

    /** Learns from documents by terms, with values that are not negative. */
    public static TermWeighting of(Kind kind, SparseMatrix documents) {
        if (kind == Kind.NONE) {
            return new TermWeighting(kind, new float[0], 0);
        }
        int[] frequency = new int[documents.columns()];
        double total = 0;
        for (int p = 0; p < documents.size(); p++) {
            frequency[documents.column(p)]++;
            total += documents.value(p);
        }
        int n = documents.rows();
        float[] idf = new float[frequency.length];
        for (int t = 0; t < idf.length; t++) {
            idf[t] = (float) Math.log1p((n - frequency[t] + .5) / (frequency[t] + .5));
        }
        return new TermWeighting(kind, idf, n == 0 ? 0 : total / n);
    }

    /** The weight of a value of a term in a document whose values add up to {@code length}. */
    public float weight(int term, float value, double length) {
        return switch (kind) {
            case NONE -> value;
            case TFIDF -> value * idf[term];
            case BM25 -> {
                double saturation = K1 * (1 - B + B * length / meanLength);
                yield (float) (idf[term] * value * (K1 + 1) / (saturation + value));
            }
        };
    }

    /** Documents by terms, weighed; the same matrix where there is nothing to weigh. */
    public SparseMatrix apply(SparseMatrix documents) {
        if (kind == Kind.NONE) {
            return documents;
        }
        int rows = documents.rows();
        int[] starts = new int[rows + 1];
        int[] columns = new int[documents.size()];
        float[] values = new float[documents.size()];
        for (int r = 0; r < rows; r++) {
            int from = documents.start(r);
            int to = documents.end(r);
            documents.copyColumns(r, columns, from);
            starts[r + 1] = to;
            double length = 0;
            for (int p = from; p < to; p++) {
                length += documents.value(p);
            }
            for (int p = from; p < to; p++) {
                values[p] = weight(columns[p], documents.value(p), length);
            }
        }
        return SparseMatrix.of(rows, documents.columns(), starts, columns, values);
    }
}
