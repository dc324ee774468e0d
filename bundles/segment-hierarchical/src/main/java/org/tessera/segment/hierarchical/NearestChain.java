// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import java.util.List;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.parallel.Parallel;

/**
 * Chains of nearest neighbours (Murtagh, A survey of recent advances in hierarchical clustering algorithms, 1983; Müllner,
 * Modern hierarchical, agglomerative clustering algorithms, 2011, section 3.2): from a group to its nearest, to the nearest
 * of that and so on, until two are nearest to each other, which merge.
 *
 * <p>The nearest group is looked for by the means: how far two means are apart bounds the distance of the groups from
 * below, so most of them are passed over, whole blocks at once. Of equally near groups it is the one before in the chain,
 * then the one with the lowest id, so the tree is the same however a search is cut into parts.
 */
abstract class NearestChain {
    /** Multiplications of a search below which handing out parts of it costs more than it saves. */
    private static final long PARALLEL_WORK = 1 << 20;

    private static final int REPORT = 64;

    private final Groups groups;
    private final Parallel parallel;
    private final Progress progress;
    private long lastWork;

    NearestChain(Groups groups, Parallel parallel, Progress progress) {
        this.groups = groups;
        this.parallel = parallel;
        this.progress = progress;
    }

    /** Distance of two groups, or anything that orders them alike. */
    abstract double distance(int one, int other, double squaredOfMeans);

    /**
     * What the squared distance of two means, divided by the sum of the two weights, cannot exceed where the groups are not
     * farther apart than so.
     */
    abstract double reach(double distance);

    /** Height of a merge at a distance. */
    abstract double height(double distance);

    /** What is to be done before a search. */
    abstract void searching();

    /** What is to be done before one group takes over another. */
    abstract void joining(int kept, int gone);

    /** Which of the two the merged group is. */
    abstract int kept(int one, int other);

    /** All merges, those of a chain from the top down. */
    final Merges run() {
        int rows = groups.rows();
        Merges merges = new Merges(rows);
        int[] chain = new int[rows + 1];
        boolean[] chained = new boolean[rows];
        int length = 0;
        int start = 0;
        while (groups.live() > 1) {
            if (length == 0) {
                while (groups.isGone(start)) {
                    start++;
                }
                chain[length++] = start;
                chained[start] = true;
            }
            int tip = chain[length - 1];
            int before = length > 1 ? chain[length - 2] : -1;
            searching();
            Nearest nearest = nearest(tip, before);
            // Rounding can make one nearest that is farther up; then all of them are as near as can be told.
            if (before < 0 || !chained[nearest.id]) {
                chain[length++] = nearest.id;
                chained[nearest.id] = true;
                continue;
            }
            if (merges.size() % REPORT == 0) {
                progress.report("merging", merges.size(), rows - 1L);
            }
            int kept = kept(tip, before);
            int gone = tip + before - kept;
            merges.add(kept, gone, height(distance(tip, before, groups.squared(tip, before))));
            joining(kept, gone);
            groups.merge(kept, gone);
            chained[tip] = false;
            chained[before] = false;
            length -= 2;
        }
        return merges;
    }

    private Nearest nearest(int tip, int before) {
        Nearest nearest = new Nearest(tip, before);
        RowBlocks blocks = groups.blocks();
        if (before >= 0) {
            nearest.offer(distance(tip, before, groups.squared(tip, before)), before);
        }
        int home = blocks.blockOf(tip);
        nearest.scan(home);
        if (parallel.parallelism() > 1 && lastWork >= PARALLEL_WORK) {
            int parts = Math.min(parallel.parallelism() * 4, blocks.blocks());
            List<Nearest> found = parallel.map(parts, part -> {
                Nearest own = new Nearest(tip, before);
                own.offer(nearest.distance, nearest.id);
                own.search(
                        (int) ((long) blocks.blocks() * part / parts),
                        (int) ((long) blocks.blocks() * (part + 1) / parts),
                        home);
                return own;
            });
            for (Nearest own : found) {
                nearest.offer(own.distance, own.id);
                nearest.seen += own.seen;
            }
        } else {
            nearest.search(0, blocks.blocks(), home);
        }
        lastWork = nearest.seen * groups.dimensions();
        return nearest;
    }

    /** The nearest group found so far. */
    private final class Nearest {
        private final int tip;
        private final int before;
        private final RowBlocks blocks = groups.blocks();
        private final double[] means = groups.means();
        private final int at;
        private final double own;
        private final double[] squares = new double[RowBlocks.WIDTH];
        private double distance = Double.POSITIVE_INFINITY;
        private double reach = Double.POSITIVE_INFINITY;
        private int id = -1;
        private long seen;

        Nearest(int tip, int before) {
            this.tip = tip;
            this.before = before;
            this.at = tip * groups.dimensions();
            this.own = groups.weight(tip);
        }

        void offer(double candidate, int other) {
            if (candidate < distance || (candidate == distance && id != before && (other < id || other == before))) {
                distance = candidate;
                reach = reach(candidate);
                id = other;
            }
        }

        void search(int from, int to, int except) {
            for (int block = from; block < to; block++) {
                if (block != except
                        && blocks.count(block) > 0
                        && !blocks.beyond(block, means, at, reach * (groups.largestWeight(block) + own))) {
                    scan(block);
                }
            }
        }

        void scan(int block) {
            int count = blocks.count(block);
            blocks.distances(block, means, at, squares);
            seen += count;
            for (int s = 0; s < count; s++) {
                int other = blocks.id(block, s);
                if (squares[s] <= reach * (groups.weight(other) + own) && other != tip) {
                    offer(distance(tip, other, squares[s]), other);
                }
            }
        }
    }
}
