// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.strategy;

/**
 * Where long work says how far it is and learns that it is no longer wanted. Safe for many threads.
 */
@FunctionalInterface
public interface Progress {
    /**
     * Says how far the work is. To be called often: it costs little, and it is how a cancelled piece of work stops.
     *
     * @param phase what is being done, in a word or two
     * @param done units done in this phase
     * @param total units of this phase in all, 0 where unknown
     * @throws java.util.concurrent.CancellationException if the work is cancelled or its thread interrupted; let it pass
     */
    void report(String phase, long done, long total);

    /** Nobody watches; stops only when the thread is interrupted. */
    static Progress unwatched() {
        return (phase, done, total) -> {
            if (Thread.currentThread().isInterrupted()) {
                throw new java.util.concurrent.CancellationException("interrupted in " + phase);
            }
        };
    }
}
