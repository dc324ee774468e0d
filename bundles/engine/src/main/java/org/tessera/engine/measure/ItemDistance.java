// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.data.SparseMatrix;

/** How different two items are, from 0 to 1. Immutable and safe for many threads. */
interface ItemDistance {
    /** Lists looked at, evenly spread: the mean of more would hardly differ. */
    int MOST_LISTS = 1000;

    double between(int one, int other);

    /** What it goes by. */
    String by();

    /** By categories and attributes where most items have some, else by the customers they have in common. */
    static ItemDistance of(ItemCatalog catalog, Interactions train) {
        int items = Math.min(catalog.size(), train.items());
        List<Set<String>> words = new ArrayList<>(items);
        int described = 0;
        for (int item = 0; item < items; item++) {
            Set<String> own = new HashSet<>();
            catalog.categories(item).forEach(category -> own.add("category=" + category));
            catalog.attributes(item).forEach((name, value) -> own.add(name + "=" + value));
            words.add(Set.copyOf(own));
            described += own.isEmpty() ? 0 : 1;
        }
        return 2L * described > train.items() ? new ByWords(words) : new ByCustomers(train.byItem());
    }

    /**
     * Mean distance of two items of a list (intra-list diversity, Ziegler et al. 2005), over the lists with at least two.
     *
     * @return NaN where there are none
     */
    default double within(int[][] lists) {
        int looked = Math.min(MOST_LISTS, lists.length);
        double sum = 0;
        int counted = 0;
        for (int l = 0; l < looked; l++) {
            int[] list = lists[(int) ((long) l * lists.length / looked)];
            double distances = 0;
            for (int a = 1; a < list.length; a++) {
                for (int b = 0; b < a; b++) {
                    distances += between(list[a], list[b]);
                }
            }
            if (list.length > 1) {
                sum += distances / (list.length * (list.length - 1) / 2.0);
                counted++;
            }
        }
        return counted == 0 ? Double.NaN : sum / counted;
    }

    /** One less the share of words two items have in common, of all words of both (Jaccard). */
    record ByWords(List<Set<String>> words) implements ItemDistance {
        @Override
        public double between(int one, int other) {
            Set<String> a = words.get(one);
            Set<String> b = words.get(other);
            long common = a.stream().filter(b::contains).count();
            long all = a.size() + b.size() - common;
            return all == 0 ? 1 : 1 - (double) common / all;
        }

        @Override
        public String by() {
            return "categories";
        }
    }

    /** One less the cosine of the sets of their customers. */
    record ByCustomers(SparseMatrix byItem) implements ItemDistance {
        @Override
        public double between(int one, int other) {
            int a = byItem.start(one);
            int b = byItem.start(other);
            int common = 0;
            while (a < byItem.end(one) && b < byItem.end(other)) {
                int difference = Integer.compare(byItem.column(a), byItem.column(b));
                common += difference == 0 ? 1 : 0;
                a += difference <= 0 ? 1 : 0;
                b += difference >= 0 ? 1 : 0;
            }
            double norms = Math.sqrt((double) byItem.size(one) * byItem.size(other));
            return norms == 0 ? 1 : 1 - common / norms;
        }

        @Override
        public String by() {
            return "customers";
        }
    }
}
