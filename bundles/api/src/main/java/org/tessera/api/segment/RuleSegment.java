// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.segment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A segment that a rule defines, as it stands.
 *
 * @param name unique whatever its case
 * @param expression in its canonical form
 * @param size customers in it
 * @param share of all customers, 0..1
 * @param created when it was first defined
 * @param updated when its expression was last changed
 * @param evaluated the moment at which it was last brought up to date: that of the portraits
 * @param entered customers that came in when its members last changed
 * @param left customers that went out then
 * @param movements when its members changed, the newest first; only the latest are kept
 * @param broken why it cannot be evaluated now, such as a trait that has gone; its members stay as they were
 */
public record RuleSegment(
        String name,
        String expression,
        int size,
        double share,
        Instant created,
        Instant updated,
        Instant evaluated,
        int entered,
        int left,
        List<Movement> movements,
        Optional<String> broken) {
    /**
     * A change of the members.
     *
     * @param moment of the portraits at the time
     * @param entered customers that came in
     * @param left customers that went out
     */
    public record Movement(Instant moment, int entered, int left) {}
}
