// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.strategy.Progress;

class RfmPartTest {
    private static final double[] ROUND = {1, 2, 3, 5, 10, 20, 50, 100};

    @Test
    void edgesAreRoundNumbersNearTheFifths() {
        double[] values = new double[100];
        for (int k = 0; k < values.length; k++) {
            values[k] = k + 1;
        }
        // Fifths at 20, 40, 60 and 80; 40 and 60 are nearest to 50, and 80 to 100, which would leave nothing above.
        assertThat(RfmPart.edges(values, ROUND)).containsExactly(20, 50);
    }

    @Test
    void sameValuesMakeOneClass() {
        assertThat(RfmPart.edges(new double[] {1, 1, 1, 1}, ROUND)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void edgesRiseAndLeaveNoClassEmptyAtTheTop(long seed) {
        Random random = new Random(seed);
        double[] values = random.doubles(1 + random.nextInt(300))
                .map(value -> Math.rint(Math.pow(10, 3 * value)))
                .toArray();
        double[] edges = RfmPart.edges(values, ROUND);
        assertThat(edges).as("seed %d", seed).isSorted().doesNotHaveDuplicates();
        double last = edges.length == 0 ? Double.NEGATIVE_INFINITY : edges[edges.length - 1];
        assertThat(Arrays.stream(values).max().orElseThrow())
                .as("seed %d", seed)
                .isGreaterThan(last);
    }

    @Test
    void everyCustomerAndAllMoneyIsOnTheMap() {
        FakeShop shop = new FakeShop(400);
        Part<RfmPart> part = RfmPart.of(Optional.of(new FakeServices.RfmPortraits(shop)), Progress.unwatched());
        RfmPart map = part.present().get(0);
        long customers = map.rows().stream()
                .flatMap(row -> row.cells().stream())
                .mapToLong(cell -> number(cell.customers()))
                .sum();
        long money = map.rows().stream()
                .flatMap(row -> row.cells().stream())
                .mapToLong(cell -> number(cell.money()))
                .sum();
        double spent = shop.events.stream()
                .mapToDouble(event -> Double.isNaN(event.value()) ? 0 : event.value())
                .sum();
        assertThat(customers).isEqualTo(400);
        assertThat(money).isEqualTo(Math.round(spent));
        assertThat(map.rows()).allSatisfy(row -> assertThat(row.cells()).hasSameSizeAs(map.head()));
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }
}
