// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tessera.api.segment.Figure;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.clusters.DendrogramFormat;
import org.tessera.numerics.clusters.EncodedClusterModel;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.numerics.neighbours.KdTree;
import org.tessera.numerics.parallel.Parallel;

/**
 * Dense segments, with the different rows they were formed from, which new ones are compared with. Immutable and safe for
 * many threads.
 */
public final class HdbscanModel extends EncodedClusterModel {
    private static final int VERSION = 1;

    private final Attachment attachment;
    private final int[] of;
    private final Memberships memberships;
    private final List<Figure.Dendrogram> figures;

    /**
     * @param of which of the different rows each row is; empty where all are different
     * @param memberships of the different rows
     */
    HdbscanModel(
            Parts parts, Attachment attachment, int[] of, Memberships memberships, List<Figure.Dendrogram> figures) {
        super(parts);
        this.attachment = attachment;
        this.of = of;
        this.memberships = memberships;
        this.figures = List.copyOf(figures);
    }

    @Override
    public double[] strengths() {
        return expand(memberships.strengths());
    }

    @Override
    public double[] outlierScores() {
        return expand(memberships.outlierScores());
    }

    @Override
    public List<Figure> figures() {
        return List.copyOf(figures);
    }

    private double[] expand(double[] values) {
        return of.length == 0
                ? values.clone()
                : Arrays.stream(of).mapToDouble(u -> values[u]).toArray();
    }

    @Override
    protected int[] assign(double[] x, int rows) {
        return attachment.assign(x, rows);
    }

    @Override
    protected String format() {
        return Hdbscan.NAME;
    }

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void writeRest(ModelOutput out) throws IOException {
        out.writeInts(of);
        out.writeDoubles(attachment.tree().points());
        out.writeDoubles(attachment.core());
        out.writeInt(attachment.samples());
        out.writeDoubles(attachment.reach());
        out.writeDoubles(memberships.strengths());
        out.writeDoubles(memberships.outlierScores());
        out.writeInt(figures.size());
        for (Figure.Dendrogram figure : figures) {
            DendrogramFormat.write(figure, out);
        }
    }

    static HdbscanModel read(InputStream in) throws IOException {
        ModelInput model = new ModelInput(in, Hdbscan.NAME, VERSION);
        Parts parts = readParts(model, HdbscanModel::typed);
        int[] of = model.readInts();
        double[] x = model.readDoubles();
        double[] core = model.readDoubles();
        int samples = model.readInt();
        double[] reach = model.readDoubles();
        Memberships memberships = new Memberships(model.readDoubles(), model.readDoubles());
        List<Figure.Dendrogram> figures = new ArrayList<>();
        for (int left = model.readInt(); left > 0; left--) {
            figures.add(DendrogramFormat.read(model));
        }
        model.finish();
        int m = core.length;
        int[] counts = new int[m];
        int[] labels = new int[m];
        for (int row = 0; row < parts.labels().length; row++) {
            int u = of.length == 0 ? row : of[row];
            counts[u]++;
            labels[u] = parts.labels()[row];
        }
        KdTree tree = Attachment.tree(x, m, parts.encoder().dimensions(), Parallel.sequential());
        return new HdbscanModel(
                parts, new Attachment(tree, counts, core, samples, labels, reach), of, memberships, figures);
    }

    private static Map<String, Object> typed(Map<String, String> texts) {
        return HdbscanSettings.of(Settings.overlay(
                        Hdbscan.Config.class, Settings.defaults(Hdbscan.Config.class), new LinkedHashMap<>(texts)))
                .describe();
    }
}
