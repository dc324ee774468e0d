// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tessera.api.segment.RuleException;
import org.tessera.engine.profile.SelectedTraits;
import org.tessera.engine.rule.Standing.Definition;

/**
 * All rules bound to the traits there are at some time. Immutable.
 *
 * @param order names of those that can be evaluated, each after those it refers to
 * @param broken why the others cannot
 */
record Bindings(
        SelectedTraits.View view,
        List<Definition> definitions,
        List<String> order,
        Map<String, Rule> rules,
        Map<String, String> broken) {
    static Bindings of(SelectedTraits.View view, SortedMap<String, Standing> standings) {
        Map<String, Rule> rules = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Map<String, String> broken = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        standings.forEach((name, standing) -> {
            try {
                rules.put(name, Binder.bind(standing.definition().expression(), view, standings.keySet()));
            } catch (RuleException e) {
                broken.put(name, e.getMessage());
            }
        });
        References references = references(standings);
        for (String name : standings.keySet()) {
            List<String> circle = references.circle(name);
            if (!circle.isEmpty() && rules.remove(name) != null) {
                broken.put(name, "it refers to itself in a circle: " + String.join(" → ", circle));
            }
        }
        List<String> order = new ArrayList<>(references.order());
        order.removeIf(name -> !rules.containsKey(name));
        return new Bindings(view, definitions(standings), List.copyOf(order), rules, broken);
    }

    static References references(SortedMap<String, Standing> standings) {
        return References.of(standings.values().stream()
                .collect(Collectors.toMap(Standing::name, s -> s.definition().expression())));
    }

    private static List<Definition> definitions(SortedMap<String, Standing> standings) {
        return standings.values().stream().map(Standing::definition).toList();
    }

    /** Whether they are those of these segments, and the traits are still there. */
    boolean hold(SortedMap<String, Standing> standings) {
        return view.isCurrent() && definitions.equals(definitions(standings));
    }

    boolean readTraits() {
        return rules.values().stream().anyMatch(rule -> !rule.columns().isEmpty());
    }

    Optional<Rule> rule(String name) {
        return Optional.ofNullable(rules.get(name));
    }

    Optional<String> reason(String name) {
        return Optional.ofNullable(broken.get(name));
    }
}
