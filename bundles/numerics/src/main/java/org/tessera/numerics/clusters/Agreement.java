// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.clusters;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How far a grouping agrees with a known truth. The numbers of groups and classes mean nothing; noise (a negative label)
 * counts as a group like any other. All measures are 1 where the two are the same and NaN without rows.
 *
 * @param purity share of rows in the largest class of their group; 1 also where every row is a group of its own
 * @param adjustedRand share of pairs that are together or apart in both, corrected for chance (Hubert and Arabie 1985,
 *     "Comparing partitions"); about 0 for a random grouping, at most 1, may be negative
 * @param homogeneity how far each group holds one class only, 0..1
 * @param completeness how far each class is in one group only, 0..1
 * @param vMeasure harmonic mean of the two (Rosenberg and Hirschberg 2007, "V-measure"), 0..1
 * @param normalizedMutualInformation mutual information over the mean of the two entropies, 0..1; the same number as the
 *     V-measure, by another way
 */
public record Agreement(
        double purity,
        double adjustedRand,
        double homogeneity,
        double completeness,
        double vMeasure,
        double normalizedMutualInformation) {

    /**
     * @param labels group of each row
     * @param truth class of each row
     */
    public static Agreement of(int[] labels, int[] truth) {
        if (labels.length != truth.length) {
            throw new IllegalArgumentException(labels.length + " labels for " + truth.length + " rows of truth");
        }
        int n = labels.length;
        if (n == 0) {
            return new Agreement(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        int[] groups = Arrays.stream(labels).sorted().distinct().toArray();
        int[] classes = Arrays.stream(truth).sorted().distinct().toArray();
        long[] groupSizes = new long[groups.length];
        long[] classSizes = new long[classes.length];
        // Sparse: as many groups as rows must not take rows × classes of memory.
        Map<Long, Integer> cells = new HashMap<>();
        for (int row = 0; row < n; row++) {
            int g = Arrays.binarySearch(groups, labels[row]);
            int c = Arrays.binarySearch(classes, truth[row]);
            groupSizes[g]++;
            classSizes[c]++;
            cells.merge((long) g * classes.length + c, 1, Integer::sum);
        }
        long[] largest = new long[groups.length];
        double pairsInBoth = 0;
        double information = 0;
        // In order, so that the sums do not depend on how the map is laid out.
        for (Map.Entry<Long, Integer> cell :
                cells.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
            int g = (int) (cell.getKey() / classes.length);
            int c = (int) (cell.getKey() % classes.length);
            double count = cell.getValue();
            largest[g] = Math.max(largest[g], cell.getValue());
            pairsInBoth += pairs(count);
            information += count / n * (Math.log(count * n) - Math.log((double) groupSizes[g] * classSizes[c]));
        }
        information = Math.max(0, information);
        double ofGroups = entropy(groupSizes, n);
        double ofClasses = entropy(classSizes, n);
        double homogeneity = ofClasses == 0 ? 1 : information / ofClasses;
        double completeness = ofGroups == 0 ? 1 : information / ofGroups;
        double both = homogeneity + completeness;
        return new Agreement(
                (double) Arrays.stream(largest).sum() / n,
                adjustedRand(groupSizes, classSizes, pairsInBoth, n),
                homogeneity,
                completeness,
                both == 0 ? 0 : 2 * homogeneity * completeness / both,
                ofGroups + ofClasses == 0 ? 1 : information / ((ofGroups + ofClasses) / 2));
    }

    private static double adjustedRand(long[] groupSizes, long[] classSizes, double pairsInBoth, int n) {
        double inGroups =
                Arrays.stream(groupSizes).mapToDouble(Agreement::pairs).sum();
        double inClasses =
                Arrays.stream(classSizes).mapToDouble(Agreement::pairs).sum();
        if (pairsInBoth == inGroups && pairsInBoth == inClasses) {
            return 1;
        }
        double expected = inGroups * inClasses / pairs(n);
        return (pairsInBoth - expected) / ((inGroups + inClasses) / 2 - expected);
    }

    private static double pairs(double count) {
        return count * (count - 1) / 2;
    }

    private static double entropy(long[] sizes, int n) {
        double entropy = 0;
        for (long size : sizes) {
            entropy -= (double) size / n * Math.log((double) size / n);
        }
        return entropy;
    }
}
