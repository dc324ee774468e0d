// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.factors;

import java.io.IOException;
import org.tessera.numerics.io.ModelOutput;

/**
 * How the factors of a customer follow from what the customer had to do with: {@code u = B Σ c y}, with {@code y} the
 * factors of an item of the history, {@code c} what it counts for and {@code B} a matrix. With {@code z} the factors of an
 * item, its score {@code z'u} is the sum of {@code c (B'z)'y} over the history, and these are its reasons (Hu, Koren and
 * Volinsky, "Collaborative Filtering for Implicit Feedback Datasets", 2008, section 5). Safe for many threads.
 */
public interface FoldIn {
    /** What a weight counts for; 0 where it is evidence of nothing. */
    float count(float weight);

    /**
     * Replaces a vector {@code b} by {@code Bb}.
     *
     * @param history what {@code B} may depend on; never empty
     * @param sum {@code Σ c y}, on which {@code B} may depend too
     */
    void apply(Evidences history, double[] sum, double[] b);

    /** Replaces a vector {@code b} by {@code B'b}, which is the same as {@link #apply} where {@code B} is symmetric. */
    default void applyTransposed(Evidences history, double[] sum, double[] b) {
        apply(history, sum, b);
    }

    /**
     * Whether no factor is ever negative, so that a score of 0 says that customer and item have nothing in common, which
     * is no evidence.
     */
    default boolean isNonNegative() {
        return false;
    }

    /** Writes what there is beside the factors of the items and the settings. */
    void write(ModelOutput out) throws IOException;
}
