// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScratchPoolTest {
    @Test
    void handsOutAgainWhatWasGivenBack() {
        ScratchPool<int[]> pool = new ScratchPool<>(2, () -> new int[1]);
        int[] first = pool.take();
        int[] second = pool.take();
        assertThat(second).isNotSameAs(first);

        pool.give(first);
        assertThat(pool.take()).isSameAs(first);
    }

    @Test
    void keepsNoMoreThanItWasMadeFor() {
        AtomicInteger made = new AtomicInteger();
        ScratchPool<Integer> pool = new ScratchPool<>(2, made::incrementAndGet);
        for (int k = 1; k <= 3; k++) {
            pool.give(-k);
        }
        assertThat(IntStream.range(0, 3).map(k -> pool.take())).containsExactlyInAnyOrder(-1, -2, 1);
    }

    @Test
    void neverHandsOneOutTwiceAtATime() {
        ScratchPool<Object> pool = new ScratchPool<>(3, Object::new);
        Set<Object> out = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        IntStream.range(0, 20_000).parallel().forEach(k -> {
            Object scratch = pool.take();
            assertThat(out.add(scratch)).isTrue();
            out.remove(scratch);
            pool.give(scratch);
        });
    }
}
