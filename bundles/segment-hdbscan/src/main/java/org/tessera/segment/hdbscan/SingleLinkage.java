// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

/**
 * The hierarchy of single linkage over different rows, from a spanning tree: what hangs together at each distance. The
 * nodes {@code 0..m-1} are the rows; merge {@code i} makes node {@code m + i}. Not changed once made.
 */
final class SingleLinkage {
    private final int m;
    private final int[] left;
    private final int[] right;
    private final double[] level;
    private final int[] rows;
    private final int[] first;
    private final int[] start;
    private final int[] leaves;

    /**
     * @param tree over {@code counts.length} different rows
     * @param counts how many rows equal each
     * @param core core distance of each: at which a heap of equal rows falls apart
     */
    SingleLinkage(SpanningTree tree, int[] counts, double[] core) {
        m = counts.length;
        int merges = m - 1;
        left = new int[merges];
        right = new int[merges];
        level = new double[m + merges];
        rows = new int[m + merges];
        first = new int[m + merges];
        int[] size = new int[m + merges];
        double floor = floor(tree.weight(), counts, core);
        for (int u = 0; u < m; u++) {
            level[u] = rounded(Math.max(floor, core[u]));
            rows[u] = counts[u];
            first[u] = u;
            size[u] = 1;
        }
        Components components = new Components(m);
        int[] node = new int[m];
        for (int u = 0; u < m; u++) {
            node[u] = u;
        }
        for (int i = 0; i < merges; i++) {
            int a = components.find(tree.from()[i]);
            int b = components.find(tree.to()[i]);
            left[i] = node[a];
            right[i] = node[b];
            int made = m + i;
            level[made] = rounded(Math.max(floor, tree.weight()[i]));
            rows[made] = rows[left[i]] + rows[right[i]];
            first[made] = Math.min(first[left[i]], first[right[i]]);
            size[made] = size[left[i]] + size[right[i]];
            components.join(a, b);
            node[components.find(a)] = made;
        }
        start = new int[m + merges];
        for (int made = m + merges - 1; made >= m; made--) {
            int l = left[made - m];
            start[l] = start[made];
            start[right[made - m]] = start[made] + size[l];
        }
        leaves = new int[m];
        for (int u = 0; u < m; u++) {
            leaves[start[u]] = u;
        }
    }

    /**
     * Equal rows have distance 0, and with it infinite density; they count as being as dense as the densest that differ.
     */
    private static double floor(double[] weights, int[] counts, double[] core) {
        double floor = Double.POSITIVE_INFINITY;
        for (double weight : weights) {
            if (weight > 0) {
                floor = weight;
                break;
            }
        }
        for (int u = 0; u < core.length; u++) {
            if (counts[u] > 1 && core[u] > 0) {
                floor = Math.min(floor, core[u]);
            }
        }
        return floor < Double.POSITIVE_INFINITY ? floor : 1;
    }

    /**
     * To 41 binary digits, relatively 5e-13. Numbers that people write down, scaled, give distances that differ in the last
     * digits and mean the same.
     */
    private static double rounded(double distance) {
        return Double.longBitsToDouble((Double.doubleToLongBits(distance) + 0x800L) & ~0xfffL);
    }

    /** The node of all rows. */
    int root() {
        return level.length - 1;
    }

    boolean isRow(int node) {
        return node < m;
    }

    int left(int node) {
        return left[node - m];
    }

    int right(int node) {
        return right[node - m];
    }

    /** The distance at which a node falls apart, greater than 0: its height, or the core distance of a heap of equal rows. */
    double level(int node) {
        return level[node];
    }

    /** How many rows it holds, equal ones counted. */
    int rows(int node) {
        return rows[node];
    }

    /** The first of its rows. */
    int first(int node) {
        return first[node];
    }

    /** Position of its first row; that of its last is {@code start + number of different rows - 1}. */
    int start(int node) {
        return start[node];
    }

    /** Position behind its last row. */
    int end(int node) {
        int at = node;
        while (at >= m) {
            at = right[at - m];
        }
        return start[at] + 1;
    }

    /** The row at a position. */
    int leaf(int position) {
        return leaves[position];
    }
}
