// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.gmm;

/**
 * The EM algorithm (Dempster, Laird and Rubin, Maximum likelihood from incomplete data via the EM algorithm, JRSS B 39,
 * 1977; for mixtures of Gaussians Bishop 2006, section 9.2.2). One pass over the rows for each iteration.
 */
final class Em {
    private Em() {}

    /**
     * A fitted mixture.
     *
     * @param iterations how often it was fitted
     * @param converged whether it had come to rest by then
     */
    record Result(Mixture mixture, int iterations, boolean converged) {}

    /** Told which iteration begins; throws to stop. */
    @FunctionalInterface
    interface Watcher {
        void begins(int iteration);
    }

    /**
     * Iterates until the mean log-likelihood of a row changes by less than the tolerance.
     *
     * @param iterations at most so many
     */
    static Result run(
            Expectation rows, int n, Mixture start, int iterations, double tolerance, double reg, Watcher watcher) {
        Mixture mixture = start;
        double before = Double.NEGATIVE_INFINITY;
        for (int iteration = 1; iteration <= iterations; iteration++) {
            watcher.begins(iteration);
            Sums sums = rows.sums(mixture);
            mixture = Maximisation.of(sums, mixture, reg);
            double mean = sums.logLikelihood() / n;
            if (Math.abs(mean - before) < tolerance) {
                return new Result(mixture, iteration, true);
            }
            before = mean;
        }
        return new Result(mixture, iterations, false);
    }
}
