// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck.sample;

/** What may be wrong with a {@link CountingRecommender}. */
public enum Fault {
    NONE,
    STARTS_A_THREAD,
    FORGETS_THE_SEED,
    ADDS_UP_BY_THREADS,
    SWALLOWS_CANCELLATION,
    GOES_ON_WHEN_CANCELLED,
    GOES_BACKWARDS,
    SELDOM_REPORTS,
    TAKES_ANY_SETTING,
    SUMS_NOTHING_UP,
    READS_BEYOND_THE_END,
    BELIEVES_LENGTHS,
    READS_ONCE,
    SWALLOWS_A_FULL_DISK,
    IGNORES_EXCLUSIONS,
    ANSWERS_TOO_MANY,
    REASONS_DO_NOT_ADD_UP,
    COMPARES_ALL_WITH_ALL,
    LEARNS_NAN
}
