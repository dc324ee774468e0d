// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.transitions;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.tessera.api.data.Sessions;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.parallel.RangeBody;
import org.tessera.numerics.sparse.SparseSums;
import org.tessera.numerics.sparse.TopK;

/**
 * Adds up for every item what follows it. The sessions of a customer make one sequence of steps, and a step is what was
 * done at one time. Items of one step go with each other as if one step apart, in both directions; an item goes to those
 * of later steps.
 */
final class TransitionCounts {
    private static final int GRAIN = 64;
    private static final int REPORT_EVERY = 1 << 14;

    /** An entry is linked with so many of its own step and so many later ones, so that huge orders cannot stop training. */
    private static final int MOST_LINKS = 1000;

    private final Sessions sessions;
    private final TransitionsSettings settings;
    /** By position: session, number of the step, time decay. */
    private final int[] sessionOf;

    private final int[] stepOf;
    private final float[] decay;
    /** By session: position after the last entry of the customer. */
    private final int[] customerEnd;
    /** Positions of each item: those of item i from starts[i] to below starts[i + 1]. */
    private final int[] starts;

    private final int[] positions;
    /** By item: decayed number of entries, to the power of popularity, in units of the mean. */
    private final float[] discount;
    /** By number of steps, and by number of sessions crossed. */
    private final float[] byDistance;

    private final float[] byBorders;
    private final int[][] rows;
    private final float[][] values;
    private final AtomicInteger done = new AtomicInteger();

    private TransitionCounts(Sessions sessions, int items, TransitionsSettings settings, long now) {
        this.sessions = sessions;
        this.settings = settings;
        int entries = sessions.entries();
        sessionOf = new int[entries];
        stepOf = new int[entries];
        decay = new float[entries];
        customerEnd = new int[sessions.size()];
        starts = new int[items + 1];
        positions = new int[entries];
        discount = new float[items];
        byDistance = new float[settings.steps() + 1];
        byBorders = new float[settings.steps() + 1];
        for (int d = 0; d <= settings.steps(); d++) {
            byDistance[d] = (float) Math.pow(Math.max(1, d), -settings.distance());
            byBorders[d] = (float) Math.pow(settings.across(), d);
        }
        rows = new int[items][];
        values = new float[items][];
        lay(now);
        hold(items);
    }

    /**
     * Counts.
     *
     * @param items number of items
     * @param now to which ages refer, ms since 1970
     * @return items by items; entry (i, j) is what i says for j
     */
    static SparseMatrix of(Sessions sessions, int items, TransitionsSettings settings, long now, TrainingContext context) {
        context.progress().report("laying out", 0, sessions.size());
        TransitionCounts counts = new TransitionCounts(sessions, items, settings, now);
        context.progress().report("laying out", sessions.size(), sessions.size());
        context.progress().report("counting", 0, items);
        new Parallel(context.executor(), context.parallelism())
                .ranges(items, GRAIN, () -> counts.new Worker(context), finished -> context.progress()
                        .report("counting", counts.done.accumulateAndGet(finished, Math::max), items));
        return counts.assemble(items);
    }

    private void lay(long now) {
        int step = 0;
        int end = sessions.entries();
        for (int s = sessions.size() - 1; s >= 0; s--) {
            if (s + 1 < sessions.size() && sessions.customer(s) != sessions.customer(s + 1)) {
                end = sessions.end(s);
            }
            customerEnd[s] = end;
        }
        for (int s = 0; s < sessions.size(); s++) {
            step++;
            for (int p = sessions.start(s); p < sessions.end(s); p++) {
                step += p > sessions.start(s) && sessions.itemTime(p) != sessions.itemTime(p - 1) ? 1 : 0;
                sessionOf[p] = s;
                stepOf[p] = step;
                decay[p] = (float) settings.decay(sessions.itemTime(p), now);
                starts[sessions.item(p) + 1]++;
            }
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        int[] next = starts.clone();
        for (int p = 0; p < positions.length; p++) {
            positions[next[sessions.item(p)]++] = p;
        }
    }

    private void hold(int items) {
        double total = 0;
        int having = 0;
        double[] frequency = new double[items];
        for (int i = 0; i < items; i++) {
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                frequency[i] += decay[positions[k]];
            }
            total += frequency[i];
            having += frequency[i] > 0 ? 1 : 0;
        }
        for (int i = 0; i < items; i++) {
            discount[i] = frequency[i] > 0
                    ? (float) Math.pow(total / having / frequency[i], settings.popularity())
                    : 0f;
        }
    }

