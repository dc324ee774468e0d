// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.measure;

import java.nio.file.Path;

/** How interactions are divided into what is trained on and what must be foretold. */
public sealed interface Split {
    /** The newest share of all events, by time, is held out: the closest to life. */
    record ByTime(double share) implements Split {}

    /** The newest item of each customer with at least two is held out. */
    record LeaveLastOut() implements Split {}

    /** A random share of the pairs is held out. */
    record Random(double share, long seed) implements Split {}

    /** Pairs from files: customer and item ids in the first two columns, split by tab, comma or blank. */
    record Files(Path train, Path test) implements Split {}

    /**
     * One item of each customer, to be found among items drawn beforehand, as He et al. (2017) publish it.
     *
     * @param train pairs as in {@link Files}
     * @param negatives a line for each customer: {@code (customer,item)} and the items it is to be found among, split by
     *     tabs
     */
    record Sampled(Path train, Path negatives) implements Split {}
}
