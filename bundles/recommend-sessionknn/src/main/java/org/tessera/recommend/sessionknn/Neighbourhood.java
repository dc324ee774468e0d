// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.sessionknn;

import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Query;
import org.tessera.numerics.ranking.RecentItems;
import org.tessera.numerics.sparse.SparseSums;
import org.tessera.numerics.sparse.TopK;

/**
 * Finds the sessions most like the current one and what each of them counts for. Immutable and safe for many threads,
 * given scratch memory of their own.
 */
final class Neighbourhood {
    private final SessionIndex index;
    private final SessionKnnSettings settings;
    /** By session: what it counts for by age, by length for the cosine. */
    private final double[] prior;
    /** By item; 1 where it does not count. */
    private final float[] sharedIdf;

    private final float[] candidateIdf;

    Neighbourhood(SessionIndex index, SessionKnnSettings settings) {
        this.index = index;
        this.settings = settings;
        SparseMatrix sessions = index.bySession();
        prior = new double[sessions.rows()];
        long newest = prior.length == 0 ? 0 : index.times()[0];
        for (int s = 0; s < prior.length; s++) {
            double length = settings.similarity() == SessionKnnSettings.Similarity.COSINE
                    ? Math.sqrt(sessions.size(s))
                    : 1;
            long time = index.times()[s];
            prior[s] = (time == 0 ? 1 : settings.recency(newest - time)) / length;
        }
        float[] idf = new float[index.byItem().rows()];
        float[] ones = new float[idf.length];
        for (int i = 0; i < idf.length; i++) {
            idf[i] = (float) Math.log1p((double) prior.length / (1 + index.byItem().size(i)));
            ones[i] = 1;
        }
        sharedIdf = settings.idf() == SessionKnnSettings.Idf.NONE ? ones : idf;
        candidateIdf = settings.idf() == SessionKnnSettings.Idf.BOTH ? idf : ones;
    }

    SessionIndex index() {
        return index;
    }

    /** What an item counts for when it is recommended. */
    double idf(int item) {
        return candidateIdf[item];
    }

    /** Scratch memory: empty whenever nobody uses it. */
    static final class Scratch {
        final SparseSums overlap;
        final SparseSums scores;
        /** By item: 1 + its place among the current session's items as they are listed; 0 for others. */
        final int[] listed;

        Scratch(int sessions, int items) {
            overlap = new SparseSums(sessions);
            scores = new SparseSums(items);
            listed = new int[items];
        }
    }

    /**
     * What was found.
     *
     * @param current what was asked with
     * @param weights what each of its items counts for
     * @param sessions most like it
     * @param factors what a shared item's weight is multiplied by to get what it adds to the score of an item of the
     *     session, but for the idf of that item; all shares of all sessions add up to 1
     * @param overlaps what the shared items of each weigh together
     * @param from place in each session from which its items count
     */
    record Found(
            RecentItems current, double[] weights, int[] sessions, double[] factors, double[] overlaps, int[] from) {}

    /** Finds them; the scratch memory is empty again afterwards. */
    Found find(Query query, Scratch memory) {
        RecentItems current = settings.current(query, index.byItem().rows());
        double[] weights = new double[current.size()];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = settings.position().of(current.places()[k]) * sharedIdf[current.items()[k]];
        }
        overlap(current, weights, memory.overlap);
        int[] sessions = nearest(query, current, memory.overlap);
        double[] factors = new double[sessions.length];
        double[] overlaps = new double[sessions.length];
        int[] from = new int[sessions.length];
        for (int k = 0; k < current.size(); k++) {
            memory.listed[current.items()[k]] = k + 1;
        }
        double total = 0;
        for (int k = 0; k < sessions.length; k++) {
            int s = sessions[k];
            int newest = newestShared(s, memory.listed);
            from[k] = settings.after() ? (int) index.bySession().value(newest) : 0;
            int listed = memory.listed[index.bySession().column(newest)] - 1;
            factors[k] = prior[s] * settings.match().of(current.places()[listed]);
            overlaps[k] = memory.overlap.sum(s);
            total += factors[k] * overlaps[k];
        }
        for (int k = 0; k < factors.length && total > 0; k++) {
            factors[k] /= total;
        }
        for (int k = 0; k < current.size(); k++) {
            memory.listed[current.items()[k]] = 0;
        }
        memory.overlap.clear();
        return new Found(current, weights, sessions, factors, overlaps, from);
    }

    /** Adds up what the sessions share with the current one, back to where its most frequent item fills the sample. */
    private void overlap(RecentItems current, double[] weights, SparseSums overlap) {
        SparseMatrix byItem = index.byItem();
        int last = Integer.MAX_VALUE;
        for (int item : current.items()) {
            if (byItem.size(item) >= settings.sample()) {
                last = Math.min(last, byItem.column(byItem.start(item) + settings.sample() - 1));
            }
        }
        for (int k = 0; k < weights.length; k++) {
            int item = current.items()[k];
            if (weights[k] > 0) {
                for (int p = byItem.start(item); p < byItem.end(item) && byItem.column(p) <= last; p++) {
                    overlap.add(byItem.column(p), weights[k]);
                }
            }
        }
    }

    /** Of equally similar ones the newer. A session that is still going on is no neighbour of itself. */
    private int[] nearest(Query query, RecentItems current, SparseSums overlap) {
        TopK best = new TopK(settings.neighbours());
        long since = since(query, current);
        for (int k = 0; k < overlap.count(); k++) {
            int s = overlap.index(k);
            double similarity = overlap.sum(s) * prior[s];
            boolean ongoing = index.customers()[s] == query.customer() && index.times()[s] >= since;
            if (similarity > 0 && similarity >= best.bar() && !ongoing) {
                best.offer(s, similarity);
            }
        }
        return best.drain(new double[best.size()]);
    }

    /** When the current session began, as far as the history tells. */
    private static long since(Query query, RecentItems current) {
        long since = Long.MAX_VALUE;
        for (int item : current.items()) {
            int place = place(query, item);
            since = Math.min(since, place < 0 ? Long.MAX_VALUE : query.history().time(place));
        }
        return since;
    }

    private static int place(Query query, int item) {
        int low = 0;
        int high = query.history().size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = query.history().item(middle);
            if (found == item) {
                return middle;
            }
            if (found < item) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** Position of the item of a session that stands first in the current one. */
    private int newestShared(int session, int[] listed) {
        SparseMatrix sessions = index.bySession();
        int best = -1;
        int first = Integer.MAX_VALUE;
        for (int p = sessions.start(session); p < sessions.end(session); p++) {
            int place = listed[sessions.column(p)];
            if (place > 0 && place < first) {
                first = place;
                best = p;
            }
        }
        return best;
    }
}
