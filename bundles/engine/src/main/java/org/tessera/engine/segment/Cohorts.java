// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which rows form which segment, numbered densely: clusters by rising label, noise last.
 *
 * @param labels of the segments
 * @param codes number of the segment of each row
 * @param rows all rows, segment after segment
 * @param starts where each segment begins in {@code rows}; one more at the end
 */
record Cohorts(int[] labels, int[] codes, int[] rows, int[] starts) {
    static Cohorts of(int[] rowLabels) {
        int[] present = Arrays.stream(rowLabels)
                .map(l -> Math.max(l, -1))
                .sorted()
                .distinct()
                .toArray();
        int noise = present.length > 0 && present[0] < 0 ? 1 : 0;
        int[] labels = IntStream.concat(Arrays.stream(present, noise, present.length), Arrays.stream(present, 0, noise))
                .toArray();
        int clusters = labels.length - noise;
        int[] codes = new int[rowLabels.length];
        int[] starts = new int[labels.length + 1];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = rowLabels[row] < 0 ? clusters : Arrays.binarySearch(labels, 0, clusters, rowLabels[row]);
            starts[codes[row] + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] next = starts.clone();
        int[] rows = new int[codes.length];
        for (int row = 0; row < codes.length; row++) {
            rows[next[codes[row]]++] = row;
        }
        return new Cohorts(labels, codes, rows, starts);
    }

    int count() {
        return labels.length;
    }

    int size(int segment) {
        return starts[segment + 1] - starts[segment];
    }

    boolean isNoise(int segment) {
        return labels[segment] < 0;
    }

    /** An even sample of the rows, all of them where there are not more than {@code most}. */
    int[] sample(int most) {
        int n = codes.length;
        int size = Math.min(most, n);
        return IntStream.range(0, size).map(k -> (int) ((long) k * n / size)).toArray();
    }
}
