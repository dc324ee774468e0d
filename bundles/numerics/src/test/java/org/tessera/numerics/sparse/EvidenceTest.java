// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.TesseraException;
import org.tessera.api.data.SparseMatrix;

class EvidenceTest {
    private static SparseMatrix weights(float... values) {
        return SparseMatrix.of(2, 3, new int[] {0, 3, 4}, new int[] {0, 1, 2, 1}, values);
    }

    @Test
    void turnsWeightsIntoWhatTheyCountFor() {
        SparseMatrix given = weights(1, 3, .5f, 7);
        assertThat(Evidence.GIVEN.of(given)).isSameAs(given);
        assertThat(Evidence.BINARY.of(given).isBinary()).isTrue();
        assertThat(Evidence.LOG.of(given).valuesOf(0)).containsExactly(new float[] {1, 2, .5849625f}, within(1e-6f));
        assertThat(Evidence.LOG.of(given).valuesOf(1)).containsExactly(new float[] {3}, within(1e-6f));
    }

    @Test
    void leavesOutWhatIsNoEvidence() {
        for (Evidence evidence : Evidence.values()) {
            SparseMatrix kept = evidence.of(weights(0, 3, -2, 7));
            assertThat(kept.columnsOf(0)).containsExactly(1);
            assertThat(kept.columnsOf(1)).containsExactly(1);
            assertThat(kept.columns()).isEqualTo(3);
            assertThat(evidence.of(-1f)).isZero();
            assertThat(evidence.of(Float.NaN)).isZero();
            assertThat(evidence.of(Float.POSITIVE_INFINITY)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void namesWeightsThatAreNoNumbers(float wrong) {
        assertThatExceptionOfType(TesseraException.class)
                .isThrownBy(() -> Evidence.BINARY.of(weights(1, 2, 3, wrong)))
                .withMessage("customer 1 and item 1 have the weight " + wrong + ", expected a finite number");
    }
}
