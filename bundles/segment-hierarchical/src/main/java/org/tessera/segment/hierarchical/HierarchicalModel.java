// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.tessera.api.segment.Figure;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.clusters.DendrogramFormat;
import org.tessera.numerics.clusters.EncodedClusterModel;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;

/** Segments of a tree that was cut. Immutable and safe for many threads. */
public final class HierarchicalModel extends EncodedClusterModel {
    private static final int VERSION = 1;

    private final Assigner assigner;
    private final Heights heights;
    private final Figure.Dendrogram top;

    /**
     * Heights of all merges.
     *
     * @param zeros merges of equal rows, at height 0
     * @param others heights of the others, ascending
     */
    record Heights(int zeros, double[] others) {}

    HierarchicalModel(Parts parts, Assigner assigner, Heights heights, Figure.Dendrogram top) {
        super(parts);
        this.assigner = assigner;
        this.heights = heights;
        this.top = top;
    }

    /**
     * Heights of the merges, ascending, one less than there are rows in the tree: for Ward as
     * {@code scipy.cluster.hierarchy.linkage} has them, for the others distances. A fresh array.
     */
    public double[] heights() {
        double[] all = new double[heights.zeros() + heights.others().length];
        System.arraycopy(heights.others(), 0, all, heights.zeros(), heights.others().length);
        return all;
    }

    /** The upper part of the tree as a dendrogram of at most 60 leaves. */
    @Override
    public List<Figure> figures() {
        return List.of(top);
    }

    @Override
    protected int[] assign(double[] x, int rows) {
        int[] labels = new int[rows];
        assigner.assign(x, 0, rows, labels);
        return labels;
    }

    @Override
    protected String format() {
        return Hierarchical.NAME;
    }

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void writeRest(ModelOutput out) throws IOException {
        assigner.write(out);
        out.writeInt(heights.zeros());
        out.writeDoubles(heights.others());
        DendrogramFormat.write(top, out);
    }

    static HierarchicalModel read(InputStream in) throws IOException {
        ModelInput model = new ModelInput(in, Hierarchical.NAME, VERSION);
        Parts parts = readParts(
                model,
                texts -> HierarchicalSettings.of(Settings.overlay(
                                Hierarchical.Config.class, Settings.defaults(Hierarchical.Config.class), texts))
                        .describe());
        Assigner.Written assigner = Assigner.Written.read(model);
        Heights heights = new Heights(model.readInt(), model.readDoubles());
        Figure.Dendrogram top = DendrogramFormat.read(model);
        model.finish();
        if (heights.zeros() < 0) {
            throw new IOException("this model is damaged: " + heights.zeros() + " merges of equal rows");
        }
        return new HierarchicalModel(
                parts, assigner.assigner(parts.encoder().dimensions(), parts.clusters()), heights, top);
    }
}
