// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

/** How much two items are alike. Safe for many threads. */
@FunctionalInterface
public interface Similarity {
    /** 0 for nothing in common, 1 for the same. */
    double of(int one, int other);
}
