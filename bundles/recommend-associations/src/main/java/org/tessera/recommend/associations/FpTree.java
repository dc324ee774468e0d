// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.associations;

import java.util.Arrays;

/**
 * The tree of Han, Pei and Yin (2000): baskets as paths from the root, frequent items first, so that baskets that begin
 * alike share nodes. A node is an index into arrays of rank, count, parent and the next node of the same rank; children
 * are found through a hash table. Node 0 is the root. To be used again after {@link #clear()}. Not safe for many
 * threads.
 */
final class FpTree {
    private int[] ranks = new int[64];
    private int[] counts = new int[64];
    private int[] parents = new int[64];
    private int[] next = new int[64];
    private int[] table = new int[128];
    private final int[] heads;
    private int size = 1;

    /** @param items ranks run from 0 to below it */
    FpTree(int items) {
        heads = new int[items];
    }

    /** The first node of a rank, 0 where there is none. */
    int head(int rank) {
        return heads[rank];
    }

    /** The next node of the same rank, 0 after the last. */
    int next(int node) {
        return next[node];
    }

    /** 0 for the root. */
    int parent(int node) {
        return parents[node];
    }

    int rank(int node) {
        return ranks[node];
    }

    /** How many baskets pass through a node. */
    int count(int node) {
        return counts[node];
    }

    /** Adds {@code count} baskets that begin with the path of {@code node} and go on with a rank; returns its node. */
    int add(int node, int rank, int count) {
        int slot = slot(node, rank);
        while (table[slot] != 0) {
            int child = table[slot];
            if (parents[child] == node && ranks[child] == rank) {
                counts[child] += count;
                return child;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        if (size == ranks.length) {
            grow();
            slot = free(node, rank);
        }
        int child = size++;
        table[slot] = child;
        ranks[child] = rank;
        counts[child] = count;
        parents[child] = node;
        next[child] = heads[rank];
        heads[rank] = child;
        return child;
    }

    /** Forgets everything. */
    void clear() {
        if (size < table.length / 8) {
            // Where a large table is nearly empty, emptying what is used is quicker. Going back, a slot's successors go first.
            for (int node = size - 1; node > 0; node--) {
                empty(node);
            }
        } else {
            Arrays.fill(table, 0);
            for (int node = 1; node < size; node++) {
                heads[ranks[node]] = 0;
            }
        }
        size = 1;
    }

    private void empty(int node) {
        heads[ranks[node]] = 0;
        int slot = slot(parents[node], ranks[node]);
        while (table[slot] != node) {
            slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = 0;
    }

    private int slot(int node, int rank) {
        long mixed = ((long) node << 32 | rank) * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 32) & (table.length - 1);
    }

    private int free(int node, int rank) {
        int slot = slot(node, rank);
        while (table[slot] != 0) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private void grow() {
        int room = Math.addExact(size, size);
        ranks = Arrays.copyOf(ranks, room);
        counts = Arrays.copyOf(counts, room);
        parents = Arrays.copyOf(parents, room);
        next = Arrays.copyOf(next, room);
        table = new int[2 * room];
        for (int node = 1; node < size; node++) {
            table[free(parents[node], ranks[node])] = node;
        }
    }
}
