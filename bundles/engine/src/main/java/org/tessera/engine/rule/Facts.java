// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.data.FeatureTable.Categorical;
import org.tessera.api.data.FeatureTable.Column;
import org.tessera.api.data.FeatureTable.Numeric;

/** What a rule looks at of one customer at a moment, and until when its answer is sure. For one thread. */
final class Facts {
    /** The time of something that is not there. */
    static final long NEVER = Long.MIN_VALUE;

    private final long now;
    private final List<Tally> tallies;
    private final @Nullable Column[] columns;
    private final Map<String, BitSet> segments;
    private int customer;
    private int row;
    private long until;

    /**
     * @param columns those the rule looks at, in its order
     * @param segments members of other rule segments by name
     */
    Facts(long now, List<Tally> tallies, List<String> columns, FeatureTable table, Map<String, BitSet> segments) {
        this.now = now;
        this.tallies = tallies;
        this.columns = new Column[columns.size()];
        for (int k = 0; k < this.columns.length; k++) {
            this.columns[k] = table.column(columns.get(k)).orElse(null);
        }
        this.segments = segments;
    }

    /**
     * Turns to a customer.
     *
     * @param newRow of the table, negative where it has none
     */
    void turnTo(int newCustomer, int newRow) {
        customer = newCustomer;
        row = newRow;
        until = Long.MAX_VALUE;
    }

    long now() {
        return now;
    }

    /** The first moment at which the answer may be another without an event. */
    long until() {
        return until;
    }

    void sureUntil(long moment) {
        until = moment;
    }

    void sureAtMostUntil(long moment) {
        until = Math.min(until, moment);
    }

    Tally tally(int place) {
        return tallies.get(place);
    }

    /** NaN where missing. */
    double number(int place) {
        return row >= 0 && columns[place] instanceof Numeric numbers ? numbers.value(row) : Double.NaN;
    }

    /** {@link #NEVER} where missing. */
    long time(int place) {
        double days = number(place);
        return Double.isNaN(days) ? NEVER : now - Math.round(days * Span.DAY);
    }

    @Nullable
    String level(int place) {
        return row >= 0 && columns[place] instanceof Categorical levels && !levels.isMissing(row)
                ? levels.levels().get(levels.code(row))
                : null;
    }

    boolean isIn(String segment) {
        BitSet members = segments.get(segment);
        return members != null && members.get(customer);
    }
}
