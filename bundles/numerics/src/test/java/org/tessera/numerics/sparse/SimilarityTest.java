// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.numerics.sparse.Similarity.Measure;

class SimilarityTest {
    /** By hand, for a set of 9 and a set of 4 with 3 in common. */
    @ParameterizedTest
    @CsvSource({
        "COSINE,     0,  0,  0,  0.5",
        "COSINE,     0,  0,  6,  0.25",
        "ASYMMETRIC, .5, 0,  0,  0.5",
        "ASYMMETRIC, 1,  0,  0,  0.3333333",
        "ASYMMETRIC, 0,  0,  0,  0.75",
        "JACCARD,    0,  0,  0,  0.3",
        "JACCARD,    0,  0,  2,  0.25",
        "DICE,       0,  0,  0,  0.4615385",
        "TVERSKY,    1,  1,  0,  0.3",
        "TVERSKY,    .5, .5, 0,  0.4615385",
        "TVERSKY,    1,  0,  0,  0.3333333",
        "TVERSKY,    0,  1,  0,  0.75",
    })
    void agreesWithTheDefinitions(Measure measure, double alpha, double beta, double shrinkage, double expected) {
        assertThat((double) new Similarity(measure, alpha, beta, shrinkage).of(3, 9, 4))
                .isEqualTo(expected, within(1e-6));
    }

    @Test
    void isZeroWithoutAnythingInCommon() {
        for (Measure measure : Measure.values()) {
            assertThat(new Similarity(measure, 0, 0, 0).of(0, 0, 0)).isZero();
        }
    }

    @Test
    void refusesNegativeParameters() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Similarity(Measure.COSINE, 0, 0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Similarity(Measure.TVERSKY, Double.NaN, 0, 0));
    }
}
