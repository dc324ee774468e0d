// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.strategy;

import java.util.List;

/** Long work that runs beside everything else, can be watched and cancelled. Safe for many threads. */
public interface Jobs {
    /** A piece of long work. */
    @FunctionalInterface
    interface Work<R> {
        /** Does it, reporting to {@code progress}, which also is how it is cancelled. */
        R run(Progress progress) throws Exception;
    }

    /** A piece of work under way or over. */
    interface Job<R> {
        /** How it stands now. */
        JobInfo info();

        /**
         * Waits for it to end, telling {@code watcher} how far it is on the waiting thread.
         *
         * @throws InterruptedException if the waiting thread is interrupted; the job goes on
         * @throws java.util.concurrent.CancellationException if the job was cancelled
         * @throws org.tessera.api.TesseraException as thrown by the work
         */
        R await(Progress watcher) throws InterruptedException;

        /** Asks it to stop; it does at its next report of progress. */
        void cancel();
    }

    /** Starts a piece of work. */
    <R> Job<R> submit(String name, Work<R> work);

    /** Running and recent jobs, newest first. */
    List<JobInfo> list();

    /**
     * Asks a job to stop.
     *
     * @throws org.tessera.api.TesseraException if there is no such job
     */
    void cancel(long id);
}
