// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import java.io.IOException;
import java.util.Arrays;
import org.tessera.api.segment.Figure;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;

/**
 * The upper part of a tree, small enough to be looked at, as {@link Figure.Dendrogram} has it.
 *
 * @param labels cluster of each leaf; where a leaf is of several, the largest of them
 * @param cut height, NaN where nothing is cut
 */
record TreeTop(int[] left, int[] right, double[] height, int[] sizes, int[] labels, double cut) {
    private static final int LEAVES = 60;

    /**
     * @param weights rows that each leaf of the tree stands for
     * @param numbers cluster of each leaf of the tree
     */
    static TreeTop of(MergeTree tree, int[] weights, int[] numbers, double cut) {
        int leaves = Math.min(LEAVES, tree.leaves());
        int merges = leaves - 1;
        int below = tree.heights().length - merges;
        int[] groups = tree.cut(leaves);
        int[] sizes = new int[leaves];
        int[] labels = new int[leaves];
        Arrays.fill(labels, Integer.MAX_VALUE);
        int[] nodes = tree.nodes(leaves);
        int[] places = new int[tree.leaves() + below];
        for (int row = 0; row < groups.length; row++) {
            sizes[groups[row]] += weights[row];
            labels[groups[row]] = Math.min(labels[groups[row]], numbers[row]);
            places[nodes[row]] = groups[row];
        }
        int[] left = new int[merges];
        int[] right = new int[merges];
        double[] height = new double[merges];
        for (int i = 0; i < merges; i++) {
            left[i] = place(tree.left(below + i), places, leaves);
            right[i] = place(tree.right(below + i), places, leaves);
            height[i] = tree.heights()[below + i];
        }
        return new TreeTop(left, right, height, sizes, labels, cut);
    }

    private static int place(int node, int[] places, int leaves) {
        return node < places.length ? places[node] : leaves + node - places.length;
    }

    Figure.Dendrogram figure(String linkage) {
        return new Figure.Dendrogram(
                "Merges by " + linkage + " linkage", left, right, height, sizes, labels, cut);
    }

    void write(ModelOutput out) throws IOException {
        out.writeInts(left);
        out.writeInts(right);
        out.writeDoubles(height);
        out.writeInts(sizes);
        out.writeInts(labels);
        out.writeDouble(cut);
    }

    static TreeTop read(ModelInput in) throws IOException {
        TreeTop top = new TreeTop(
                in.readInts(), in.readInts(), in.readDoubles(), in.readInts(), in.readInts(), in.readDouble());
        int merges = top.height.length;
        if (top.left.length != merges
                || top.right.length != merges
                || top.sizes.length != merges + 1
                || top.labels.length != merges + 1) {
            throw new IOException("this model is damaged: a tree of " + merges + " merges, " + top.left.length + " and "
                    + top.right.length + " nodes");
        }
        return top;
    }
}
