// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.sparse.TermWeighting.Kind;

class TermWeightingTest {
    /** Document 0 has terms 0 (twice) and 1, document 1 term 0, document 2 terms 0 and 2 (three times). */
    private final SparseMatrix documents =
            SparseMatrix.of(3, 3, new int[] {0, 2, 3, 5}, new int[] {0, 1, 0, 0, 2}, new float[] {2, 1, 1, 1, 3});

    @Test
    void leavesValuesAloneWhenNothingIsToBeWeighed() {
        TermWeighting none = TermWeighting.of(Kind.NONE, documents);
        assertThat(none.apply(documents)).isSameAs(documents);
        assertThat(none.weight(2, 5f, 9)).isEqualTo(5f);
    }

    /** ln(1 + .5 / 3.5) = .133531 for the term of all three, ln(1 + 2.5 / 1.5) = .980829 for those of one. */
    @Test
    void weighsByInverseDocumentFrequency() {
        SparseMatrix weighed = TermWeighting.of(Kind.TFIDF, documents).apply(documents);
        assertThat(weighed.columnsOf(0)).containsExactly(0, 1);
        assertThat(weighed.valuesOf(0)).containsExactly(new float[] {.267063f, .980829f}, within(1e-5f));
        assertThat(weighed.valuesOf(1)).containsExactly(new float[] {.133531f}, within(1e-5f));
        assertThat(weighed.valuesOf(2)).containsExactly(new float[] {.133531f, 2.942488f}, within(1e-5f));
    }

    /**
     * The mean length is 8/3. Term 2 in document 2 of length 4: saturation 1.2 (.25 + .75 · 4 / (8/3)) = 1.65, weight
     * .980829 · 3 · 2.2 / (1.65 + 3) = 1.392145. Term 0 in document 1 of length 1: 1.2 (.25 + .28125) = .6375, weight
     * .133531 · 2.2 / 1.6375 = .179401.
     */
    @Test
    void weighsByOkapi() {
        TermWeighting okapi = TermWeighting.of(Kind.BM25, documents);
        SparseMatrix weighed = okapi.apply(documents);
        assertThat(weighed.value(4)).isCloseTo(1.392145f, within(1e-5f));
        assertThat(weighed.value(2)).isCloseTo(.179401f, within(1e-5f));
        assertThat(okapi.weight(2, 3f, 4)).isEqualTo(weighed.value(4));
    }

    @Test
    void takesEveryValueAsOneWhereThereAreNone() {
        SparseMatrix binary = SparseMatrix.of(2, 2, new int[] {0, 2, 3}, new int[] {0, 1, 1}, new float[0]);
        SparseMatrix weighed = TermWeighting.of(Kind.TFIDF, binary).apply(binary);
        assertThat(weighed.isBinary()).isFalse();
        // ln(1 + 1.5 / 1.5) and ln(1 + .5 / 2.5)
        assertThat(weighed.valuesOf(0)).containsExactly(new float[] {.693147f, .182322f}, within(1e-5f));
    }
}
