// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

/** Which of some things hang together (union-find with path halving and union by size; Tarjan 1975). Not thread-safe. */
final class Components {
    private final int[] parent;
    private final int[] size;

    Components(int n) {
        parent = new int[n];
        size = new int[n];
        for (int i = 0; i < n; i++) {
            parent[i] = i;
            size[i] = 1;
        }
    }

    /** The one that stands for all that hang together with it. */
    int find(int i) {
        int at = i;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /** Joins two, and says whether they were apart. */
    boolean join(int a, int b) {
        int one = find(a);
        int other = find(b);
        if (one == other) {
            return false;
        }
        int large = size[one] >= size[other] ? one : other;
        int small = large == one ? other : one;
        parent[small] = large;
        size[large] += size[small];
        return true;
    }
}
