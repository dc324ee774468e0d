// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

/**
 * A minimum spanning tree of the mutual reachability distances. Which of several trees of the same weight it is makes no
 * difference: the groups that are left when all edges above some weight are cut are the same for each.
 *
 * @param from one end of each edge
 * @param to the other end
 * @param weight distance of the ends, ascending; of equal ones the edge with the lower ends comes first
 */
record SpanningTree(int[] from, int[] to, double[] weight) {
    /** Edges in any order, ends in any order. */
    static SpanningTree sorted(int[] from, int[] to, double[] weight) {
        int edges = weight.length;
        int[] order = new int[edges];
        for (int e = 0; e < edges; e++) {
            order[e] = e;
            if (from[e] > to[e]) {
                int end = from[e];
                from[e] = to[e];
                to[e] = end;
            }
        }
        int[] source = order;
        int[] target = new int[edges];
        for (int width = 1; width > 0 && width < edges; width *= 2) {
            for (int start = 0; start < edges; start += 2 * width) {
                int middle = Math.min(start + width, edges);
                int end = Math.min(middle + width, edges);
                int a = start;
                int b = middle;
                for (int at = start; at < end; at++) {
                    boolean first = b >= end || (a < middle && !before(source[b], source[a], from, to, weight));
                    target[at] = first ? source[a++] : source[b++];
                }
            }
            int[] merged = target;
            target = source;
            source = merged;
        }
        int[] sortedFrom = new int[edges];
        int[] sortedTo = new int[edges];
        double[] sortedWeight = new double[edges];
        for (int e = 0; e < edges; e++) {
            sortedFrom[e] = from[source[e]];
            sortedTo[e] = to[source[e]];
            sortedWeight[e] = weight[source[e]];
        }
        return new SpanningTree(sortedFrom, sortedTo, sortedWeight);
    }

    private static boolean before(int a, int b, int[] from, int[] to, double[] weight) {
        if (weight[a] != weight[b]) {
            return weight[a] < weight[b];
        }
        return from[a] != from[b] ? from[a] < from[b] : to[a] < to[b];
    }
}
