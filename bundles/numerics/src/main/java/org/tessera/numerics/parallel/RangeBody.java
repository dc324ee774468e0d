// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.parallel;

/** A piece of a loop: what is done for every index of a range. */
@FunctionalInterface
public interface RangeBody {
    /** Does the work for the indexes {@code from <= index < to}. */
    void run(int from, int to);
}
