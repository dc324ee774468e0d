// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.clusters;

import java.io.IOException;
import org.tessera.api.segment.Figure;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;

/** A dendrogram as part of a model. */
public final class DendrogramFormat {
    private DendrogramFormat() {}

    /** Writes all of it. */
    public static void write(Figure.Dendrogram tree, ModelOutput out) throws IOException {
        out.writeText(tree.title());
        out.writeInts(tree.left());
        out.writeInts(tree.right());
        out.writeDoubles(tree.height());
        out.writeInts(tree.sizes());
        out.writeInts(tree.labels());
        out.writeDouble(tree.cut());
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws IOException if the stream fails, ends early or holds what is no tree
     */
    public static Figure.Dendrogram read(ModelInput in) throws IOException {
        String title = in.readText();
        int[] left = in.readInts();
        int[] right = in.readInts();
        double[] height = in.readDoubles();
        int[] sizes = in.readInts();
        int[] labels = in.readInts();
        double cut = in.readDouble();
        try {
            return new Figure.Dendrogram(title, left, right, height, sizes, labels, cut);
        } catch (IllegalArgumentException e) {
            throw new IOException("this model is damaged: " + e.getMessage(), e);
        }
    }
}
