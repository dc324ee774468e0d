// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The most memory this process ever had. */
final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");

    private PeakMemory() {}

    /**
     * Peak resident size in MB (2^20 bytes) where the system tells it; elsewhere the sum of the peaks of the JVM's own
     * memory pools, which leaves out what is outside them.
     */
    static long megabytes() {
        if (Files.isReadable(STATUS)) {
            try {
                return fromStatus(Files.readAllLines(STATUS));
            } catch (IOException e) {
                return fromPools();
            }
        }
        return fromPools();
    }

    static long fromStatus(List<String> lines) throws IOException {
        for (String line : lines) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
            }
        }
        throw new IOException("no VmHWM in " + STATUS);
    }

    static long fromPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum()
                >> 20;
    }
}
