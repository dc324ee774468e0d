// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinWorkerThread;

/** Finds threads that somebody started and left. Those of the JVM and of its common pool do not count. */
public final class LeftThreads {
    private static final long PATIENCE_MILLIS = 2_000;

    private final Set<Thread> before;

    private LeftThreads(Set<Thread> before) {
        this.before = before;
    }

    /** From now on. */
    public static LeftThreads watch() {
        return new LeftThreads(new HashSet<>(Thread.getAllStackTraces().keySet()));
    }

    /** The names of those that were started since and do not end by themselves within a few seconds. */
    public List<String> now() throws InterruptedException {
        List<String> left = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            ThreadGroup group = thread.getThreadGroup();
            boolean own = thread instanceof ForkJoinWorkerThread worker
                    && worker.getPool() == java.util.concurrent.ForkJoinPool.commonPool();
            if (!before.contains(thread) && group != null && !group.getName().equals("system") && !own) {
                thread.join(PATIENCE_MILLIS);
                if (thread.isAlive()) {
                    left.add(thread.getName());
                }
            }
        }
        return left;
    }
}
