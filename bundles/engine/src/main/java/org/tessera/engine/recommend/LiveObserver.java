// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.util.List;
import org.tessera.api.recommend.Query;

/** Looks on as questions are answered, and may say who is asked. Called by whoever asks, so it has to be quick. */
public interface LiveObserver {
    LiveObserver NOBODY = new LiveObserver() {
        @Override
        public List<String> chain(int customer, List<String> chain) {
            return chain;
        }

        @Override
        public boolean wants(int customer) {
            return false;
        }

        @Override
        public void answered(Answered answered) {
            throw new IllegalStateException("nobody wants to know");
        }
    };

    /**
     * A question that was answered.
     *
     * @param strategy that answered
     * @param items answered, best first
     * @param afterEvent the last event there was when it was asked
     */
    record Answered(int customer, Query query, String strategy, int[] items, long nanos, long afterEvent) {}

    /** Who is to be asked for this customer, in order. */
    List<String> chain(int customer, List<String> chain);

    /** Whether to be told of the answer for this customer. */
    boolean wants(int customer);

    void answered(Answered answered);
}
