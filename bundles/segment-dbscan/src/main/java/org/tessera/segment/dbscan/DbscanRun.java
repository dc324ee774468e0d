// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.clusters.ClusterLabels;
import org.tessera.numerics.clusters.EncodedClusterModel;
import org.tessera.numerics.features.FeatureEncoder;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

/** One training, from prepared rows to a model. */
final class DbscanRun {
    private final FeatureEncoder encoder;
    private final double[] x;
    private final int n;
    private final int d;
    private final DbscanSettings settings;
    private final int minPts;
    private final Progress progress;
    private final Parallel parallel;
    private final RandomStream random;

    DbscanRun(FeatureEncoder.Fitted fitted, int n, DbscanSettings settings, TrainingContext context) {
        this.encoder = fitted.encoder();
        this.x = fitted.matrix();
        this.n = n;
        this.d = encoder.dimensions();
        this.settings = settings;
        this.minPts = settings.minPts(d);
        this.progress = context.progress();
        this.parallel = new Parallel(context.executor(), context.parallelism());
        this.random = RandomStream.of(context.seed());
    }

    DbscanModel train() {
        List<String> notes = new ArrayList<>();
        Optional<DistanceCurve> curve = Optional.empty();
        double eps = settings.eps();
        if (eps == 0) {
            EpsChoice choice = EpsChoice.of(x, n, d, minPts, parallel, random, progress);
            eps = choice.eps();
            curve = Optional.of(choice.curve());
            notes.add(choice.text());
        }
        Density density = new Density(eps, minPts, parallel, progress);
        Groups groups = Groups.find(x, n, d, density);
        ClusterLabels numbered = ClusterLabels.bySize(groups.labels());
        notes.add(text(numbered, density));
        return new DbscanModel(
                new EncodedClusterModel.Parts(
                        encoder, numbered.labels(), numbered.clusters(), settings.describe(), notes),
                CoreIndex.of(x, d, numbered.labels(), groups.core()),
                eps,
                minPts,
                curve);
    }

    private static String text(ClusterLabels labels, Density density) {
        int noise = 0;
        for (int label : labels.labels()) {
            noise += label == ClusterModel.NOISE ? 1 : 0;
        }
        return String.format(
                Locale.ROOT,
                "%d clusters where %d rows lie within %.4g of one; %d rows (%.1f %%) are noise",
                labels.clusters(),
                density.minPts(),
                density.eps(),
                noise,
                100.0 * noise / labels.labels().length);
    }
}
