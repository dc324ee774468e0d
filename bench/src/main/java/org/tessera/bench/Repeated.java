// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The same work done several times.
 *
 * @param last result of the last time
 * @param seconds of each time
 * @param phases of the last time, in seconds
 */
record Repeated<R>(R last, List<Double> seconds, Map<String, Double> phases) {
    /**
     * @param times at least 1
     * @param work may report its phases to the clock
     */
    static <R> Repeated<R> of(int times, Function<PhaseClock, R> work) {
        List<Double> seconds = new ArrayList<>();
        Map<String, Double> phases = Map.of();
        Optional<R> last = Optional.empty();
        for (int run = 0; run < times; run++) {
            // Two results at once would count twice as memory.
            last = Optional.empty();
            PhaseClock clock = new PhaseClock();
            long start = System.nanoTime();
            R result = work.apply(clock);
            seconds.add((System.nanoTime() - start) / 1e9);
            phases = clock.stop();
            last = Optional.of(result);
        }
        return new Repeated<>(last.orElseThrow(), seconds, phases);
    }
}
