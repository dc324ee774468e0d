// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.associations;

/**
 * Frequent sets of items as a tree: a node is a set, and its children have one rank more, lower than all of its own. The
 * sets of one item come first, by rank, then those of two, and so on; the children of a node stand together in ascending
 * order. Immutable by convention: nobody changes the arrays.
 *
 * @param ranks the lowest rank of each set
 * @param counts number of baskets that hold it
 * @param children of length {@code ranks.length + 1}: those of node s stand from {@code children[s]} to below
 *     {@code children[s + 1]}
 * @param levels of one more than the length of the longest sets, at least 1: sets of length k stand from
 *     {@code levels[k - 1]} to below {@code levels[k]}
 */
record ItemSets(int[] ranks, int[] counts, int[] children, int[] levels) {
    /** @param found by highest rank, each in the order of a walk */
    static ItemSets of(FpGrowth.Found[] found) {
        int longest = 0;
        for (FpGrowth.Found sets : found) {
            for (int k = 0; k < sets.size; k++) {
                longest = Math.max(longest, sets.lengths[k]);
            }
        }
        int[] levels = new int[longest + 1];
        for (FpGrowth.Found sets : found) {
            for (int k = 0; k < sets.size; k++) {
                levels[sets.lengths[k]]++;
            }
        }
        for (int k = 1; k <= longest; k++) {
            levels[k] += levels[k - 1];
        }
        int size = levels[longest];
        int[] ranks = new int[size];
        int[] counts = new int[size];
        int[] children = new int[size + 1];
        int[] next = levels.clone();
        for (FpGrowth.Found sets : found) {
            for (int k = 0; k < sets.size; k++) {
                int length = sets.lengths[k];
                int node = next[length - 1]++;
                ranks[node] = sets.ranks[k];
                counts[node] = sets.counts[k];
                // In a walk its children are the next ones of their length.
                children[node] = length < longest ? next[length] : size;
            }
        }
        children[size] = size;
        return new ItemSets(ranks, counts, children, levels);
    }

    int size() {
        return ranks.length;
    }

    /** The set of one rank more, or a negative number where it is not frequent. */
    int child(int set, int rank) {
        int low = children[set];
        int high = children[set + 1] - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (ranks[middle] == rank) {
                return middle;
            }
            if (ranks[middle] < rank) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