    private SparseMatrix assemble(int items) {
        int[] begin = new int[items + 1];
        for (int i = 0; i < items; i++) {
            begin[i + 1] = Math.addExact(begin[i], rows[i].length);
        }
        int[] columns = new int[begin[items]];
        float[] all = new float[columns.length];
        for (int i = 0; i < items; i++) {
            System.arraycopy(rows[i], 0, columns, begin[i], rows[i].length);
            System.arraycopy(values[i], 0, all, begin[i], rows[i].length);
        }
        return SparseMatrix.of(items, items, begin, columns, all);
    }

    /** One thread's scratch memory. */
    private final class Worker implements RangeBody {
        private final SparseSums sums = new SparseSums(rows.length);
        private final TopK best = new TopK(settings.neighbours());
        private final TrainingContext context;
        private double total;

        Worker(TrainingContext context) {
            this.context = context;
        }

        @Override
        public void run(int from, int to) {
            for (int item = from; item < to; item++) {
                total = 0;
                for (int k = starts[item]; k < starts[item + 1]; k++) {
                    if ((k - starts[item]) % REPORT_EVERY == REPORT_EVERY - 1) {
                        context.progress().report("counting", done.get(), rows.length);
                    }
                    addTogether(item, positions[k]);
                    addLater(item, positions[k]);
                }
                keep(item);
            }
        }

        private void add(int item, int other, double weight) {
            if (other != item && weight > 0) {
                total += weight;
                sums.add(other, weight);
            }
        }

        /** The others of a step are taken in a circle, so that each of a huge one has as many as any. */
        private void addTogether(int item, int position) {
            int session = sessionOf[position];
            int left = MOST_LINKS;
            for (int q = position + 1; q < sessions.end(session) && stepOf[q] == stepOf[position] && left > 0; q++) {
                add(item, sessions.item(q), decay[q]);
                left--;
            }
            int first = position;
            while (left > 0 && first > sessions.start(session) && stepOf[first - 1] == stepOf[position]) {
                first--;
                left--;
                add(item, sessions.item(first), decay[first]);
            }
        }

        private void addLater(int item, int position) {
            int session = sessionOf[position];
            int end = customerEnd[session];
            int q = position + 1;
            while (q < end && stepOf[q] == stepOf[position]) {
                q++;
            }
            for (int left = MOST_LINKS; q < end && left > 0; q++, left--) {
                int steps = stepOf[q] - stepOf[position];
                int borders = sessionOf[q] - session;
                if (steps > settings.steps() || byBorders[borders] == 0) {
                    break;
                }
                add(item, sessions.item(q), decay[q] * byDistance[steps] * byBorders[borders]);
            }
        }

        private void keep(int item) {
            for (int k = 0; k < sums.count(); k++) {
                int other = sums.index(k);
                best.offer(other, sums.sum(other) / (total + settings.shrinkage()) * discount[other]);
            }
            sums.clear();
            int[] ids = new int[best.size()];
            float[] scores = new float[ids.length];
            best.drainUnordered(ids, scores, 0);
            long[] sorted = new long[ids.length];
            int n = 0;
            for (int k = 0; k < ids.length; k++) {
                if (scores[k] > 0) {
                    sorted[n++] = (long) ids[k] << 32 | Float.floatToRawIntBits(scores[k]);
                }
            }
            Arrays.sort(sorted, 0, n);
            rows[item] = new int[n];
            values[item] = new float[n];
            for (int k = 0; k < n; k++) {
                rows[item][k] = (int) (sorted[k] >>> 32);
                values[item][k] = Float.intBitsToFloat((int) sorted[k]);
            }
        }
    }
}
