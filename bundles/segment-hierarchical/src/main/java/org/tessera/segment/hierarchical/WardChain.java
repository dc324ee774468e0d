// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.parallel.Parallel;

/**
 * Ward's tree by chains of nearest neighbours (Murtagh, A survey of recent advances in hierarchical clustering algorithms,
 * 1983; Müllner, Modern hierarchical, agglomerative clustering algorithms, 2011, section 3.2): from a group to its nearest,
 * to the nearest of that and so on, until two are nearest to each other, which merge. Groups are means and sizes, so no
 * pair of rows needs memory; the distance of two is {@code sqrt(2 |A| |B| / (|A| + |B|)) · |mean A - mean B|}, as
 * Murtagh and Legendre (2014) have it for Ward2.
 *
 * <p>The nearest group is looked for in {@link RowBlocks}. Of equally near ones it is the one before in the chain, then
 * the one with the first row, so the tree is the same however the search is cut into parts.
 */
final class WardChain {
    /** Multiplications of a search below which handing out parts of it costs more than it saves. */
    private static final long PARALLEL_WORK = 1 << 20;

    private static final int REPORT = 64;

    private final double[] means;
    private final int d;
    private final double[] sizes;
    private final double[] inverse;
    private final Parallel parallel;
    private final Progress progress;
    private final Merges merges;
    private final boolean[] merged;
    private final int rows;
    private RowBlocks blocks;
    private double[] largestInverse;
    private int built;
    private int live;
    private long lastWork;

    WardChain(DistinctRows distinct, Parallel parallel, Progress progress) {
        this.d = distinct.d();
        this.rows = distinct.count();
        this.means = Arrays.copyOf(distinct.x(), rows * d);
        this.sizes = Arrays.stream(distinct.weights()).asDoubleStream().toArray();
        this.inverse = Arrays.stream(sizes).map(size -> 1 / size).toArray();
        this.parallel = parallel;
        this.progress = progress;
        this.merges = new Merges(rows);
        this.merged = new boolean[rows];
        this.live = rows;
        shiftExactly();
        this.blocks = new RowBlocks(means, d, new int[0]);
        this.largestInverse = new double[0];
        build();
    }

    /**
     * Means of numbers far from zero lose digits that their differences have. Numbers of one sign that differ by a factor
     * of two at most are shifted to zero, which is exact (Sterbenz 1974); others are as wide as they are far.
     */
    private void shiftExactly() {
        for (int j = 0; j < d; j++) {
            double least = Double.POSITIVE_INFINITY;
            double largest = Double.NEGATIVE_INFINITY;
            for (int o = j; o < means.length; o += d) {
                least = Math.min(least, means[o]);
                largest = Math.max(largest, means[o]);
            }
            double shift = least > 0 && largest <= 2 * least ? least : largest < 0 && least >= 2 * largest ? largest : 0;
            if (shift != 0) {
                for (int o = j; o < means.length; o += d) {
                    means[o] -= shift;
                }
            }
        }
    }

    Merges run() {
        int[] chain = new int[rows + 1];
        boolean[] chained = new boolean[rows];
        int length = 0;
        int start = 0;
        while (live > 1) {
            if (length == 0) {
                while (merged[start]) {
                    start++;
                }
                chain[length++] = start;
                chained[start] = true;
            }
            int tip = chain[length - 1];
            int before = length > 1 ? chain[length - 2] : -1;
            Nearest nearest = nearest(tip, before);
            // Rounding can make one nearest that is farther up; then all of them are as near as can be told.
            if (before >= 0 && chained[nearest.id]) {
                chained[tip] = false;
                chained[before] = false;
                length -= 2;
                merge(tip, before);
            } else {
                chain[length++] = nearest.id;
                chained[nearest.id] = true;
            }
        }
        return merges;
    }

