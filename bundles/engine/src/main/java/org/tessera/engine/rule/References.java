// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tessera.api.segment.RuleException;

/** Which rule segments refer to which. */
final class References {
    private final Map<String, Set<String>> of = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private References() {}

    /** Of expressions by the name of their segment; one that cannot be read refers to none. */
    static References of(Map<String, String> expressions) {
        References references = new References();
        expressions.forEach((name, expression) -> references.of.put(name, in(expression)));
        return references;
    }

    private static Set<String> in(String expression) {
        Set<String> found = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        try {
            collect(Parser.parse(expression), found);
        } catch (RuleException e) {
            // Such a segment is broken and says so itself.
            return Set.of();
        }
        return found;
    }

    private static void collect(Expression expression, Set<String> found) {
        if (expression instanceof Expression.Or or) {
            or.parts().forEach(part -> collect(part, found));
        } else if (expression instanceof Expression.And and) {
            and.parts().forEach(part -> collect(part, found));
        } else if (expression instanceof Expression.Not not) {
            collect(not.of(), found);
        } else if (expression instanceof Expression.Fact fact) {
            collect(fact.operand(), found);
        } else if (expression instanceof Expression.Comparison comparison) {
            collect(comparison.left(), found);
            collect(comparison.right(), found);
        } else if (expression instanceof Expression.In in) {
            collect(in.operand(), found);
        }
    }

    private static void collect(Operand operand, Set<String> found) {
        if (operand instanceof Operand.Call call && call.name().equals(Function.SEGMENT)) {
            call.segment().map(String::strip).ifPresent(found::add);
        }
    }

    /** Other segments that refer to one. */
    List<String> to(String name) {
        List<String> users = new ArrayList<>();
        of.forEach((user, used) -> {
            if (used.contains(name) && !user.equalsIgnoreCase(name)) {
                users.add(user);
            }
        });
        return users;
    }

    /** All names, each after those it refers to; within a circle, in any order. */
    List<String> order() {
        List<String> order = new ArrayList<>();
        Set<String> done = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        of.keySet().forEach(name -> visit(name, done, order));
        return order;
    }

    private void visit(String name, Set<String> done, List<String> order) {
        if (of.containsKey(name) && done.add(name)) {
            of.getOrDefault(name, Set.of()).forEach(used -> visit(used, done, order));
            order.add(name);
        }
    }

    /** The names by which one refers to itself, it first and last; empty where it does not. */
    List<String> circle(String name) {
        List<String> way = new ArrayList<>(List.of(name));
        return leads(name, name, way, new TreeSet<>(String.CASE_INSENSITIVE_ORDER)) ? List.copyOf(way) : List.of();
    }

    private boolean leads(String from, String to, List<String> way, Set<String> tried) {
        for (String used : of.getOrDefault(from, Set.of())) {
            way.add(used);
            if (used.equalsIgnoreCase(to) || tried.add(used) && leads(used, to, way, tried)) {
                return true;
            }
            way.remove(way.size() - 1);
        }
        return false;
    }
}
