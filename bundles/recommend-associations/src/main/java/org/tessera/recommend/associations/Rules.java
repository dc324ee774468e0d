// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.associations;

import java.util.Arrays;

/**
 * Rules by antecedent: who has these items often has that one too. The antecedents are the tree of frequent sets
 * without the longest ones. Immutable by convention: nobody changes the arrays.
 *
 * @param baskets number of all baskets
 * @param antecedents the sets that may stand before a rule
 * @param starts by antecedent: its rules stand from {@code starts[s]} to below {@code starts[s + 1]}
 * @param consequents rank that a rule leads to, ascending within an antecedent
 * @param counts number of baskets that hold the antecedent and the consequent
 */
record Rules(int baskets, ItemSets antecedents, int[] starts, int[] consequents, int[] counts) {
    private static final int REPORT_EVERY = 1 << 16;

    /** Told how many of how many are done. */
    @FunctionalInterface
    interface Watcher {
        void done(int done, int total);
    }

    int size() {
        return consequents.length;
    }

    /** Share of the baskets that hold antecedent and consequent. */
    double support(int rule) {
        return (double) counts[rule] / baskets;
    }

    /** Share of the baskets with the antecedent that hold the consequent. */
    double confidence(int antecedent, int rule) {
        return (double) counts[rule] / antecedents.counts()[antecedent];
    }

    /** How many times as often the consequent stands beside the antecedent as in all baskets. */
    double lift(int antecedent, int rule) {
        return confidence(antecedent, rule) * baskets / antecedents.counts()[consequents[rule]];
    }

    /**
     * How many times as often the antecedent would be without the consequent if they had nothing to do with each other
     * (Brin and others, 1997); infinite where it never is.
     */
    double conviction(int antecedent, int rule) {
        double without = 1 - (double) antecedents.counts()[consequents[rule]] / baskets;
        return without / (1 - confidence(antecedent, rule));
    }

    /** Makes the rules that are sure enough. */
    static Rules of(ItemSets sets, int baskets, double confidence, double lift, Watcher watcher) {
        Maker maker = new Maker(sets, baskets, confidence, lift, watcher);
        maker.makeAll();
        return maker.rules();
    }

    /** Rules as they are made, in the order of the sets they come from. */
    private static final class Maker {
        private final ItemSets sets;
        private final int baskets;
        private final double confidence;
        private final double lift;
        private final Watcher watcher;
        private int[] antecedents = new int[64];
        private int[] consequents = new int[64];
        private int[] counts = new int[64];
        private int size;
        private int done;
        private final int[] path;

        Maker(ItemSets sets, int baskets, double confidence, double lift, Watcher watcher) {
            this.sets = sets;
            this.baskets = baskets;
            this.confidence = confidence;
            this.lift = lift;
            this.watcher = watcher;
            this.path = new int[sets.levels().length];
        }

        void makeAll() {
            watcher.done(0, sets.size());
            int singles = sets.levels().length > 1 ? sets.levels()[1] : 0;
            for (int set = 0; set < singles; set++) {
                path[0] = set;
                walk(set, 1);
            }
            watcher.done(sets.size(), sets.size());
        }

        /** Visits what comes after a set of so many items, of which the path holds the sets that lead to it. */
        private void walk(int set, int length) {
            for (int child = sets.children()[set]; child < sets.children()[set + 1]; child++) {
                if (++done % REPORT_EVERY == 0) {
                    watcher.done(done, sets.size());
                }
                path[length] = child;
                make(child, length + 1);
                walk(child, length + 1);
            }
        }

        private void make(int set, int length) {
            int count = sets.counts()[set];
            for (int left = 0; left < length; left++) {
                int antecedent = without(left, length);
                int consequent = sets.ranks()[path[left]];
                double sure = (double) count / sets.counts()[antecedent];
                if (sure >= confidence && sure * baskets >= lift * sets.counts()[consequent]) {
                    add(antecedent, consequent, count);
                }
            }
        }

        /** The set of the path without one of its ranks; each part of a frequent set is frequent. */
        private int without(int left, int length) {
            int set = left == 0 ? sets.ranks()[path[1]] : path[left - 1];
            for (int k = left == 0 ? 2 : left + 1; k < length; k++) {
                set = sets.child(set, sets.ranks()[path[k]]);
            }
            return set;
        }

        private void add(int antecedent, int consequent, int count) {
            if (size == antecedents.length) {
                int room = Math.addExact(size, size >> 1);
                antecedents = Arrays.copyOf(antecedents, room);
                consequents = Arrays.copyOf(consequents, room);
                counts = Arrays.copyOf(counts, room);
            }
            antecedents[size] = antecedent;
            consequents[size] = consequent;
            counts[size++] = count;
        }

        Rules rules() {
            int longest = sets.levels().length - 1;
            int kept = sets.levels()[Math.max(0, longest - 1)];
            // The sets of one item say how frequent each consequent is, so they stay even where there are no others.
            int nodes = longest == 1 ? sets.size() : kept;
            int[] starts = new int[nodes + 1];
            for (int k = 0; k < size; k++) {
                starts[antecedents[k] + 1]++;
            }
            for (int s = 0; s < nodes; s++) {
                starts[s + 1] += starts[s];
            }
            int[] next = starts.clone();
            long[] sorted = new long[size];
            for (int k = 0; k < size; k++) {
                sorted[next[antecedents[k]]++] = (long) consequents[k] << 32 | counts[k];
            }
            int[] to = new int[size];
            int[] times = new int[size];
            for (int s = 0; s < nodes; s++) {
                Arrays.sort(sorted, starts[s], starts[s + 1]);
            }
            for (int k = 0; k < size; k++) {
                to[k] = (int) (sorted[k] >>> 32);
                times[k] = (int) sorted[k];
            }
            return new Rules(baskets, top(nodes), starts, to, times);
        }

        private ItemSets top(int nodes) {
            int[] children = Arrays.copyOf(sets.children(), nodes + 1);
            for (int s = 0; s <= nodes; s++) {
                children[s] = Math.min(children[s], nodes);
            }
            int depth = Math.max(1, sets.levels().length - (nodes == sets.size() ? 0 : 1));
            return new ItemSets(
                    Arrays.copyOf(sets.ranks(), nodes),
                    Arrays.copyOf(sets.counts(), nodes),
                    children,
                    Arrays.copyOf(sets.levels(), depth));
        }
    }
}
