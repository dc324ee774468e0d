// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tessera.api.segment.RuleException;

/** Gives the functions in a rule their meaning, and notes what has to be counted for them. For one thread and one rule. */
final class Functions {
    private final String text;
    private final Set<String> known;
    private final List<Counting> countings = new ArrayList<>();
    private final List<String> segments = new ArrayList<>();

    /** @param known names of the rule segments there are */
    Functions(String text, Set<String> known) {
        this.text = text;
        this.known = known;
    }

    List<Counting> countings() {
        return List.copyOf(countings);
    }

    /** Rule segments the rule refers to. */
    List<String> segments() {
        return List.copyOf(segments);
    }

    Value value(Operand.Call call) {
        if (call.name().equals(Function.SEGMENT)) {
            return segment(call);
        }
        Function function = Function.of(call.name())
                .orElseThrow(() -> error(
                        call,
                        "there is no function '" + call.name() + "'",
                        Nearest.hint(
                                call.name(), Function.words(), "functions: " + String.join(", ", Function.words()))));
        if (call.segment().isPresent()) {
            throw error(
                    call,
                    "found the text '" + call.segment().get() + "' in " + function.word()
                            + "(…), expected a filter by name, such as category='"
                            + call.segment().get() + "'",
                    "");
        }
        boolean typed = call.filters().stream().anyMatch(filter -> filter.field() == Operand.Field.TYPE);
        if (typed && !function.takesType()) {
            throw error(
                    call,
                    function.word() + "(…) looks at events of type " + function.type() + ", expected no other type",
                    "for other types there is events(type='…') > 0");
        }
        int place = place(new Counting(function, call));
        return switch (function.kind()) {
            case NUMBER ->
                new Value.Quantity(facts -> facts.tally(place).number(facts), function == Function.DAYS_SINCE);
            case TRUTH -> new Value.Truth(facts -> facts.tally(place).any(facts));
            case TIME -> new Value.Moment(facts -> facts.tally(place).time(facts));
        };
    }

    /** Where the count of a function is; the same where it was asked for before. */
    private int place(Counting counting) {
        for (int k = 0; k < countings.size(); k++) {
            if (countings.get(k).call().equals(counting.call())) {
                return k;
            }
        }
        countings.add(counting);
        return countings.size() - 1;
    }

    private Value segment(Operand.Call call) {
        if (call.segment().isEmpty()
                || !call.filters().isEmpty()
                || call.window().isPresent()) {
            throw error(call, "expected the name of a rule segment alone, as in segment('name')", "");
        }
        String name = call.segment().get().strip();
        if (!known.contains(name)) {
            throw error(
                    call,
                    "there is no rule segment '" + name + "'",
                    Nearest.hint(
                            name,
                            known,
                            known.isEmpty() ? "none is defined yet" : "there are: " + String.join(", ", known)));
        }
        if (segments.stream().noneMatch(name::equalsIgnoreCase)) {
            segments.add(name);
        }
        return new Value.Truth(facts -> facts.isIn(name));
    }

    private RuleException error(Operand.Call call, String message, String hint) {
        return new RuleException(message, hint, text, call.place().at());
    }
}
