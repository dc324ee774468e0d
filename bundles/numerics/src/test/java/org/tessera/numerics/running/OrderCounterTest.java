// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderCounterTest {
    private static final long GAP = 100;

    @Test
    void linesOfOneIdAreOneOrder() {
        OrderCounter counter = new OrderCounter();
        assertThat(counter.add("a", 0, 0, GAP)).isTrue();
        assertThat(counter.add("a", 5000, 0, GAP)).isFalse();
        assertThat(counter.add("b", 5000, 0, GAP)).isTrue();
        assertThat(counter.add("a", 5001, 0, GAP)).isFalse();
        assertThat(counter.count()).isEqualTo(2);
    }

    @Test
    void linesWithoutAnIdAreOneOrderWithinTheGap() {
        OrderCounter counter = new OrderCounter();
        assertThat(counter.add("", 0, 0, GAP)).isTrue();
        assertThat(counter.add("", 100, 0, GAP)).isFalse();
        assertThat(counter.add("", 190, 0, GAP)).isFalse();
        assertThat(counter.add("", 291, 0, GAP)).isTrue();
        assertThat(counter.count()).isEqualTo(2);
    }

    private record Line(String order, long time, int day) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anyCutGivesTheSame(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Line> lines = new ArrayList<>();
        long time = 0;
        int order = 0;
        for (int k = 0; k < 60; k++) {
            time += random.nextInt(150);
            order += random.nextInt(2);
            // Up to two orders at a time, so that their lines mix.
            String id = random.nextInt(4) == 0 ? "" : "order-" + (order + random.nextInt(2));
            lines.add(new Line(id, time, (int) (time / 200)));
        }
        OrderCounter whole = fold(lines);
        for (int cut = 0; cut <= lines.size(); cut++) {
            OrderCounter first = fold(lines.subList(0, cut));
            OrderCounter second = fold(lines.subList(cut, lines.size()));
            int[] days = new int[60];
            for (int d = 0; d < days.length; d++) {
                days[d] = startsOn(lines.subList(0, cut), d) + startsOn(lines.subList(cut, lines.size()), d);
            }
            Bytes.copy(first::write, OrderCounter::read)
                    .merge(Bytes.copy(second::write, OrderCounter::read), GAP, d -> days[d]--);
            first.merge(second, GAP, d -> {});
            assertThat(first.count()).as("seed %d, cut %d", seed, cut).isEqualTo(whole.count());
            for (int d = 0; d < days.length; d++) {
                assertThat(days[d]).as("seed %d, cut %d, day %d", seed, cut, d).isEqualTo(startsOn(lines, d));
            }
        }
    }

    @Test
    void aHandfulOfBytes() {
        OrderCounter counter = new OrderCounter();
        assertThat(Bytes.of(counter::write)).hasSize(1);
        counter.add("a", 1_300_000_000_000L, 15_000, GAP);
        assertThat(Bytes.of(counter::write)).hasSizeLessThan(12);
        for (int k = 0; k < 1000; k++) {
            counter.add("order " + k, 1_300_000_000_000L + k, 15_000, GAP);
            counter.add("", 1_300_000_000_000L + k, 15_000, GAP);
        }
        assertThat(Bytes.of(counter::write)).hasSizeLessThan(70);
        Bytes.assertTruncationFails(counter::write, OrderCounter::read);
    }

    private static OrderCounter fold(List<Line> lines) {
        OrderCounter counter = new OrderCounter();
        lines.forEach(line -> counter.add(line.order(), line.time(), line.day(), GAP));
        return counter;
    }

    private static int startsOn(List<Line> lines, int day) {
        OrderCounter counter = new OrderCounter();
        return (int) lines.stream()
                .filter(line -> counter.add(line.order(), line.time(), line.day(), GAP) && line.day() == day)
                .count();
    }
}
