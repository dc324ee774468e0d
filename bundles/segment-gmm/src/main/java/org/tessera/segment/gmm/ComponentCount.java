// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.gmm;

import java.util.Arrays;
import java.util.Locale;
import org.tessera.api.segment.Figure;
import org.tessera.api.strategy.Progress;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

/**
 * The number of components of the lowest Bayesian information criterion (Schwarz, Estimating the dimension of a model,
 * Annals of Statistics 6, 1978; for mixtures Fraley and Raftery, Model-based clustering, discriminant analysis, and
 * density estimation, JASA 97, 2002), tried on a sample where there are many rows.
 *
 * @param tried numbers of components, ascending
 * @param criteria of each
 * @param text how it was chosen, in words
 */
record ComponentCount(int k, double[] tried, double[] criteria, String text) {
    private static final int SAMPLE = 4_000;

    /** After so many in a row that are no better, larger numbers are not tried. */
    private static final int PATIENCE = 5;

    /** Nothing was chosen. */
    static ComponentCount given(int k) {
        return new ComponentCount(k, new double[0], new double[0], "");
    }

    static ComponentCount choose(
            double[] x, int n, int d, GmmSettings settings, Parallel parallel, RandomStream random, Progress progress) {
        int rows = Math.min(n, SAMPLE);
        double[] sample = rows == n ? x : Starts.subset(x, d, random.part(0).sample(n, rows));
        int most = Math.max(1, Math.min(settings.kmax(), rows - 1));
        int fewest = Math.min(settings.kmin(), most);
        double[] tried = new double[most - fewest + 1];
        double[] criteria = new double[tried.length];
        int count = 0;
        int best = 0;
        for (int k = fewest; k <= most && count - best <= PATIENCE; k++) {
            int done = count;
            Em.Watcher watcher = part -> progress.report("choosing k", done, tried.length);
            Mixture start = new Starts(sample, rows, d, k, settings, parallel, random.part(1))
                    .best(k, random.part(1 + k), watcher);
            if (start.k() < k && count > 0) {
                break;
            }
            Expectation expectation = new Expectation(sample, rows, d, parallel, () -> watcher.begins(0));
            Em.Result result = Em.run(
                    expectation,
                    rows,
                    start,
                    settings.iterations(),
                    settings.tolerance(),
                    settings.regularization(),
                    watcher);
            double logLikelihood = expectation.assign(result.mixture(), new double[rows]);
            tried[count] = k;
            criteria[count] = criterion(result.mixture(), logLikelihood, rows);
            if (criteria[count] < criteria[best]) {
                best = count;
            }
            count++;
        }
        int chosen = (int) tried[best];
        String text = String.format(
                Locale.ROOT,
                "k = %d chosen out of %d to %d by the lowest BIC, %.1f%s",
                chosen,
                fewest,
                (int) tried[count - 1],
                criteria[best],
                rows < n ? ", on a sample of " + rows + " rows" : "");
        return new ComponentCount(chosen, Arrays.copyOf(tried, count), Arrays.copyOf(criteria, count), text);
    }

    /** Bayesian information criterion, the lower the better. */
    static double criterion(Mixture mixture, double logLikelihood, int rows) {
        return -2 * logLikelihood + mixture.kind().parameters(mixture.k(), mixture.d()) * Math.log(rows);
    }

    /** The criterion by number of components. */
    static Figure.Curve figure(double[] tried, double[] criteria) {
        double lowest = Arrays.stream(criteria).min().orElse(Double.NaN);
        return new Figure.Curve(
                "Bayesian information criterion by number of segments",
                "segments",
                "BIC",
                tried,
                criteria,
                lowest,
                "the lowest");
    }
}
