// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.data;

import java.time.Instant;

/**
 * Equally spaced values.
 *
 * @param name what is counted
 * @param start time of the first value
 * @param frequency values in one season, such as 12 for months in a year; 1 where there is none
 * @param values one a step, NaN where missing; not to be changed once handed over
 */
public record Series(String name, Instant start, int frequency, double[] values) {
    public Series {
        if (frequency < 1) {
            throw new IllegalArgumentException("frequency must be at least 1, got " + frequency);
        }
    }
}
