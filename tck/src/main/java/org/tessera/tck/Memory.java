// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import java.lang.management.ManagementFactory;

/** What the calling thread takes. */
final class Memory {
    private Memory() {}

    /** Bytes that the calling thread has allocated so far; 0 all the time on a JVM that does not count them. */
    static long allocated() {
        return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean counting
                ? counting.getCurrentThreadAllocatedBytes()
                : 0;
    }
}
