// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.associations;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.tessera.api.TesseraException;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.parallel.RangeBody;

/**
 * Finds all frequent sets of items (Han, Pei and Yin, "Mining Frequent Patterns without Candidate Generation", 2000):
 * for every item the paths that lead to it in the tree make a smaller tree, in which the sets that end with the item are
 * found likewise. Items share nothing but the first tree, so each is a piece of work of its own. What is found stands in
 * the order of a walk over ranks, whoever found it.
 */
final class FpGrowth {
    private static final int REPORT_EVERY = 1 << 14;

    private final Baskets baskets;
    private final int length;
    private final int most;
    private final FpTree tree;
    private final Found[] found;
    private final AtomicLong sets = new AtomicLong();
    private final AtomicInteger done = new AtomicInteger();
    private final TrainingContext context;

    private FpGrowth(Baskets baskets, int length, int most, TrainingContext context) {
        this.baskets = baskets;
        this.length = length;
        this.most = most;
        this.context = context;
        this.tree = new FpTree(baskets.items().length);
        this.found = new Found[baskets.items().length];
    }

    /**
     * Finds them.
     *
     * @param length of a set at most
     * @param most sets at most
     * @throws TesseraException if there are more
     */
    static ItemSets mine(Baskets baskets, int length, int most, TrainingContext context) {
        FpGrowth growth = new FpGrowth(baskets, length, most, context);
        growth.plant();
        int items = baskets.items().length;
        context.progress().report("growing", 0, items);
        new Parallel(context.executor(), context.parallelism())
                .ranges(items, 1, () -> growth.new Worker(), finished -> context.progress()
                        .report("growing", growth.done.accumulateAndGet(finished, Math::max), items));
        return ItemSets.of(growth.found);
    }

    private void plant() {
        for (int b = 0; b < baskets.size(); b++) {
            if (b % REPORT_EVERY == 0) {
                context.progress().report("planting", b, baskets.size());
            }
            int node = 0;
            for (int p = baskets.starts()[b]; p < baskets.starts()[b + 1]; p++) {
                node = tree.add(node, baskets.ranks()[p], 1);
            }
        }
        context.progress().report("planting", baskets.size(), baskets.size());
    }

    /** The sets of which one rank is the highest, in the order of a walk: rank, count and length of each. */
    static final class Found {
        int[] ranks = new int[16];
        int[] counts = new int[16];
        byte[] lengths = new byte[16];
        int size;

        void add(int rank, int count, int length) {
            if (size == ranks.length) {
                int room = Math.addExact(size, size);
                ranks = Arrays.copyOf(ranks, room);
                counts = Arrays.copyOf(counts, room);
                lengths = Arrays.copyOf(lengths, room);
            }
            ranks[size] = rank;
            counts[size] = count;
            lengths[size++] = (byte) length;
        }

        void trim() {
            ranks = Arrays.copyOf(ranks, size);
            counts = Arrays.copyOf(counts, size);
            lengths = Arrays.copyOf(lengths, size);
        }
    }

    /** Counts by rank, of which few are not 0, and which of them. */
    private static final class Counts {
        private final int[] of;
        private int[] seen = new int[64];
        private int size;

        Counts(int items) {
            of = new int[items];
        }

        void add(int rank, int times) {
            if (of[rank] == 0) {
                if (size == seen.length) {
                    seen = Arrays.copyOf(seen, 2 * size);
                }
                seen[size++] = rank;
            }
            of[rank] += times;
        }

        /** Sets the counts of all others to 0 and returns how many there are; they stand in ascending order. */
        int keepFrequent(int least) {
            int kept = 0;
            for (int k = 0; k < size; k++) {
                if (of[seen[k]] >= least) {
                    seen[kept++] = seen[k];
                } else {
                    of[seen[k]] = 0;
                }
            }
            size = kept;
            Arrays.sort(seen, 0, size);
            return size;
        }

        void clear() {
            for (int k = 0; k < size; k++) {
                of[seen[k]] = 0;
            }
            size = 0;
        }
    }

    /** One thread's scratch memory: a tree and counts for each length, made when they are needed. */
    private final class Worker implements RangeBody {
        private final @Nullable FpTree[] trees = new FpTree[length + 1];
        private final @Nullable Counts[] counts = new Counts[length + 1];
        private int[] path = new int[64];

        @Override
        public void run(int from, int to) {
            for (int rank = from; rank < to; rank++) {
                Found into = new Found();
                into.add(rank, baskets.counts()[rank], 1);
                counted(1);
                grow(tree, rank, 1, into);
                into.trim();
                found[rank] = into;
            }
        }

        private void counted(int more) {
            if (sets.addAndGet(more) > most) {
                throw new TesseraException(
                        "more than " + most + " sets of up to " + length + " items are in at least " + baskets.least()
                                + " of " + baskets.size() + " baskets",
                        "raise support or count, lower length, or allow more by sets");
            }
        }

        /** Finds the sets that go on from one of {@code size} items, of which {@code rank} was added last. */
        private void grow(FpTree from, int rank, int size, Found into) {
            if (size == length || rank == 0) {
                return;
            }
            Counts count = countsFor(size);
            count(from, rank, count);
            int frequent = count.keepFrequent(baskets.least());
            if (frequent > 0) {
                counted(frequent);
                @Nullable FpTree smaller = size + 1 < length && frequent > 1 ? treeFor(size) : null;
                if (smaller != null) {
                    project(from, rank, count.of, smaller);
                }
                for (int k = 0; k < frequent; k++) {
                    int r = count.seen[k];
                    into.add(r, count.of[r], size + 1);
                    if (smaller != null) {
                        grow(smaller, r, size + 1, into);
                    }
                }
                if (smaller != null) {
                    smaller.clear();
                }
            }
            count.clear();
        }

        /** Counts what is on the paths that lead to a rank. */
        private void count(FpTree from, int rank, Counts count) {
            int paths = 0;
            for (int node = from.head(rank); node != 0; node = from.next(node)) {
                int times = from.count(node);
                for (int above = from.parent(node); above != 0; above = from.parent(above)) {
                    count.add(from.rank(above), times);
                }
                if (++paths % REPORT_EVERY == 0) {
                    context.progress().report("growing", done.get(), found.length);
                }
            }
        }

        /** Fills a tree with the frequent part of the paths that lead to a rank. */
        private void project(FpTree from, int rank, int[] count, FpTree into) {
            for (int node = from.head(rank); node != 0; node = from.next(node)) {
                int n = 0;
                for (int above = from.parent(node); above != 0; above = from.parent(above)) {
                    int r = from.rank(above);
                    if (count[r] > 0) {
                        if (n == path.length) {
                            path = Arrays.copyOf(path, 2 * n);
                        }
                        path[n++] = r;
                    }
                }
                int to = 0;
                for (int k = n - 1; k >= 0; k--) {
                    to = into.add(to, path[k], from.count(node));
                }
            }
        }

        private Counts countsFor(int size) {
            @Nullable Counts made = counts[size];
            if (made == null) {
                made = new Counts(found.length);
                counts[size] = made;
            }
            return made;
        }

        private FpTree treeFor(int size) {
            @Nullable FpTree made = trees[size];
            if (made == null) {
                made = new FpTree(found.length);
                trees[size] = made;
            }
            return made;
        }
    }
}
