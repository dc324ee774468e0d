// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.blend;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tessera.api.data.History;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.RecommenderModel;

/**
 * A customer with held-out items, and what each part holds of the items any of them names.
 *
 * @param worths by scale, part and place
 * @param wanted by place, whether the item was held out
 * @param ideal the gain of a list with all wanted items in front, as far as it goes
 */
record Judged(double[][][] worths, boolean[] wanted, double ideal) {
    static Judged of(
            List<RecommenderModel> models, int customer, History history, int[] wantedItems, BlendSettings settings) {
        Query query = new Query(customer, history, settings.cutoff(), ItemSet.all(), ItemSet.of(history));
        List<Opinion> opinions = models.stream()
                .map(model -> Opinion.of(model, query, settings.depth()))
                .toList();
        int[] items = opinions.stream()
                .flatMapToInt(opinion -> Arrays.stream(opinion.items()))
                .filter(query::admits)
                .sorted()
                .distinct()
                .toArray();
        Opinion.Scale[] scales = Opinion.Scale.values();
        double[][][] worths = new double[scales.length][models.size()][items.length];
        for (int part = 0; part < opinions.size(); part++) {
            Opinion opinion = opinions.get(part);
            for (int place = 0; place < opinion.size(); place++) {
                int at = Arrays.binarySearch(items, opinion.items()[place]);
                for (Opinion.Scale scale : at < 0 ? new Opinion.Scale[0] : scales) {
                    worths[scale.ordinal()][part][at] = opinion.worth(place, scale, settings.k());
                }
            }
        }
        boolean[] wanted = new boolean[items.length];
        for (int k = 0; k < items.length; k++) {
            wanted[k] = Arrays.binarySearch(wantedItems, items[k]) >= 0;
        }
        double ideal = IntStream.range(0, Math.min(wantedItems.length, settings.cutoff()))
                .mapToDouble(Judged::gain)
                .sum();
        return new Judged(worths, wanted, ideal);
    }

    private static double gain(int place) {
        return 1 / (Math.log(place + 2d) / Math.log(2));
    }

    /**
     * Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002) of the list by some sums and one part more.
     *
     * @param sums by place, the items ascending, so that equal sums keep their order
     */
    double ndcg(double[] sums, double[] more, int cutoff) {
        int[] best = new int[cutoff];
        double[] scores = new double[cutoff];
        int n = 0;
        for (int k = 0; k < sums.length; k++) {
            double score = sums[k] + more[k];
            if (n < cutoff || score > scores[n - 1]) {
                int at = n < cutoff ? n++ : n - 1;
                while (at > 0 && scores[at - 1] < score) {
                    scores[at] = scores[at - 1];
                    best[at] = best[at - 1];
                    at--;
                }
                scores[at] = score;
                best[at] = k;
            }
        }
        double gained = 0;
        for (int place = 0; place < n; place++) {
            gained += wanted[best[place]] ? gain(place) : 0;
        }
        return gained / ideal;
    }
}
