// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.List;

/**
 * A rule ready to be evaluated. Immutable.
 *
 * @param expression in its canonical form
 * @param columns traits and shares it looks at
 * @param stamp changes when the profilers behind the columns do
 * @param steady whether all columns are, see {@link org.tessera.engine.profile.SelectedTraits.Column}
 * @param countings what it counts of the events
 * @param segments rule segments it refers to
 */
record Rule(
        String expression,
        List<String> columns,
        String stamp,
        boolean steady,
        List<Counting> countings,
        List<String> segments,
        Condition condition) {
    /** Whether it looks at items beside their ids, by itself or through traits. */
    boolean readsItems() {
        return !columns.isEmpty() || countings.stream().anyMatch(Counting::readsCategories);
    }
}
