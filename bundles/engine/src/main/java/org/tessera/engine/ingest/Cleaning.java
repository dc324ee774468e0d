// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import java.util.ArrayList;
import java.util.List;
import org.tessera.api.ingest.ImportReport.Step;

/** The rules of an import, counting what they touch. Not safe for many threads. */
final class Cleaning {
    private final List<Rule> rules;
    private final long[] touched;
    private String latest = "";

    Cleaning(List<Rule> rules) {
        this.rules = rules;
        this.touched = new long[rules.size()];
    }

    /** Runs the rules in order and says what became of the event. */
    Rule.Outcome clean(EventDraft draft) {
        for (int k = 0; k < touched.length; k++) {
            Rule rule = rules.get(k);
            if (rule.concerns(draft)) {
                touched[k]++;
                rule.apply(draft);
                if (rule.outcome() != Rule.Outcome.GOES_ON) {
                    latest = rule.name();
                    return rule.outcome();
                }
            }
        }
        return Rule.Outcome.GOES_ON;
    }

    /** Name of the rule that decided last. */
    String latest() {
        return latest;
    }

    /** How many events each rule touched, in order. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int k = 0; k < touched.length; k++) {
            steps.add(new Step(rules.get(k).name(), touched[k]));
        }
        return steps;
    }
}
