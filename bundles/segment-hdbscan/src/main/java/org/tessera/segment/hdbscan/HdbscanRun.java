// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tessera.api.segment.Figure;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.clusters.ClusterLabels;
import org.tessera.numerics.clusters.DistinctRows;
import org.tessera.numerics.clusters.EncodedClusterModel;
import org.tessera.numerics.features.FeatureEncoder;
import org.tessera.numerics.neighbours.KdTree;
import org.tessera.numerics.parallel.Parallel;

/** One training, from prepared rows to a model. */
final class HdbscanRun {
    private final FeatureEncoder encoder;
    private final double[] x;
    private final int n;
    private final HdbscanSettings settings;
    private final Progress progress;
    private final Parallel parallel;

    HdbscanRun(FeatureEncoder.Fitted fitted, int n, HdbscanSettings settings, TrainingContext context) {
        this.encoder = fitted.encoder();
        this.x = fitted.matrix();
        this.n = n;
        this.settings = settings;
        this.progress = context.progress();
        this.parallel = new Parallel(context.executor(), context.parallelism());
    }

    HdbscanModel train() {
        progress.report("comparing", 0, n);
        DistinctRows rows = DistinctRows.of(x, n, encoder.dimensions());
        KdTree tree = Attachment.tree(rows.x(), rows.count(), rows.d(), parallel);
        CoreDistances cores = CoreDistances.of(tree, rows.weights(), settings.samples(), parallel, progress);
        SpanningTree spanning = spanningTree(tree, cores);
        progress.report("condensing", 0, rows.count());
        double[] core = Arrays.stream(cores.squared()).map(Math::sqrt).toArray();
        SingleLinkage hierarchy = new SingleLinkage(spanning, rows.weights(), core);
        CondensedTree condensed = CondensedTree.of(hierarchy, rows.count(), settings.clusterSizeFor(n));
        progress.report("condensing", rows.count(), rows.count());
        return model(rows, tree, cores.squared(), condensed);
    }

    /** Both ways give the same weights; which is faster depends on the number of rows and columns. */
    private SpanningTree spanningTree(KdTree tree, CoreDistances cores) {
        return PrimTree.suits(tree.size(), tree.dimensions())
                ? new PrimTree(tree.points(), tree.size(), tree.dimensions(), cores.squared()).build(parallel, progress)
                : new BoruvkaTree(tree, cores).build(parallel, progress);
    }

    private HdbscanModel model(DistinctRows rows, KdTree tree, double[] core, CondensedTree condensed) {
        Selection selection =
                Selection.of(condensed, rows.weights(), settings.method(), settings.epsilon(), settings.single());
        int[] owners = selection.owners(condensed, settings.epsilon());
        ClusterLabels numbered = ClusterLabels.bySize(rows.expand(owners));
        int[] clusters = new int[numbered.clusters()];
        for (int c = 0; c < numbered.renumbered().length; c++) {
            if (numbered.renumbered()[c] >= 0) {
                clusters[numbered.renumbered()[c]] = c;
            }
        }
        Memberships memberships = Memberships.of(condensed, owners);
        List<Figure.Dendrogram> figures = CondensedFigure.of(condensed, selection, numbered.renumbered());
        return new HdbscanModel(
                new EncodedClusterModel.Parts(
                        encoder,
                        numbered.labels(),
                        clusters.length,
                        settings.describe(),
                        notes(numbered, clusters, condensed, selection)),
                new Attachment(
                        tree,
                        rows.weights(),
                        core,
                        settings.samples(),
                        labels(owners, numbered),
                        reach(clusters, condensed)),
                rows.allDiffer() ? new int[0] : rows.of(),
                memberships,
                figures);
    }

    private static int[] labels(int[] owners, ClusterLabels numbered) {
        return Arrays.stream(owners)
                .map(owner -> owner < 0 ? -1 : numbered.renumbered()[owner])
                .toArray();
    }

    /** The mutual reachability up to which something belongs to each cluster. */
    private double[] reach(int[] clusters, CondensedTree condensed) {
        return Arrays.stream(clusters)
                .mapToDouble(c -> c > 0
                        ? 1 / condensed.birth()[c]
                        : settings.epsilon() > 0 ? settings.epsilon() : Double.POSITIVE_INFINITY)
                .toArray();
    }

    private List<String> notes(ClusterLabels numbered, int[] clusters, CondensedTree condensed, Selection selection) {
        List<String> notes = new ArrayList<>();
        int least = settings.clusterSizeFor(n);
        notes.add((settings.minClusterSize() == 0
                        ? "smallest segment " + least + ", twice the square root of " + n + " rows"
                        : "smallest segment " + least)
                + "; density by the distance to the nearest " + settings.samples() + " rows, itself counted");
        long noise = Arrays.stream(numbered.labels()).filter(label -> label < 0).count();
        notes.add(clusters.length + " segments out of a tree of " + condensed.clusters() + " clusters, " + noise
                + " of " + n + " rows noise");
        if (clusters.length == 0) {
            notes.add(
                    least > n
                            ? "fewer rows than the smallest segment may have: a smaller minclustersize finds some"
                            : "no two groups of " + least
                                    + " rows stand apart: a smaller minclustersize may find some, single = true takes all"
                                    + " as one");
        }
        for (int label = 0; label < Math.min(clusters.length, 50); label++) {
            int c = clusters[label];
            double persistence =
                    selection.stability()[c] / (condensed.size()[c] * condensed.death()[c]);
            notes.add(String.format(
                    Locale.ROOT,
                    "segment %d: persistence %.3f, from distance %s down to %.4g",
                    label,
                    persistence,
                    c == 0
                            ? "of all"
                            : String.format(Locale.ROOT, "%.4g", 1 / condensed.birth()[c]),
                    1 / condensed.death()[c]));
        }
        return notes;
    }
}
