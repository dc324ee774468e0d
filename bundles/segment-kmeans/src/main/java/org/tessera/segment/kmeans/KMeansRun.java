// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.clusters.ClusterLabels;
import org.tessera.numerics.clusters.DistinctRows;
import org.tessera.numerics.clusters.EncodedClusterModel;
import org.tessera.numerics.features.FeatureEncoder;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;
import org.tessera.segment.kmeans.KMeansSettings.Bounds;

/** One training, from prepared rows to a model. */
final class KMeansRun {
    private static final int SEEDING_ROWS_PER_CENTRE = 30;

    private final FeatureEncoder encoder;
    private final Rows rows;
    private final KMeansSettings settings;
    private final Progress progress;
    private final Parallel parallel;
    private final RandomStream random;

    KMeansRun(FeatureEncoder.Fitted fitted, Weights weights, KMeansSettings settings, TrainingContext context) {
        this.encoder = fitted.encoder();
        this.settings = settings;
        this.progress = context.progress();
        this.parallel = new Parallel(context.executor(), context.parallelism());
        this.rows =
                Rows.of(fitted.matrix(), weights.features().rows(), encoder.dimensions(), weights.weights(), parallel);
        this.random = RandomStream.of(context.seed());
    }

    KMeansModel train() {
        List<String> notes = new ArrayList<>();
        int k = settings.k();
        if (k == 0) {
            ClusterCount count = ClusterCount.choose(rows, settings, parallel, random.part(0), progress);
            k = count.k();
            notes.add(count.text());
        }
        Lloyd.Result best = settings.batch() == 0
                ? best(rows, k, settings, parallel, random.part(1), progress)
                : inBatches(k, random.part(1));
        return model(best, k, notes);
    }

    KMeansModel trainFrom(double[] centres) {
        Lloyd.Result result = new Lloyd(rows, centres, settings.bounds(), parallel, progress)
                .run(settings.iterations(), settings.tolerance());
        return model(result, centres.length / rows.d(), new ArrayList<>());
    }

    /** The best of several starts: the lowest inertia, of equal ones the first. */
    static Lloyd.Result best(
            Rows rows, int k, KMeansSettings settings, Parallel parallel, RandomStream random, Progress progress) {
        Optional<Lloyd.Result> best = Optional.empty();
        for (int start = 0; start < settings.starts(); start++) {
            String which = which(start, settings);
            double[] seeds = Seeds.choose(
                    rows,
                    k,
                    settings.seeding(),
                    parallel,
                    random.part(start),
                    chosen -> progress.report("seeding" + which, chosen, k));
            Lloyd.Result result = new Lloyd(
                            rows,
                            seeds,
                            settings.bounds(),
                            parallel,
                            (phase, done, total) -> progress.report("clustering" + which, done, total))
                    .run(settings.iterations(), settings.tolerance());
            if (best.isEmpty() || result.inertia() < best.get().inertia()) {
                best = Optional.of(result);
            }
        }
        return best.orElseThrow();
    }

    /**
     * The best of several starts in batches, seeded on a sample. A last iteration over all rows moves the centres to the
     * means and gives rows to those that have none.
     */
    private Lloyd.Result inBatches(int k, RandomStream starts) {
        Optional<Lloyd.Result> best = Optional.empty();
        int size = (int) Math.min(rows.n(), Math.max(3L * settings.batch(), SEEDING_ROWS_PER_CENTRE * (long) k));
        for (int start = 0; start < settings.starts(); start++) {
            String which = which(start, settings);
            RandomStream stream = starts.part(start);
            double[] seeds = Seeds.choose(
                    rows.sample(size, stream.part(0)),
                    k,
                    settings.seeding(),
                    parallel,
                    stream.part(1),
                    chosen -> progress.report("seeding" + which, chosen, k));
            MiniBatch batches = new MiniBatch(rows, seeds, settings.batch(), parallel, stream.part(2));
            double[] centres = batches.run(
                    settings.iterations(), (phase, done, total) -> progress.report("clustering" + which, done, total));
            Lloyd.Result result = new Lloyd(rows, centres, Bounds.NONE, parallel, progress).run(1, 1);
            if (best.isEmpty() || result.inertia() < best.get().inertia()) {
                best = Optional.of(new Lloyd.Result(
                        result.centres(), result.labels(), result.inertia(), batches.learned(), result.converged()));
            }
        }
        return best.orElseThrow();
    }

    private static String which(int start, KMeansSettings settings) {
        return settings.starts() == 1 ? "" : ", start " + (start + 1) + " of " + settings.starts();
    }

    /** Why there are fewer clusters than wanted. */
    private String fewer(int wanted, int formed) {
        int[] weighty = rows.weighty();
        int different = DistinctRows.of(rows.x(), rows.d(), weighty).count();
        if (different >= wanted) {
            return "only " + formed + " kept rows of their own";
        }
        return weighty.length < rows.n()
                ? "only " + different + " different rows weigh anything"
                : "only " + different + " rows are different";
    }

    /**
     * Leaves out clusters without rows, which come of fewer different rows than clusters or of a last step in which others
     * took theirs, and numbers the others.
     */
    private KMeansModel model(Lloyd.Result result, int wanted, List<String> notes) {
        int d = rows.d();
        ClusterLabels numbered = ClusterLabels.bySize(result.labels());
        int[] kept = IntStream.range(0, numbered.renumbered().length)
                .filter(c -> numbered.renumbered()[c] >= 0)
                .toArray();
        double[] centres = new double[kept.length * d];
        int[] number = new int[kept.length];
        for (int c = 0; c < kept.length; c++) {
            System.arraycopy(result.centres(), kept[c] * d, centres, c * d, d);
            number[c] = numbered.renumbered()[kept[c]];
        }
        if (!settings.weight().isEmpty()) {
            notes.add(settings.weight() + ": says how much each row counts, and is no feature");
        }
        if (kept.length < wanted) {
            notes.add("k = " + wanted + " was to be formed, but " + fewer(wanted, kept.length));
        }
        if (!result.converged() && settings.tolerance() > 0 && settings.batch() == 0) {
            notes.add("the centres were still moving after " + result.iterations() + " iterations");
        }
        return new KMeansModel(
                new EncodedClusterModel.Parts(
                        encoder, numbered.labels(), numbered.clusters(), settings.describe(), notes),
                new Centres(centres, kept.length, d, rows.origin(), number),
                result.inertia(),
                result.iterations());
    }
}
