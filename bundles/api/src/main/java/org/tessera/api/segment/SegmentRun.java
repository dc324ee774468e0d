// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.segment;

import java.time.Instant;
import java.util.List;

/**
 * One time that segments were formed.
 *
 * @param model id of the model, which may no longer be kept
 * @param strategy that formed them
 * @param time when
 * @param customers how many there were
 * @param segments in their order, noise last
 */
public record SegmentRun(String model, String strategy, Instant time, int customers, List<Size> segments) {
    /** A segment of that time. */
    public record Size(String segment, String name, int size) {}
}
