// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.strategy;

import java.time.Duration;
import java.util.List;

/**
 * Strategies that are there but do not answer yet. While a bundle is on trial its strategies go by the label
 * {@code NAME@VERSION}, under which they can be evaluated and asked; whoever answers otherwise goes on answering. Safe for
 * many threads.
 */
public interface Trials {
    /**
     * How a strategy on trial did on held-out data beside the champion of its task.
     *
     * @param strategy its label
     * @param champion name of the champion; empty where there is none, or nothing to measure on
     * @param measure name of what was measured, such as {@code NDCG@10}; larger is better
     * @param value of the strategy, NaN where not measured
     * @param championValue of the champion, NaN where not measured
     * @param low lower end of the 95 % interval of the difference, NaN where there is none
     * @param high upper end
     */
    record Measured(
            String task,
            String strategy,
            String champion,
            String measure,
            double value,
            double championValue,
            double low,
            double high) {
        /** Whether it is worse than the champion by more than this share of the champion's value. */
        public boolean worse(double tolerance) {
            return value < championValue - tolerance * Math.abs(championValue);
        }
    }

    /** From now on strategies that come from this bundle are on trial. To be called before it is started. */
    void begin(long bundle);

    /** Labels of the strategies of this bundle that are on trial. */
    List<String> strategies(long bundle);

    /**
     * Tries the strategies of a bundle on small made-up data: training, answers, reasons, saving and reading back.
     *
     * @param limit for all of it
     * @throws org.tessera.api.TesseraException if one does not do what it has to, saying what
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    void conform(long bundle, Duration limit, Progress progress);

    /** Measures the strategies of a bundle beside the champions of their tasks, on the data there is. */
    List<Measured> measure(long bundle, Progress progress);

    /**
     * Ends the trial of a bundle: its strategies, trained on all there is, answer from now on.
     *
     * @param prefer whether they become the preferred ones of their tasks
     */
    void admit(long bundle, boolean prefer, Progress progress);

    /** Forgets the trial of a bundle that is going away. */
    void end(long bundle);
}
