// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.demo;

import java.io.IOException;
import java.util.List;
import org.tessera.api.strategy.Progress;

/** One run of the job, step by step. For one thread at a time. */
public interface Tour {
    /** The steps, to be run in this order, each once. */
    List<Step> steps();

    /**
     * What came of it.
     *
     * @throws IllegalStateException if not all steps have been run
     */
    Summary summary();

    /** A step of the job. */
    interface Step {
        /** What it does, in a word or two, such as {@code import events}. */
        String name();

        /**
         * Does it.
         *
         * @throws IOException if a file cannot be written or read
         * @throws org.tessera.api.TesseraException if it cannot be done
         * @throws java.util.concurrent.CancellationException if cancelled
         */
        Outcome run(Progress progress) throws IOException;
    }

    /**
     * What a step came to.
     *
     * @param step its name
     * @param lines what there is to say, the first line the most important
     * @param seconds start to end
     */
    record Outcome(String step, List<String> lines, double seconds) {}

    /**
     * The job in short.
     *
     * @param folder with the shop's files
     * @param report the page about it
     * @param customers in the shop
     * @param items in the shop
     * @param events that happened in the shop
     * @param rejected rows that went to quarantine
     * @param changed whether this run brought anything that the store did not have
     * @param segments names of the segments, the largest first
     * @param leaderboard strategies of recommendation, the best first, with their NDCG
     * @param outcomes of all steps
     * @param tryNext command lines that work with this shop
     * @param seconds all steps together
     */
    record Summary(
            String folder,
            String report,
            int customers,
            int items,
            long events,
            long rejected,
            boolean changed,
            List<String> segments,
            List<Standing> leaderboard,
            List<Outcome> outcomes,
            List<String> tryNext,
            double seconds) {}

    /** How good a strategy of recommendation is on this shop. */
    record Standing(String strategy, double ndcg) {}
}
