// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.gmm;

import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

/**
 * The best of several starts by short runs of EM (Biernacki, Celeux and Govaert, Choosing starting values for the EM
 * algorithm, Computational Statistics and Data Analysis 41, 2003): every start is fitted a little, on a sample where there
 * are many rows, and the one under which the rows are most likely goes on.
 */
final class Starts {
    private static final int SAMPLE = 10_000;
    /** At least so many rows of a sample for each component. */
    private static final int EACH = 100;

    private static final int SHORT = 10;

    private final double[] sample;
    private final int rows;
    private final int d;
    private final GmmSettings settings;
    private final Parallel parallel;

    Starts(double[] x, int n, int d, int k, GmmSettings settings, Parallel parallel, RandomStream random) {
        this.d = d;
        this.settings = settings;
        this.parallel = parallel;
        int wanted = (int) Math.min(n, Math.max(SAMPLE, (long) EACH * k));
        this.rows = wanted;
        this.sample = wanted == n ? x : subset(x, d, random.sample(n, wanted));
    }

    /** Some of the rows, copied. */
    static double[] subset(double[] x, int d, int[] rows) {
        double[] chosen = new double[rows.length * d];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(x, rows[i] * d, chosen, i * d, d);
        }
        return chosen;
    }

    /**
     * @param watcher told which start is at work; throws to stop
     */
    Mixture best(int k, RandomStream random, Em.Watcher watcher) {
        Mixture best = start(k, random, 0, watcher);
        if (settings.starts() == 1) {
            return best;
        }
        double highest = Double.NEGATIVE_INFINITY;
        for (int number = 0; number < settings.starts(); number++) {
            int start = number;
            Mixture begun = start == 0 ? best : start(k, random, start, watcher);
            Expectation expectation = new Expectation(sample, rows, d, parallel, () -> watcher.begins(start));
            Em.Result result = Em.run(
                    expectation,
                    rows,
                    begun,
                    Math.min(SHORT, settings.iterations()),
                    settings.tolerance(),
                    settings.regularization(),
                    iteration -> watcher.begins(start));
            double logLikelihood = expectation.assign(result.mixture(), new double[rows]);
            if (start == 0 || logLikelihood > highest) {
                highest = logLikelihood;
                best = result.mixture();
            }
        }
        return best;
    }

    private Mixture start(int k, RandomStream random, int start, Em.Watcher watcher) {
        return new Seeding(sample, rows, d, random.part(start), () -> watcher.begins(start))
                .mixture(settings.covariance(), k, settings.regularization());
    }
}
