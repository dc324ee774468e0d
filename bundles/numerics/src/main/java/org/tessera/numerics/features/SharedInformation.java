// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses columns by the information they share, as nobody says what is to be foretold: a column that says something of
 * others belongs to a structure, one that says nothing of any is noise to every distance, and of two that say the same
 * one is enough. Shared information is the symmetrical uncertainty {@code 2 I(X; Y) / (H(X) + H(Y))} of columns cut into
 * bins (Yu and Liu 2003, Feature selection for high-dimensional data, section 2); relevance is weighed against redundancy
 * as in Peng, Long and Ding 2005, Feature selection based on mutual information, section 2.3.
 *
 * <p>What independent columns seem to share by chance, {@code (bins - 1)² / 2n} on average (Miller 1955), is taken off.
 * Time O(columns² × rows), with so few rows for many columns that it stays within seconds.
 */
final class SharedInformation {
    private static final int BINS = 10;
    private static final int MOST_ROWS = 20_000;
    private static final int LEAST_ROWS = 500;
    private static final double BUDGET = 2e9;

    /** Sharing less than this is chance. */
    private static final double RELATED = 0.01;

    /** Sharing this much is saying the same. */
    private static final double SAME = 0.9;

    private final int d;
    private final double[] shared;

    /**
     * @param x {@code n × d}, row-major
     * @param d some thousands at most: memory is {@code d × d}
     */
    SharedInformation(double[] x, int n, int d) {
        this.d = d;
        double pairs = Math.max(1, d * (d - 1.0) / 2);
        int rows = (int) Math.min(n, Math.max(LEAST_ROWS, Math.min(MOST_ROWS, BUDGET / pairs)));
        byte[][] bins = new byte[d][rows];
        for (int c = 0; c < d; c++) {
            bin(x, n, c, bins[c]);
        }
        shared = new double[d * d];
        for (int a = 0; a < d; a++) {
            for (int b = 0; b < a; b++) {
                shared[a * d + b] = uncertainty(bins[a], bins[b]);
                shared[b * d + a] = shared[a * d + b];
            }
        }
    }

    /** Cuts an even sample of a column at its tenths; equal values are never cut apart. */
    private void bin(double[] x, int n, int column, byte[] bins) {
        int rows = bins.length;
        double[] values = new double[rows];
        for (int row = 0; row < rows; row++) {
            values[row] = x[(int) ((long) row * n / rows) * d + column];
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] cuts = new double[BINS - 1];
        for (int b = 1; b < BINS; b++) {
            cuts[b - 1] = sorted[(int) ((long) b * (rows - 1) / BINS)];
        }
        for (int row = 0; row < rows; row++) {
            byte bin = 0;
            while (bin < BINS - 1 && values[row] > cuts[bin]) {
                bin++;
            }
            bins[row] = bin;
        }
    }

    private static double uncertainty(byte[] a, byte[] b) {
        int[] cells = new int[BINS * BINS];
        for (int row = 0; row < a.length; row++) {
            cells[a[row] * BINS + b[row]]++;
        }
        int[] ofA = new int[BINS];
        int[] ofB = new int[BINS];
        for (int i = 0; i < BINS; i++) {
            for (int j = 0; j < BINS; j++) {
                ofA[i] += cells[i * BINS + j];
                ofB[j] += cells[i * BINS + j];
            }
        }
        double entropyA = entropy(ofA, a.length);
        double entropyB = entropy(ofB, a.length);
        double chance = (filled(ofA) - 1.0) * (filled(ofB) - 1.0) / (2.0 * a.length);
        double information = entropyA + entropyB - entropy(cells, a.length) - chance;
        return entropyA + entropyB == 0 ? 0 : Math.max(0, 2 * information / (entropyA + entropyB));
    }

    private static double entropy(int[] counts, int n) {
        double entropy = 0;
        for (int count : counts) {
            if (count > 0) {
                entropy -= (double) count / n * Math.log((double) count / n);
            }
        }
        return entropy;
    }

    private static long filled(int[] counts) {
        return Arrays.stream(counts).filter(count -> count > 0).count();
    }

    /**
     * @param wanted how many, or 0 for all that are related to another one and say something new
     * @return their places, ascending; all where no two are related
     */
    int[] choose(int wanted) {
        double[] relevance = new double[d];
        boolean related = false;
        for (int c = 0; c < d; c++) {
            for (int o = 0; o < d; o++) {
                relevance[c] += shared[c * d + o] / Math.max(1, d - 1);
                related |= shared[c * d + o] >= RELATED;
            }
        }
        int most = wanted == 0 ? d : Math.min(wanted, d);
        List<Integer> chosen = new ArrayList<>();
        double[] redundancy = new double[d];
        boolean[] out = new boolean[d];
        for (int c = 0; c < d && wanted == 0 && related; c++) {
            out[c] = strongest(c) < RELATED;
        }
        while (chosen.size() < most) {
            int best = -1;
            double highest = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < d; c++) {
                double score = relevance[c] - redundancy[c] / Math.max(1, chosen.size());
                if (!out[c] && score > highest + 1e-12) {
                    best = c;
                    highest = score;
                }
            }
            if (best < 0) {
                break;
            }
            chosen.add(best);
            out[best] = true;
            for (int c = 0; c < d; c++) {
                redundancy[c] += shared[best * d + c];
                out[c] |= wanted == 0 && shared[best * d + c] >= SAME;
            }
        }
        return chosen.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    private double strongest(int column) {
        double strongest = 0;
        for (int o = 0; o < d; o++) {
            strongest = Math.max(strongest, shared[column * d + o]);
        }
        return strongest;
    }
}
