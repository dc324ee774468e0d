// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Something a rule asks of a field. Remembers its answers for texts, as the same few come again and again. Not safe for
 * many threads.
 */
final class Condition {
    private static final int REMEMBERED = 8192;

    private final String field;
    private final Predicate<String> text;
    private final DoublePredicate number;
    private final boolean numeric;
    private final Map<String, Boolean> answers = new HashMap<>();
    private String latest = "";
    private boolean latestAnswer;

    private Condition(String field, Predicate<String> text, DoublePredicate number, boolean numeric) {
        this.field = field;
        this.text = text;
        this.number = number;
        this.numeric = numeric;
        this.latestAnswer = !numeric && text.test("");
    }

    static Condition ofText(String field, Predicate<String> test) {
        return new Condition(field, test, number -> false, false);
    }

    /** @param test is given NaN where the event has no such number */
    static Condition ofNumber(String field, DoublePredicate test) {
        return new Condition(field, text -> false, test, true);
    }

    boolean holds(EventDraft draft) {
        return numeric ? number.test(draft.number(field)) : holds(draft.text(field));
    }

    private boolean holds(String value) {
        if (value.equals(latest)) {
            return latestAnswer;
        }
        @Nullable Boolean known = answers.get(value);
        if (known == null) {
            if (answers.size() == REMEMBERED) {
                answers.clear();
            }
            known = text.test(value);
            answers.put(value, known);
        }
        latest = value;
        latestAnswer = known;
        return known;
    }
}
