// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.clusters;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Labels numbered as models have to number them: the largest cluster is 0, of equally large ones the one whose first row
 * comes first, and clusters without rows are gone.
 *
 * @param labels of the rows; negative ones stand for noise and became {@link org.tessera.api.segment.ClusterModel#NOISE}
 * @param clusters how many there are
 * @param renumbered new number of each old one, -1 for those without rows
 */
public record ClusterLabels(int[] labels, int clusters, int[] renumbered) {
    /**
     * @param labels any numbers from 0 on, negative for noise; not changed
     */
    public static ClusterLabels bySize(int[] labels) {
        int most = Arrays.stream(labels).max().orElse(-1) + 1;
        int[] sizes = new int[Math.max(0, most)];
        int[] first = new int[sizes.length];
        for (int row = labels.length - 1; row >= 0; row--) {
            if (labels[row] >= 0) {
                sizes[labels[row]]++;
                first[labels[row]] = row;
            }
        }
        int[] order = IntStream.range(0, sizes.length)
                .filter(c -> sizes[c] > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(c -> -sizes[c]).thenComparingInt(c -> first[c]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] renumbered = new int[sizes.length];
        Arrays.fill(renumbered, -1);
        for (int place = 0; place < order.length; place++) {
            renumbered[order[place]] = place;
        }
        int[] numbered = Arrays.stream(labels)
                .map(label -> label < 0 ? -1 : renumbered[label])
                .toArray();
        return new ClusterLabels(numbered, order.length, renumbered);
    }
}
