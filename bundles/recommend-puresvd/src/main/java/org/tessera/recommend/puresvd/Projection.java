// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.puresvd;

import org.tessera.numerics.factors.Evidences;
import org.tessera.numerics.factors.FoldIn;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.numerics.sparse.Evidence;

/** The factors of a customer are the sum of those of the items: the history, projected on the singular vectors. */
record Projection(Evidence evidence) implements FoldIn {
    /** Beyond it, weights would drown all others in single precision. */
    private static final float MOST = 1e6f;

    @Override
    public float count(float weight) {
        return Math.min(evidence.of(weight), MOST);
    }

    @Override
    public void apply(Evidences history, double[] sum, double[] b) {
        // b stays as it is: the vectors are orthonormal.
    }

    @Override
    public void write(ModelOutput out) {
        // Nothing beyond the vectors themselves.
    }
}
