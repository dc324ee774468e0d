// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.segment;

import java.time.Instant;
import java.util.List;

/**
 * How customers moved from the segments before to those that stand now.
 *
 * @param from id of the model before
 * @param to id of the model now
 * @param fromTime when those before were formed
 * @param toTime when those now were formed
 * @param customers in both
 * @param agreement adjusted Rand index of both groupings over the customers in both: 1 where they are the same, about 0
 *     where they have nothing to do with each other; NaN without such customers
 * @param flows from each segment before to each now, only where anybody went; by segment before and now
 * @param segments those now, in their order, then those before that nothing continues
 * @param drift of the traits between the two runs, those that both were formed of
 */
public record Movement(
        String from,
        String to,
        Instant fromTime,
        Instant toTime,
        int customers,
        double agreement,
        List<Flow> flows,
        List<Change> segments,
        List<Drift.Shift> drift) {
    /**
     * Customers who took the same way.
     *
     * @param from name of the segment before; empty for those who were not there
     * @param to name of the segment now; empty for those who are not there any more
     */
    public record Flow(String from, String to, int customers) {}

    /**
     * What became of a segment.
     *
     * @param segment its number now; empty where it is gone
     * @param name now; empty where it is gone
     * @param before name of the segment it continues; empty where it is new
     * @param overlap customers in both over customers in either (Jaccard), of those there both times; 0 where it is new or
     *     gone
     * @param carried whether the name was carried over
     * @param size now
     * @param sizeBefore of the segment it continues
     * @param entered customers in it now who were not in the segment it continues, newcomers included
     * @param left customers of the segment it continues who are not in it now
     */
    public record Change(
            String segment,
            String name,
            String before,
            double overlap,
            boolean carried,
            int size,
            int sizeBefore,
            int entered,
            int left) {}
}
