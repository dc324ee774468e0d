// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

/**
 * How alike two sparse vectors are, from their dot product and the squared length of each; for sets (weights of 1) these
 * are the number of common elements and the two sizes. All measures have one shape, so that one loop serves them all:
 *
 * <pre>dot / (rowFactor · columnFactor + rowTerm + columnTerm + dotFactor · dot + shrinkage)</pre>
 *
 * <p>The shrinkage makes similarities that rest on little evidence smaller (Bell and Koren 2007, section 3). With
 * weights that are not negative every similarity is at least 0. The last two measures are of centred vectors, which
 * {@link Centring} makes. Immutable and safe for many threads.
 */
public final class Similarity {
    /** The measures. */
    public enum Measure {
        /** Dot product over the product of the lengths. */
        COSINE,
        /** Dot product over length<sup>2α</sup> times other length<sup>2(1-α)</sup>; α = .5 is the cosine (Aiolli 2013). */
        ASYMMETRIC,
        /** Common elements over all elements; with weights the Tanimoto coefficient. */
        JACCARD,
        /** Common elements over the mean size. */
        DICE,
        /** Common elements over themselves plus α times what is the row's alone and β times the column's (Tversky 1977). */
        TVERSKY,
        /** The cosine of vectors centred by their own mean. */
        PEARSON(Centring.ROW),
        /** The cosine of vectors of which each element is centred by the mean it has over all vectors. */
        ADJUSTED(Centring.COLUMN);

        private final Centring centring;

        Measure() {
            this(Centring.NONE);
        }

        Measure(Centring centring) {
            this.centring = centring;
        }
    }

    private final Measure measure;
    private final float alpha;
    private final float beta;
    private final float shrinkage;

    /**
     * @param alpha of {@link Measure#ASYMMETRIC} and {@link Measure#TVERSKY}, from 0; the others leave it out
     * @param beta of {@link Measure#TVERSKY}, from 0
     * @param shrinkage from 0, in units of the denominator
     */
    public Similarity(Measure measure, double alpha, double beta, double shrinkage) {
        if (!(alpha >= 0 && beta >= 0 && shrinkage >= 0)) {
            throw new IllegalArgumentException("alpha " + alpha + ", beta " + beta + ", shrinkage " + shrinkage);
        }
        this.measure = measure;
        this.alpha = (float) alpha;
        this.beta = (float) beta;
        this.shrinkage = (float) shrinkage;
    }

    /** What is to be done to vectors before they are compared. */
    public Centring centring() {
        return measure.centring;
    }

    /** The similarity of two vectors; 0 where the dot product is. */
    public float of(float dot, float rowSquare, float columnSquare) {
        if (dot == 0f) {
            return 0f;
        }
        return dot
                / (rowFactor(rowSquare) * columnFactor(columnSquare)
                        + rowTerm(rowSquare)
                        + columnTerm(columnSquare)
                        + dotFactor() * dot
                        + shrinkage);
    }

    float rowFactor(float square) {
        return switch (measure) {
            case COSINE, PEARSON, ADJUSTED -> (float) Math.sqrt(square);
            case ASYMMETRIC -> (float) Math.pow(square, alpha);
            case JACCARD, DICE, TVERSKY -> 0f;
        };
    }

    float columnFactor(float square) {
        return switch (measure) {
            case COSINE, PEARSON, ADJUSTED -> (float) Math.sqrt(square);
            case ASYMMETRIC -> (float) Math.pow(square, 1f - alpha);
            case JACCARD, DICE, TVERSKY -> 0f;
        };
    }

    float rowTerm(float square) {
        return switch (measure) {
            case COSINE, ASYMMETRIC, PEARSON, ADJUSTED -> 0f;
            case JACCARD -> square;
            case DICE -> square / 2f;
            case TVERSKY -> alpha * square;
        };
    }

    float columnTerm(float square) {
        return switch (measure) {
            case COSINE, ASYMMETRIC, PEARSON, ADJUSTED -> 0f;
            case JACCARD -> square;
            case DICE -> square / 2f;
            case TVERSKY -> beta * square;
        };
    }

    float dotFactor() {
        return switch (measure) {
            case COSINE, ASYMMETRIC, DICE, PEARSON, ADJUSTED -> 0f;
            case JACCARD -> -1f;
            case TVERSKY -> 1f - alpha - beta;
        };
    }

    float shrinkage() {
        return shrinkage;
    }
}
