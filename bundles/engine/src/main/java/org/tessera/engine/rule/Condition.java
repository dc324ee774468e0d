// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.List;

/** A condition ready to be evaluated. Immutable. */
@FunctionalInterface
interface Condition {
    /** Whether it holds; tells the facts until when this is sure. */
    boolean test(Facts facts);

    /** Whether all hold. One that does not is reason enough, for as long as it does not. */
    static Condition all(List<Condition> parts) {
        return facts -> {
            long before = facts.until();
            long least = Long.MAX_VALUE;
            for (Condition part : parts) {
                facts.sureUntil(Long.MAX_VALUE);
                if (!part.test(facts)) {
                    facts.sureUntil(Math.min(before, facts.until()));
                    return false;
                }
                least = Math.min(least, facts.until());
            }
            facts.sureUntil(Math.min(before, least));
            return true;
        };
    }

    default Condition negated() {
        return facts -> !test(facts);
    }

    /** Whether any holds. */
    static Condition any(List<Condition> parts) {
        return all(parts.stream().map(Condition::negated).toList()).negated();
    }
}
