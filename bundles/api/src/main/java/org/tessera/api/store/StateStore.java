// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.store;

import java.util.Map;

/** Saved states of profilers. Safe for many threads. */
public interface StateStore {
    /** How far a profiler has come; the zero cursor where it is new. */
    Cursor cursor(String profiler);

    /**
     * Everything up to which a profiler has folded.
     *
     * @param format its format version; states of another are not to be read
     * @param last highest event number folded
     * @param revision of the events at that time
     */
    record Cursor(String format, long last, long revision) {
        public static final Cursor START = new Cursor("", 0, 0);
    }

    /** A saved state: bytes of the profiler and the time of the newest event in it. */
    record State(byte[] bytes, long newest) {}

    /** Gets states one at a time. */
    @FunctionalInterface
    interface Visitor {
        void visit(int customer, State state);
    }

    /** All states of a profiler by customer. */
    void visit(String profiler, Visitor visitor);

    /** The state of one customer. */
    java.util.Optional<State> find(String profiler, int customer);

    /** Saves states and the cursor they belong to, all or nothing. */
    void save(String profiler, Cursor cursor, Map<Integer, State> states);

    /** Forgets a profiler. */
    void clear(String profiler);
}