    private Nearest nearest(int tip, int before) {
        Nearest nearest = new Nearest(tip);
        if (before >= 0) {
            nearest.distance = distance(tip, before);
            nearest.id = before;
            nearest.preferred = before;
        }
        int home = blocks.blockOf(tip);
        nearest.scan(home);
        if (parallel.parallelism() > 1 && lastWork >= PARALLEL_WORK) {
            int parts = Math.min(parallel.parallelism() * 4, blocks.blocks());
            List<Nearest> found = parallel.map(parts, part -> {
                Nearest own = new Nearest(nearest);
                own.search(
                        (int) ((long) blocks.blocks() * part / parts),
                        (int) ((long) blocks.blocks() * (part + 1) / parts),
                        home);
                return own;
            });
            for (Nearest own : found) {
                nearest.offer(own.distance, own.id);
                nearest.work += own.work;
            }
        } else {
            nearest.search(0, blocks.blocks(), home);
        }
        lastWork = nearest.work * d;
        return nearest;
    }

    private double distance(int one, int other) {
        double sum = 0;
        for (int j = 0; j < d; j++) {
            double t = means[other * d + j] - means[one * d + j];
            sum += t * t;
        }
        return sum / (inverse[one] + inverse[other]);
    }

    private void merge(int one, int other) {
        if (merges.size() % REPORT == 0) {
            progress.report("merging", merges.size(), rows - 1L);
        }
        int kept = Math.min(one, other);
        int gone = Math.max(one, other);
        merges.add(kept, gone, Math.sqrt(2 * distance(one, other)));
        double size = sizes[kept] + sizes[gone];
        double share = sizes[gone] / size;
        boolean swap = share > 0.5;
        for (int j = 0; j < d; j++) {
            double a = means[kept * d + j];
            double b = means[gone * d + j];
            means[kept * d + j] = swap ? b + (a - b) * (1 - share) : a + (b - a) * share;
        }
        sizes[kept] = size;
        inverse[kept] = 1 / size;
        merged[gone] = true;
        live--;
        if (live > 2 * RowBlocks.WIDTH && live <= built / 2) {
            build();
            return;
        }
        if (swap) {
            // The mean is nearer to the larger one, in whose box it takes less room.
            blocks.swap(kept, gone);
        }
        int left = blocks.blockOf(gone);
        blocks.remove(gone);
        blocks.moved(kept);
        weigh(left);
        weigh(blocks.blockOf(kept));
    }

    private void build() {
        int[] ids = IntStream.range(0, rows).filter(id -> !merged[id]).toArray();
        blocks = new RowBlocks(means, d, RowBlocks.order(means, d, ids));
        largestInverse = new double[blocks.blocks()];
        for (int block = 0; block < largestInverse.length; block++) {
            weigh(block);
        }
        built = live;
    }

    private void weigh(int block) {
        double largest = 0;
        for (int s = 0; s < blocks.count(block); s++) {
            largest = Math.max(largest, inverse[blocks.id(block, s)]);
        }
        largestInverse[block] = largest;
    }

    /** The nearest group found so far; distances are half the squares of heights. */
    private final class Nearest {
        private final int tip;
        private final double own;
        private final double[] distances = new double[RowBlocks.WIDTH];
        private double distance = Double.POSITIVE_INFINITY;
        private int id = -1;
        private int preferred = -1;
        private long work;

        Nearest(int tip) {
            this.tip = tip;
            this.own = inverse[tip];
        }

        Nearest(Nearest other) {
            this(other.tip);
            this.distance = other.distance;
            this.id = other.id;
            this.preferred = other.preferred;
        }

        void offer(double candidate, int other) {
            if (candidate < distance || (candidate == distance && id != preferred && other < id)) {
                distance = candidate;
                id = other;
            }
        }

        void search(int from, int to, int except) {
            for (int block = from; block < to; block++) {
                if (block != except
                        && blocks.count(block) > 0
                        && !blocks.beyond(block, means, tip * d, distance * (largestInverse[block] + own))) {
                    scan(block);
                }
            }
        }

        void scan(int block) {
            int count = blocks.count(block);
            blocks.distances(block, means, tip * d, distances);
            work += count;
            double limit = distance * (1 + 1e-12);
            for (int s = 0; s < count; s++) {
                int other = blocks.id(block, s);
                double sum = inverse[other] + own;
                // Without a division where it is clearly farther.
                if (distances[s] <= limit * sum && other != tip) {
                    offer(distances[s] / sum, other);
                    limit = distance * (1 + 1e-12);
                }
            }
        }
    }
}
