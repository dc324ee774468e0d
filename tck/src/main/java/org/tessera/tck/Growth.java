// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How the processor time of something grows with the size of what it is given: the exponent p of time = c · size^p
 * between a size and four times that size. It is the time of the measuring thread alone and the least of several runs,
 * so neither other processes nor compilers and collectors make it larger than it is.
 *
 * @param sizes of three inputs, each twice the one before
 * @param nanos least processor time of each
 */
record Growth(List<Integer> sizes, List<Long> nanos) {
    /** Room for caches and logarithms. */
    static final double SLACK = 0.6;

    private static final int SMALLEST = 1_000;
    private static final int LARGEST = 16_000;
    private static final long ENOUGH_NANOS = 3_000_000;
    private static final int ROUNDS = 5;

    /** Long work is disturbed less: two rounds are enough once so much is measured. */
    private static final long PLENTY_NANOS = 2_000_000_000L;

    /**
     * @param inputs makes an input of a size; not part of what is measured
     * @param work on the calling thread
     */
    static <T> Growth measure(IntFunction<T> inputs, Consumer<? super T> work) {
        int smallest = SMALLEST;
        T input = inputs.apply(smallest);
        work.accept(input);
        while (smallest < LARGEST && nanos(work, input) < ENOUGH_NANOS) {
            smallest *= 2;
            input = inputs.apply(smallest);
        }
        List<Integer> sizes = List.of(smallest, 2 * smallest, 4 * smallest);
        List<T> all = sizes.stream().map(inputs::apply).toList();
        long[] least = new long[sizes.size()];
        Arrays.fill(least, Long.MAX_VALUE);
        long measured = 0;
        for (int round = 0; round < ROUNDS && (round < 2 || measured < PLENTY_NANOS); round++) {
            for (int k = 0; k < least.length; k++) {
                long taken = nanos(work, all.get(k));
                least[k] = Math.min(least[k], taken);
                measured += taken;
            }
        }
        return new Growth(sizes, Arrays.stream(least).boxed().toList());
    }

    private static <T> long nanos(Consumer<? super T> work, T input) {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        boolean measures = clock.isCurrentThreadCpuTimeSupported();
        long start = measures ? clock.getCurrentThreadCpuTime() : System.nanoTime();
        work.accept(input);
        long end = measures ? clock.getCurrentThreadCpuTime() : System.nanoTime();
        return Math.max(1, end - start);
    }

    double exponent() {
        int last = sizes.size() - 1;
        return Math.log((double) nanos.get(last) / nanos.get(0)) / Math.log((double) sizes.get(last) / sizes.get(0));
    }

    @Override
    public String toString() {
        return IntStream.range(0, sizes.size())
                        .mapToObj(k -> String.format(Locale.ROOT, "%.1f ms for %d", nanos.get(k) / 1e6, sizes.get(k)))
                        .toList()
                + String.format(Locale.ROOT, ", an exponent of %.2f", exponent());
    }
}
