// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.gmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.clusters.ClusterLabels;
import org.tessera.numerics.clusters.EncodedClusterModel;
import org.tessera.numerics.features.FeatureEncoder;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

/** One training, from prepared rows to a model. */
final class GmmRun {
    /** Passes in which components without rows are left out and the others ordered; one is usually enough. */
    private static final int MOST_PASSES = 10;

    private final FeatureEncoder encoder;
    private final double[] x;
    private final int n;
    private final int d;
    private final GmmSettings settings;
    private final Progress progress;
    private final Parallel parallel;
    private final RandomStream random;

    GmmRun(FeatureEncoder.Fitted fitted, int n, GmmSettings settings, TrainingContext context) {
        this.encoder = fitted.encoder();
        this.x = fitted.matrix();
        this.n = n;
        this.d = encoder.dimensions();
        this.settings = settings;
        this.progress = context.progress();
        this.parallel = new Parallel(context.executor(), context.parallelism());
        this.random = RandomStream.of(context.seed());
    }

    GmmModel train() {
        ComponentCount count = settings.k() > 0
                ? ComponentCount.given(settings.k())
                : ComponentCount.choose(x, n, d, settings, parallel, random.part(0), progress);
        Mixture start = new Starts(x, n, d, count.k(), settings, parallel, random.part(1))
                .best(count.k(), random.part(2), number -> progress.report("starting", number, settings.starts()));
        return fit(start, count);
    }

    GmmModel trainFrom(Mixture start) {
        return fit(start, ComponentCount.given(start.k()));
    }

    private GmmModel fit(Mixture start, ComponentCount count) {
        int[] iteration = {0};
        boolean[] assigning = {false};
        Expectation rows = new Expectation(x, n, d, parallel, () -> {
            if (assigning[0]) {
                progress.report("assigning", 0, n);
            } else {
                progress.report("fitting", iteration[0], settings.iterations());
            }
        });
        Em.Result result = Em.run(
                rows, n, start, settings.iterations(), settings.tolerance(), settings.regularization(), number -> {
                    iteration[0] = number - 1;
                    progress.report("fitting", number - 1, settings.iterations());
                });
        assigning[0] = true;
        return number(result, count, rows);
    }

    /** Leaves out components that are the likeliest of no row, and numbers the others by their rows. */
    private GmmModel number(Em.Result result, ComponentCount count, Expectation rows) {
        // As of the last iteration, which is nearly always how it ends.
        Mixture mixture = rows.labelled(result.mixture()) ? ordered(result.mixture(), rows.labels()) : result.mixture();
        double[] strengths = new double[n];
        double logLikelihood = rows.assign(mixture, strengths);
        ClusterLabels labels = ClusterLabels.bySize(rows.labels());
        for (int pass = 1; pass < MOST_PASSES && !settled(labels, mixture.k()); pass++) {
            mixture = ordered(mixture, rows.labels());
            logLikelihood = rows.assign(mixture, strengths);
            labels = ClusterLabels.bySize(rows.labels());
        }
        if (!settled(labels, mixture.k())) {
            mixture = ordered(mixture, rows.labels());
        }
        double criterion = ComponentCount.criterion(mixture, logLikelihood, n);
        List<String> notes = new ArrayList<>();
        if (!count.text().isEmpty()) {
            notes.add(count.text());
        }
        if (mixture.k() < count.k()) {
            notes.add("k = " + count.k() + " was to be formed, but only " + mixture.k()
                    + " components kept rows of their own; the others collapsed and were dropped");
        }
        if (mixture.widened()) {
            notes.add("a covariance without an inverse was widened; a larger regularization avoids it");
        }
        if (!result.converged() && settings.tolerance() > 0) {
            notes.add("the likelihood was still growing after " + result.iterations() + " iterations");
        }
        notes.add(String.format(
                Locale.ROOT, "mean log-likelihood of a row %.4f, BIC %.1f", logLikelihood / n, criterion));
        return new GmmModel(
                new EncodedClusterModel.Parts(encoder, labels.labels(), labels.clusters(), settings.describe(), notes),
                mixture,
                strengths,
                new GmmModel.Fit(logLikelihood, result.iterations(), count.tried(), count.criteria()));
    }

    private static boolean settled(ClusterLabels labels, int k) {
        return labels.clusters() == k
                && Arrays.equals(labels.renumbered(), IntStream.range(0, k).toArray());
    }

    /** The components that have rows, the one with most first. */
    private static Mixture ordered(Mixture mixture, int[] labels) {
        int[] renumbered = ClusterLabels.bySize(labels).renumbered();
        int[] order =
                new int[(int) Arrays.stream(renumbered).filter(to -> to >= 0).count()];
        for (int c = 0; c < renumbered.length; c++) {
            if (renumbered[c] >= 0) {
                order[renumbered[c]] = c;
            }
        }
        return mixture.select(order);
    }
}
