// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.time.Duration;

/** Counts the commands of a session that are under way, as Gogo runs them on threads of its own. Thread-safe. */
final class Running {
    private int count;

    synchronized void begin() {
        count++;
    }

    synchronized void end() {
        count--;
        notifyAll();
    }

    /** Waits until none is under way, or patience ends. */
    synchronized boolean awaitNone(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (count > 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
