// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.segment;

import java.util.List;

/**
 * How much nearer customers are to their own segment than to the next one (Rousseeuw 1987), segment by segment.
 *
 * @param mean over all customers that were measured
 * @param measured how many those are
 * @param segments in their order; noise is none
 */
public record Silhouettes(double mean, int measured, List<OfSegment> segments) {
    /**
     * The customers of one segment.
     *
     * @param segment its number
     * @param name of the segment
     * @param mean over its customers
     * @param values of its customers, -1..1, the highest first; only to be read
     */
    public record OfSegment(String segment, String name, double mean, double[] values) {}
}
