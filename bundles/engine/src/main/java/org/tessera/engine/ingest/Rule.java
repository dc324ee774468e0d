// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import java.util.List;
import java.util.function.Consumer;

/**
 * A cleaning rule: which events it is about and what it does to them. For one import, not safe for many threads.
 *
 * @param name by which the report counts the events it touched
 * @param when all have to hold
 * @param changes what is done, in order
 */
record Rule(String name, List<Condition> when, List<Consumer<EventDraft>> changes, Outcome outcome) {
    /** What becomes of an event a rule is about. */
    enum Outcome {
        /** The next rule looks at it. */
        GOES_ON,
        /** It is kept but never handed out; no other rule looks at it. */
        SET_ASIDE,
        /** It is counted and left out. */
        DROPPED,
        /** It goes to quarantine, with the rule's name as reason. */
        REJECTED
    }

    boolean concerns(EventDraft draft) {
        for (int k = 0; k < when.size(); k++) {
            if (!when.get(k).holds(draft)) {
                return false;
            }
        }
        return true;
    }

    void apply(EventDraft draft) {
        for (int k = 0; k < changes.size(); k++) {
            changes.get(k).accept(draft);
        }
        draft.aside |= outcome == Outcome.SET_ASIDE;
    }
}
