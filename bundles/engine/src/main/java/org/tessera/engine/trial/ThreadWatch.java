// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.trial;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** Finds threads that a bundle left behind: of its classes, with its class loader, or running its code. */
final class ThreadWatch {
    private static final long PATIENCE = TimeUnit.SECONDS.toMillis(1);

    private final Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
    private final Bundle bundle;

    ThreadWatch(Bundle bundle) {
        this.bundle = bundle;
    }

    /** Names of the threads that have come since and do not end within a second. */
    List<String> left() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
        for (Thread thread : foreign()) {
            long rest = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (rest > 0) {
                thread.join(rest);
            }
        }
        return foreign().stream().map(Thread::getName).sorted().toList();
    }

    private Set<Thread> foreign() {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        ClassLoader loader = wiring == null ? null : wiring.getClassLoader();
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry ->
                        !before.contains(entry.getKey()) && entry.getKey().isAlive())
                .filter(entry -> entry.getKey().getClass().getClassLoader() == loader
                        || entry.getKey().getContextClassLoader() == loader
                        || runs(entry.getValue()))
                .map(java.util.Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private boolean runs(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (bundle.getEntry(frame.getClassName().replace('.', '/') + ".class") != null) {
                return true;
            }
        }
        return false;
    }
}
