// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.content;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.tessera.api.data.History;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.sparse.SparseSums;
import org.tessera.numerics.sparse.TopK;

/** Adds up what a customer liked. Immutable and safe for many threads. */
final class ProfileBuilder {
    private static final double MILLIS_PER_DAY = TimeUnit.DAYS.toMillis(1);

    private final ContentSettings.Profile settings;
    private final SparseMatrix vectors;

    /**
     * A customer as weighted terms.
     *
     * @param terms ascending
     * @param weights of the same length; their squares add up to 1
     * @param factors by place of the history, what the vector of the item there was taken times
     */
    record Profile(int[] terms, double[] weights, double[] factors) {
        boolean has(int term) {
            return Arrays.binarySearch(terms, term) >= 0;
        }
    }

    /** @param vectors items by terms */
    ProfileBuilder(ContentSettings.Profile settings, SparseMatrix vectors) {
        this.settings = settings;
        this.vectors = vectors;
    }

    /** @param sums scratch over the terms, empty before and after */
    Profile of(History history, SparseSums sums) {
        double[] factors = factors(history);
        for (int place = 0; place < factors.length; place++) {
            sums.addRow(vectors, history.item(place), factors[place]);
        }
        TopK best = new TopK(settings.terms());
        for (int k = 0; k < sums.count(); k++) {
            best.offer(sums.index(k), sums.sum(sums.index(k)));
        }
        int[] terms = best.drain(new double[best.size()]);
        Arrays.sort(terms);
        double[] weights = new double[terms.length];
        double square = 0;
        for (int k = 0; k < terms.length; k++) {
            weights[k] = sums.sum(terms[k]);
            square += weights[k] * weights[k];
        }
        sums.clear();
        double length = Math.sqrt(square);
        for (int k = 0; k < terms.length; k++) {
            weights[k] /= length;
        }
        for (int place = 0; place < factors.length; place++) {
            factors[place] /= length;
        }
        return new Profile(terms, weights, factors);
    }

    /** What the items of a history count for, those that the model does not know left out. */
    private double[] factors(History history) {
        int known = 0;
        long newest = 0;
        while (known < history.size() && history.item(known) < vectors.rows()) {
            newest = Math.max(newest, history.time(known++));
        }
        double[] factors = new double[known];
        for (int place = 0; place < known; place++) {
            factors[place] = settings.evidence().of(history.weight(place)) * decay(history.time(place), newest);
        }
        return factors;
    }

    /** Ages refer to the newest event: a cosine does not change when all weights change alike. */
    private double decay(long time, long newest) {
        if (settings.halfLifeDays() == 0 || time == 0) {
            return 1;
        }
        return Math.pow(.5, (newest - time) / MILLIS_PER_DAY / settings.halfLifeDays());
    }
}
