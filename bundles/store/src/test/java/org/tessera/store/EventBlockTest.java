// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.TesseraException;

class EventBlockTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everythingComesBackToTheLastBit(long seed) {
        Random random = new Random(seed);
        EventBlock block = EventBlock.ofSize(1 + random.nextInt(1000), random.nextInt(400));
        int n = block.size();
        for (int k = 0; k < n; k++) {
            block.times()[k] =
                    random.nextInt(10) == 0 ? random.nextLong() : 1_300_000_000_000L + random.nextInt(1 << 30);
            block.customers()[k] = random.nextInt(50) - 1;
            block.items()[k] = random.nextInt(1 << 20) - 1;
            block.types()[k] = random.nextInt(300);
            block.aside()[k] = random.nextBoolean();
            block.quantities()[k] = number(random, (int) seed % 4);
            block.prices()[k] = number(random, (int) seed / 2 % 4);
            block.values()[k] = seed % 2 == 0 ? block.quantities()[k] * block.prices()[k] : number(random, 3);
            block.orders()[k] = random.nextInt(3) == 0 ? "" : "Ö" + random.nextInt(5);
            block.channels()[k] = random.nextInt(4) - 1;
            block.lines()[k] = random.nextLong();
        }
        Arrays.sort(block.customers());

        EventBlock back = EventBlock.read(block.first(), block.toBytes());

        assertThat(columns(back)).as("seed %d", seed).isEqualTo(columns(block));
    }

    private static List<String> columns(EventBlock block) {
        return List.of(
                Arrays.toString(block.times()),
                Arrays.toString(block.customers()),
                Arrays.toString(block.items()),
                Arrays.toString(block.types()),
                Arrays.toString(block.aside()),
                Arrays.toString(block.values()),
                Arrays.toString(block.quantities()),
                Arrays.toString(block.prices()),
                Arrays.toString(block.orders()),
                Arrays.toString(block.channels()),
                Arrays.toString(block.lines()));
    }

    private static double number(Random random, int how) {
        return switch (how) {
            case 0 -> random.nextInt(2000) / 100.0;
            case 1 -> Double.NaN;
            case 2 -> random.nextInt(4) == 0 ? -0.0 : random.nextInt(1000) - 500;
            default -> random.nextInt(5) == 0 ? Double.NaN : random.nextGaussian() * 1e12;
        };
    }

    @Test
    void ordinaryOrderLinesTakeFewBytes() {
        EventBlock block = EventBlock.ofSize(1, 4096);
        for (int k = 0; k < block.size(); k++) {
            block.times()[k] = 1_300_000_000_000L + k / 20 * 60_000L;
            block.customers()[k] = k / 20;
            block.items()[k] = k * 31 % 4000;
            block.quantities()[k] = 1 + k % 12;
            block.prices()[k] = (k % 300 + 1) / 100.0;
            block.values()[k] = block.quantities()[k] * block.prices()[k];
            block.orders()[k] = "53" + k / 20;
            block.channels()[k] = -1;
            block.lines()[k] = k + 2L;
        }

        assertThat(block.toBytes().length / 4096.0).isLessThan(15);
    }

    @Test
    void aLaterFormatIsRefused() {
        assertThatThrownBy(() -> EventBlock.read(1, new byte[] {99})).isInstanceOf(TesseraException.class);
    }

    @Test
    void aCustomersEventsAreFoundByPlace() {
        EventBlock block = EventBlock.ofSize(1, 6);
        System.arraycopy(new int[] {-1, -1, 0, 3, 3, 7}, 0, block.customers(), 0, 6);

        assertThat(new int[] {block.start(-1), block.start(0), block.start(3), block.start(4), block.start(8)})
                .containsExactly(0, 2, 3, 5, 6);
    }
}
