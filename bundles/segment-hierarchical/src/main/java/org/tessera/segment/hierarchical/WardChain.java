// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import org.tessera.api.strategy.Progress;
import org.tessera.numerics.clusters.DistinctRows;
import org.tessera.numerics.parallel.Parallel;

/**
 * Ward's tree. Groups are means and sizes, so no pair of rows needs memory: the distance of two is
 * {@code sqrt(2 |A| |B| / (|A| + |B|)) · |mean A - mean B|}, heights as Murtagh and Legendre (Ward's hierarchical
 * agglomerative clustering method: which algorithms implement Ward's criterion?, 2014) have them for Ward2.
 */
final class WardChain extends NearestChain {
    private final Groups groups;

    WardChain(DistinctRows rows, Parallel parallel, Progress progress) {
        this(new Groups(rows, true), parallel, progress);
    }

    private WardChain(Groups groups, Parallel parallel, Progress progress) {
        super(groups, parallel, progress);
        this.groups = groups;
    }

    /** Half the square of the height. */
    @Override
    double distance(int one, int other, double squaredOfMeans) {
        return squaredOfMeans / (groups.weight(one) + groups.weight(other));
    }

    @Override
    double reach(double distance) {
        // Room for the rounding of the division.
        return distance * (1 + 1e-12);
    }

    @Override
    double height(double distance) {
        return Math.sqrt(2 * distance);
    }

    @Override
    void searching() {
        // The means are all that is searched.
    }

    @Override
    void joining(int kept, int gone) {
        // Means and sizes are all there is to a group.
    }

    @Override
    int kept(int one, int other) {
        return Math.min(one, other);
    }
}
