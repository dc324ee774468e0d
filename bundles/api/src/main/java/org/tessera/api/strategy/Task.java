// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.strategy;

/** The tasks that have a slot for a strategy. */
public final class Task {
    /** Groups customers: {@link org.tessera.api.segment.Clusterer}. */
    public static final String SEGMENT = "segment";

    /** Ranks items: {@link org.tessera.api.recommend.Recommender}. */
    public static final String RECOMMEND = "recommend";

    private Task() {}
}
