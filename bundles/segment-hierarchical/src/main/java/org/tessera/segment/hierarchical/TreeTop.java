// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import java.util.Arrays;
import org.tessera.api.segment.Figure;

/** The upper part of a tree, small enough to be looked at. */
final class TreeTop {
    private static final int LEAVES = 60;

    private TreeTop() {}

    /**
     * A leaf of rows of several clusters has the number of the largest of them.
     *
     * @param linkage by which it was grown, for a person
     * @param weights rows that each leaf of the tree stands for
     * @param numbers cluster of each leaf of the tree
     * @param cut height, NaN where nothing is cut
     */
    static Figure.Dendrogram of(String linkage, MergeTree tree, int[] weights, int[] numbers, double cut) {
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
        return new Figure.Dendrogram("Merges by " + linkage + " linkage", left, right, height, sizes, labels, cut);
    }

    private static int place(int node, int[] places, int leaves) {
        return node < places.length ? places[node] : leaves + node - places.length;
    }
}
