// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.challenge;

import java.util.Arrays;

/** The times of the last answers. For one thread. */
final class Times {
    private static final int KEPT = 4096;

    private final long[] nanos = new long[KEPT];
    private long count;

    void add(long taken) {
        nanos[(int) (count++ % KEPT)] = taken;
    }

    /** Time below which 99 % stayed, in milliseconds; NaN without any. */
    double p99Ms() {
        int n = (int) Math.min(count, KEPT);
        if (n == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, n);
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(.99 * n) - 1] / 1e6;
    }
}
