// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.tessera.api.segment.RuleSegment;
import org.tessera.api.segment.RuleSegment.Movement;

/**
 * A rule segment with its members and all that tells whether they still are right. Immutable: bits and array are only to
 * be read.
 *
 * @param cursor how far it is; {@link Cursor#START} where it was never evaluated
 * @param members by dense index
 * @param sure by dense index, the first moment at which the answer may differ without an event; as long as there were
 *     customers
 * @param earliest the least of them
 * @param movements the newest first
 * @param broken why it cannot be evaluated now
 */
record Standing(
        Definition definition,
        Cursor cursor,
        BitSet members,
        long[] sure,
        long earliest,
        List<Movement> movements,
        Optional<String> broken) {
    /** Movements that are kept. */
    static final int MOST_MOVEMENTS = 50;

    /** What a person said. */
    record Definition(String name, String expression, Instant created, Instant updated) {}

    /**
     * Up to where a segment is evaluated.
     *
     * @param last highest event number
     * @param revision of the events
     * @param moment of the portraits
     * @param stamp of the rule's columns
     * @param attributes generation of the customers' attributes
     * @param items print of the catalogue, empty where the rule does not read it
     */
    record Cursor(long last, long revision, long moment, String stamp, long attributes, String items) {
        static final Cursor START = new Cursor(-1, -1, Long.MIN_VALUE, "", -1, "");
    }

    /** A segment that was just defined. */
    static Standing of(Definition definition) {
        return new Standing(
                definition, Cursor.START, new BitSet(), new long[0], Long.MAX_VALUE, List.of(), Optional.empty());
    }

    String name() {
        return definition.name();
    }

    boolean isNew() {
        return cursor.equals(Cursor.START);
    }

    /** With the rule that cannot be evaluated, or can again. */
    Standing broken(Optional<String> reason) {
        return broken.equals(reason)
                ? this
                : new Standing(definition, cursor, members, sure, earliest, movements, reason);
    }

    /** Further on, with nobody evaluated. */
    Standing at(Cursor reached) {
        return new Standing(definition, reached, members, sure, earliest, movements, broken);
    }

    /** Further on, with what an evaluation found. */
    Standing at(Cursor reached, BitSet membersNow, long[] sureNow) {
        long least = Long.MAX_VALUE;
        for (long moment : sureNow) {
            least = Math.min(least, moment);
        }
        return new Standing(
                definition, reached, membersNow, sureNow, least, moved(reached.moment(), membersNow), Optional.empty());
    }

    private List<Movement> moved(long moment, BitSet membersNow) {
        if (isNew()) {
            return List.of();
        }
        BitSet entered = (BitSet) membersNow.clone();
        entered.andNot(members);
        BitSet left = (BitSet) members.clone();
        left.andNot(membersNow);
        if (entered.isEmpty() && left.isEmpty()) {
            return movements;
        }
        List<Movement> all = new ArrayList<>();
        all.add(new Movement(Instant.ofEpochMilli(moment), entered.cardinality(), left.cardinality()));
        all.addAll(movements.subList(0, Math.min(movements.size(), MOST_MOVEMENTS - 1)));
        return List.copyOf(all);
    }

    /** As others see it. */
    RuleSegment segment(int customers) {
        int size = members.cardinality();
        return new RuleSegment(
                definition.name(),
                definition.expression(),
                size,
                customers == 0 ? 0 : (double) size / customers,
                definition.created(),
                definition.updated(),
                Instant.ofEpochMilli(isNew() ? 0 : cursor.moment()),
                movements.isEmpty() ? 0 : movements.get(0).entered(),
                movements.isEmpty() ? 0 : movements.get(0).left(),
                movements,
                broken);
    }
}
