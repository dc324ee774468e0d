// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.clusters.ClusterLabels;
import org.tessera.numerics.clusters.DistinctRows;
import org.tessera.numerics.clusters.EncodedClusterModel;
import org.tessera.numerics.features.FeatureEncoder;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

/** One training: rows that differ, or a sample, their tree, its cut, and a cluster for every row. */
final class HierarchicalRun {
    private static final int BLOCK = 1024;

    private final FeatureEncoder encoder;
    private final double[] x;
    private final int n;
    private final int d;
    private final HierarchicalSettings settings;
    private final Progress progress;
    private final Parallel parallel;
    private final RandomStream random;
    private final List<String> notes = new ArrayList<>();

    HierarchicalRun(FeatureEncoder.Fitted fitted, int n, HierarchicalSettings settings, TrainingContext context) {
        this.encoder = fitted.encoder();
        this.x = fitted.matrix();
        this.n = n;
        this.d = encoder.dimensions();
        this.settings = settings;
        this.progress = context.progress();
        this.parallel = new Parallel(context.executor(), context.parallelism());
        this.random = RandomStream.of(context.seed());
    }

    HierarchicalModel train() {
        int[] chosen = IntStream.range(0, n).toArray();
        DistinctRows rows = DistinctRows.of(x, d, chosen);
        progress.report("preparing", n, n);
        if (settings.sample() > 0 && rows.count() > settings.sample()) {
            chosen = random.part(0).sample(n, settings.sample());
            rows = DistinctRows.of(x, d, chosen);
            notes.add(String.format(
                    Locale.ROOT,
                    "the tree was grown of a random sample of %,d of %,d rows, the others were assigned: %s",
                    settings.sample(),
                    n,
                    Assigner.rule(settings.linkage())));
        }
        MergeTree tree = MergeTree.of(rows.count(), merges(rows));
        int k = groups(tree, rows);
        int[] cut = tree.cut(k);
        Assigner assigner = Assigner.of(settings.linkage(), rows, cut, k);
        ClusterLabels labels = ClusterLabels.bySize(labels(assigner, chosen, rows, cut));
        int[] numbers = Arrays.stream(cut).map(c -> labels.renumbered()[c]).toArray();
        double height = settings.height() > 0 ? settings.height() : tree.between(k);
        return new HierarchicalModel(
                new EncodedClusterModel.Parts(encoder, labels.labels(), labels.clusters(), settings.describe(), notes),
                assigner.renumbered(labels.renumbered()),
                new HierarchicalModel.Heights(rows.of().length - rows.count(), tree.heights()),
                TreeTop.of(settings.linkage().text(), tree, rows.weights(), numbers, height));
    }

    /** What the tree says of the rows it was grown of, and the rule of assignment of the others. */
    private int[] labels(Assigner assigner, int[] chosen, DistinctRows rows, int[] cut) {
        int[] labels = new int[n];
        if (chosen.length < n) {
            parallel.ranges(
                    n,
                    BLOCK,
                    () -> (from, to) -> assigner.assign(x, from, to, labels),
                    done -> progress.report("assigning", done, n));
        }
        for (int i = 0; i < chosen.length; i++) {
            labels[chosen[i]] = cut[rows.of()[i]];
        }
        return labels;
    }

    private Merges merges(DistinctRows rows) {
        return switch (settings.linkage()) {
            case WARD -> new WardChain(rows, parallel, progress).run();
            case SINGLE -> new SpanningTree(rows, progress).run();
            case AVERAGE, COMPLETE -> new PairChain(rows, settings.linkage(), parallel, progress).run();
        };
    }

    private int groups(MergeTree tree, DistinctRows rows) {
        if (settings.height() > 0) {
            notes.add(String.format(
                    Locale.ROOT, "cut at height %s, the last merge is at %.4g", settings.height(), tree.top()));
            return tree.groupsAt(settings.height());
        }
        if (settings.k() > rows.count()) {
            String whose = rows.of().length < n ? " rows of the sample" : " rows";
            notes.add("only " + rows.count() + whose + " are different, so there are as many segments");
        }
        if (settings.k() > 0) {
            return Math.min(settings.k(), rows.count());
        }
        CutChoice choice = CutChoice.choose(tree, rows, settings, parallel, random.part(1), progress);
        notes.add(choice.text());
        return choice.k();
    }
}
