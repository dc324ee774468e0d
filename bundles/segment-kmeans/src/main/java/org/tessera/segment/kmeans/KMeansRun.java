// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.features.FeatureEncoder;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

/** One training, from prepared rows to a model. */
final class KMeansRun {
    private final FeatureEncoder encoder;
    private final Rows rows;
    private final KMeansSettings settings;
    private final Progress progress;
    private final Parallel parallel;
    private final RandomStream random;

    KMeansRun(FeatureEncoder.Fitted fitted, int n, KMeansSettings settings, TrainingContext context) {
        this.encoder = fitted.encoder();
        this.rows = Rows.of(fitted.matrix(), n, encoder.dimensions());
        this.settings = settings;
        this.progress = context.progress();
        this.parallel = new Parallel(context.executor(), context.parallelism());
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
        Lloyd.Result best = best(rows, k, settings, parallel, random.part(1), progress);
        return model(best, k, notes);
    }

    KMeansModel trainFrom(double[] centres) {
        Lloyd.Result result =
                new Lloyd(rows, centres, parallel, progress).run(settings.iterations(), settings.tolerance());
        return model(result, centres.length / rows.d(), new ArrayList<>());
    }

    /** The best of several starts: the lowest inertia, of equal ones the first. */
    static Lloyd.Result best(
            Rows rows, int k, KMeansSettings settings, Parallel parallel, RandomStream random, Progress progress) {
        Optional<Lloyd.Result> best = Optional.empty();
        for (int start = 0; start < settings.starts(); start++) {
            String which = settings.starts() == 1 ? "" : ", start " + (start + 1) + " of " + settings.starts();
            double[] seeds = new PlusPlus(rows, parallel, random.part(start))
                    .choose(k, chosen -> progress.report("seeding" + which, chosen, k));
            Lloyd.Result result = new Lloyd(
                            rows,
                            seeds,
                            parallel,
                            (phase, done, total) -> progress.report("clustering" + which, done, total))
                    .run(settings.iterations(), settings.tolerance());
            if (best.isEmpty() || result.inertia() < best.get().inertia()) {
                best = Optional.of(result);
            }
        }
        return best.orElseThrow();
    }

    /** Leaves out clusters without rows, which come of fewer different rows than clusters, and numbers the others. */
    private KMeansModel model(Lloyd.Result result, int wanted, List<String> notes) {
        int d = rows.d();
        int found = result.centres().length / d;
        int[] sizes = new int[found];
        int[] labels = result.labels();
        for (int label : labels) {
            sizes[label]++;
        }
        int[] kept = IntStream.range(0, found).filter(c -> sizes[c] > 0).toArray();
        double[] centres = new double[kept.length * d];
        int[] place = new int[found];
        for (int c = 0; c < kept.length; c++) {
            System.arraycopy(result.centres(), kept[c] * d, centres, c * d, d);
            place[kept[c]] = c;
        }
        int[] bySize = IntStream.range(0, kept.length)
                .boxed()
                .sorted(Comparator.comparingInt(c -> -sizes[kept[c]]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] number = new int[kept.length];
        for (int i = 0; i < bySize.length; i++) {
            number[bySize[i]] = i;
        }
        for (int i = 0; i < labels.length; i++) {
            labels[i] = number[place[labels[i]]];
        }
        if (kept.length < wanted) {
            notes.add("k = " + wanted + " was to be formed, but only " + kept.length + " rows are different");
        }
        if (!result.converged() && settings.tolerance() > 0) {
            notes.add("the centres were still moving after " + result.iterations() + " iterations");
        }
        Centres numbered = new Centres(centres, kept.length, d, rows.origin(), number);
        return new KMeansModel(
                encoder, numbered, labels, settings.describe(), notes, result.inertia(), result.iterations());
    }
}
