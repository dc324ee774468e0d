// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.associations;

import java.util.Arrays;

/**
 * Finds the antecedents that a question fulfils by a walk down their tree. Scratch memory for one question at a time, to
 * be used again for the next. Not safe for many threads.
 */
final class Matching {
    private final ItemSets antecedents;
    /** By rank: 1 + its place in {@link #asked}; 0 for others. */
    private final int[] places;

    private final int[] path;
    private int[] asked = new int[0];

    /** Told of an antecedent: the path holds its ranks, the highest first. */
    @FunctionalInterface
    interface Visitor {
        void visit(int antecedent, int[] path, int length);
    }

    Matching(ItemSets antecedents) {
        this.antecedents = antecedents;
        this.places = new int[antecedents.levels().length > 1 ? antecedents.levels()[1] : 0];
        this.path = new int[antecedents.levels().length];
    }

    /** @param ranks what is asked with, in any order, all different */
    void visit(int[] ranks, Visitor visitor) {
        asked = ranks.clone();
        Arrays.sort(asked);
        for (int k = 0; k < asked.length; k++) {
            places[asked[k]] = k + 1;
        }
        for (int k = 0; k < asked.length; k++) {
            walk(asked[k], k, 0, visitor);
        }
        for (int rank : asked) {
            places[rank] = 0;
        }
    }

    /** @param below how many of what is asked with are of a lower rank, and so may come next */
    private void walk(int set, int below, int depth, Visitor visitor) {
        path[depth] = antecedents.ranks()[set];
        visitor.visit(set, path, depth + 1);
        int first = antecedents.children()[set];
        int end = antecedents.children()[set + 1];
        if (end - first <= below) {
            for (int child = first; child < end; child++) {
                int place = places[antecedents.ranks()[child]];
                if (place > 0) {
                    walk(child, place - 1, depth + 1, visitor);
                }
            }
        } else {
            for (int k = 0; k < below; k++) {
                int child = antecedents.child(set, asked[k]);
                if (child >= 0) {
                    walk(child, k, depth + 1, visitor);
                }
            }
        }
    }
}
