// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PriceLevelsTest {
    /** Ten lamps at 10, 20, … 100 and ten cups at 1, 2, … 10: 10 is the cheapest lamp and the dearest cup. */
    @Test
    void ranksWithinTheCategory() {
        Shelf shelf = new Shelf();
        for (int k = 1; k <= 10; k++) {
            shelf.product(10 * k, "Lamps", "Home");
            shelf.product(k, "Cups");
        }
        PriceLevels levels = PriceLevels.of(shelf);
        assertThat(levels.rank(0, 10)).isCloseTo(0.05, within(1e-12));
        assertThat(levels.rank(0, 55)).isCloseTo(0.5, within(1e-12));
        assertThat(levels.rank(0, 1000)).isEqualTo(1);
        assertThat(levels.rank(1, 10)).isCloseTo(0.95, within(1e-12));
        assertThat(levels.rank(1, 0.5)).isZero();
        assertThat(levels.isOf(shelf)).isTrue();
        assertThat(levels.isOf(new Shelf())).isFalse();
    }

    @Test
    void ranksInTheCatalogueWhereTheCategoryIsSmall() {
        Shelf shelf = new Shelf();
        for (int k = 1; k <= 10; k++) {
            shelf.product(10 * k, "Lamps");
        }
        int cup = shelf.product(5, "Cups");
        int plain = shelf.product(120);
        PriceLevels levels = PriceLevels.of(shelf);
        assertThat(levels.rank(cup, 5)).isCloseTo(0.5 / 12, within(1e-12));
        assertThat(levels.rank(plain, 120)).isCloseTo(11.5 / 12, within(1e-12));
    }

    @Test
    void saysNothingWithTooFewPrices() {
        Shelf shelf = new Shelf();
        for (int k = 1; k <= 9; k++) {
            shelf.product(k, "Cups");
        }
        shelf.product(Double.NaN, "Cups");
        shelf.postage(3);
        assertThat(PriceLevels.of(shelf).rank(0, 3)).isNaN();
        assertThat(PriceLevels.of(new Shelf()).rank(0, 3)).isNaN();
    }
}
