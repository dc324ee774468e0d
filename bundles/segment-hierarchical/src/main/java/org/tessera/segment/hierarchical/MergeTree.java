// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A tree of merges in the order of their heights: the i-th joins two nodes to node {@code leaves + i}, the nodes before
 * are the leaves. Immutable.
 */
final class MergeTree {
    private final int leaves;
    private final int[] left;
    private final int[] right;
    private final double[] height;

    private MergeTree(int leaves, int[] left, int[] right, double[] height) {
        this.leaves = leaves;
        this.left = left;
        this.right = right;
        this.height = height;
    }

    /**
     * Sorts merges and gives their groups the numbers of nodes (Müllner 2011, section 3.1, figure 2): chains find merges
     * out of order, and a union-find structure tells which group a row has come to be in.
     *
     * @param merges all of them
     */
    static MergeTree of(int leaves, Merges merges) {
        int count = merges.size();
        int[] order = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble(merges::height))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] parent = IntStream.range(0, leaves + count).toArray();
        int[] left = new int[count];
        int[] right = new int[count];
        double[] height = new double[count];
        for (int i = 0; i < count; i++) {
            int a = root(parent, merges.a(order[i]));
            int b = root(parent, merges.b(order[i]));
            left[i] = Math.min(a, b);
            right[i] = Math.max(a, b);
            height[i] = merges.height(order[i]);
            parent[a] = leaves + i;
            parent[b] = leaves + i;
        }
        return new MergeTree(leaves, left, right, height);
    }

    private static int root(int[] parent, int node) {
        int root = node;
        while (parent[root] != root) {
            root = parent[root];
        }
        int at = node;
        while (parent[at] != root) {
            int next = parent[at];
            parent[at] = root;
            at = next;
        }
        return root;
    }

    int leaves() {
        return leaves;
    }

    int left(int merge) {
        return left[merge];
    }

    int right(int merge) {
        return right[merge];
    }

    /** Heights of the merges, ascending; only to be read. */
    double[] heights() {
        return height;
    }

    /** Height of the last merge, 0 where there is none. */
    double top() {
        return height.length == 0 ? 0 : height[height.length - 1];
    }

    /** How many groups there are where merges above a height are undone. */
    int groupsAt(double cut) {
        int above = 0;
        while (above < height.length && height[height.length - 1 - above] > cut) {
            above++;
        }
        return above + 1;
    }

    /** A height between the merge that leaves {@code k} groups and the next one, NaN where there is no next one. */
    double between(int k) {
        int next = leaves - k;
        return k < 2 ? Double.NaN : next == 0 ? height[0] / 2 : (height[next - 1] + height[next]) / 2;
    }

    /**
     * The group of each leaf where {@code k} are left, numbered from 0 in the order of their first leaves.
     *
     * @param k from 1 to the number of leaves
     */
    int[] cut(int k) {
        int[] nodes = nodes(k);
        int[] numbers = new int[leaves + height.length];
        Arrays.fill(numbers, -1);
        int next = 0;
        for (int leaf = 0; leaf < leaves; leaf++) {
            if (numbers[nodes[leaf]] < 0) {
                numbers[nodes[leaf]] = next++;
            }
            nodes[leaf] = numbers[nodes[leaf]];
        }
        return nodes;
    }

    /** The node that each leaf is in where {@code k} are left. */
    int[] nodes(int k) {
        int[] top = IntStream.range(0, leaves + height.length).toArray();
        // From above: a node is in whatever the node above it is in.
        for (int i = leaves - k - 1; i >= 0; i--) {
            top[left[i]] = top[leaves + i];
            top[right[i]] = top[leaves + i];
        }
        return Arrays.copyOf(top, leaves);
    }
}
