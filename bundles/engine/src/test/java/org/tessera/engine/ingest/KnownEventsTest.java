// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownEventsTest {
    private static final long DAY = 86_400_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void knowsWhatIsStoredAndWhatIsOnItsWayInAnyOrderWithinItsBounds(long seed) {
        Random random = new Random(seed);
        Map<Long, List<Long>> stored = new HashMap<>();
        Map<Long, List<Long>> underWay = new HashMap<>();
        Set<List<Long>> all = new HashSet<>();
        KnownEvents known = new KnownEvents(
                day -> stored.getOrDefault(day, List.of()).stream()
                        .mapToLong(Long::longValue)
                        .toArray(),
                500);
        long batch = 0;
        long most = 0;
        for (int k = 0; k < 20_000; k++) {
            long day = random.nextInt(60) - 30L;
            long time = day * DAY + random.nextInt((int) DAY);
            long fingerprint = random.nextInt(40);
            boolean fresh = all.add(List.of(day, fingerprint));
            assertThat(known.contains(time, fingerprint)).as("seed %d", seed).isEqualTo(!fresh);
            if (fresh) {
                known.add(time, fingerprint, batch);
                underWay.computeIfAbsent(day, d -> new ArrayList<>()).add(fingerprint);
            }
            if (k % 50 == 49) {
                underWay.forEach((d, list) ->
                        stored.computeIfAbsent(d, x -> new ArrayList<>()).addAll(list));
                underWay.clear();
                known.committed(batch++);
            }
            most = Math.max(most, known.held());
        }
        assertThat(most).as("seed %d", seed).isLessThan(700);
    }

    @Test
    void aFileOfDuplicatesStaysWithinItsBoundsToo() {
        KnownEvents known =
                new KnownEvents(day -> java.util.stream.LongStream.range(0, 100).toArray(), 1000);
        for (int day = 0; day < 1000; day++) {
            assertThat(known.contains(day * DAY, 7)).isTrue();
            assertThat(known.held()).isLessThan(1200);
        }
    }

    @Test
    void similarRecordsHaveDifferentFingerprints() {
        Fingerprint fingerprint = new Fingerprint();
        Set<Long> seen = new HashSet<>();
        LongSet set = new LongSet();
        int records = 0;
        for (int customer = 0; customer < 100; customer++) {
            for (int item = 0; item < 100; item++) {
                for (int time = 0; time < 100; time++) {
                    long print = fingerprint
                            .start()
                            .add("c" + customer)
                            .add("i" + item)
                            .add(time * 1000L)
                            .add((double) customer)
                            .end();
                    assertThat(set.contains(print)).isEqualTo(!seen.add(print));
                    set.add(print);
                    records++;
                }
            }
        }
        assertThat(seen).hasSize(records);
        assertThat(set.size()).isEqualTo(records);
    }

    @Test
    void whereATextEndsMatters() {
        Fingerprint fingerprint = new Fingerprint();
        assertThat(fingerprint.start().add("ab").add("c").end())
                .isNotEqualTo(fingerprint.start().add("a").add("bc").end());
        assertThat(fingerprint.start().add(0.0).end())
                .isEqualTo(fingerprint.start().add(-0.0).end());
        assertThat(fingerprint.start().add("").add("x").end())
                .isNotEqualTo(fingerprint.start().add("x").add("").end());
    }

    @Test
    void aSetOfLongsHoldsZeroToo() {
        LongSet set = new LongSet();
        assertThat(set.contains(0)).isFalse();
        assertThat(set.add(0)).isTrue();
        assertThat(set.add(0)).isFalse();
        assertThat(set.contains(0)).isTrue();
        assertThat(set.size()).isEqualTo(1);
    }
}
