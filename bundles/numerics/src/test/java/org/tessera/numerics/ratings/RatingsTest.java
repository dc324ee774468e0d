// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.ratings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tessera.api.TesseraException;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.numerics.parallel.Parallel;

class RatingsTest {
    private static Ratings ratings(float... weights) {
        Interactions.Builder builder = Interactions.Builder.strongest();
        for (int k = 0; k < weights.length; k++) {
            builder.add(k, k % 2, weights[k]);
        }
        return Ratings.of(builder.build(weights.length, 3));
    }

    @Test
    void findsTheScale() {
        Ratings ratings = ratings(-1, 0, 4);
        assertThat(ratings.scale()).isEqualTo(new RatingScale(-1, 4, 1));
        assertThat(ratings.unit()).isEqualTo(1.25);
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> ratings(1, Float.NaN))
                .isInstanceOf(TesseraException.class)
                .hasMessage("customer 1 and item 1 have the rating NaN, expected a finite number");
        assertThatThrownBy(() -> ratings(2, 2))
                .isInstanceOf(TesseraException.class)
                .hasMessage("all 2 weights are 2.0: there are no ratings to learn from");
        assertThatThrownBy(() -> ratings())
                .isInstanceOf(TesseraException.class)
                .hasMessage("there are no ratings to learn from");
    }

    @Test
    void saysHowMuchRoomIsMissing() {
        Interactions.Builder builder = Interactions.Builder.strongest();
        builder.add(0, 0, 1).add(1, 1, 2);
        Ratings large = Ratings.of(builder.build(5_000_000, 2));
        large.checkRoom(1, 1);
        assertThatThrownBy(() -> large.checkRoom(1_000, 2)).isInstanceOfSatisfying(TesseraException.class, failure -> {
            assertThat(failure).hasMessageContaining("1000 factors of 5,000,000 customers");
            assertThat(failure.hint()).contains("factors");
        });
    }

    @Test
    void takesWhatIsKnownOutOfAHistory() {
        Biases biases = new Biases(new RatingScale(1, 5, 3), new float[] {.5f, 0, -1}, new int[] {2, 0, 1}, 1);
        Rated rated =
                biases.rated(History.ofSorted(new int[] {0, 1, 2, 3}, new float[] {9, 4, Float.NaN, 2}, new long[4]));
        assertThat(rated.items()).containsExactly(0);
        assertThat(rated.ratings()).containsExactly(5);
        assertThat(biases.customer(rated)).isCloseTo((5 - 3.5) / 2, within(1e-9));
        assertThat(biases.level(1)).isEqualTo(3);
        assertThat(biases.level(-1)).isEqualTo(3);
        assertThat(biases.level(2)).isEqualTo(2);
    }

    /** Of a customer and an item alone: b_i = r / (n + λ), and what is left likewise. */
    @Test
    void fitsBiasesOfOneRatingByHand() {
        Interactions.Builder builder = Interactions.Builder.strongest();
        builder.add(0, 0, 4).add(1, 1, 2);
        Biases biases =
                new BiasFit(1, 3, 1).alternating(Ratings.of(builder.build(2, 2)), Parallel.sequential(), epoch -> {});
        assertThat(biases.level(0)).isCloseTo(3.5, within(1e-6));
        assertThat(biases.level(1)).isCloseTo(2.5, within(1e-6));
        Rated rated = biases.rated(History.ofSorted(new int[] {0}, new float[] {4}, new long[1]));
        assertThat(biases.customer(rated)).isCloseTo(.5 / 4, within(1e-6));
    }
}
