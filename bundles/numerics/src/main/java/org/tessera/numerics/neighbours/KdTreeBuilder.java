// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.neighbours;

import java.util.Arrays;
import org.tessera.numerics.parallel.Parallel;

/** Splits nodes at the median of the column in which their box is widest, level by level, the nodes of a level at once. */
final class KdTreeBuilder {
    final double[] x;
    final int n;
    final int d;
    final int firstLeaf;
    final int[] rows;
    final int[] starts;
    final int[] ends;
    final int[] leastRows;
    final double[] lower;
    final double[] upper;
    final double[] blocks;
    private final int levels;

    KdTreeBuilder(double[] x, int n, int d, int leafSize) {
        this.x = x;
        this.n = n;
        this.d = d;
        int depth = 0;
        while (((n - 1L) >> depth) + 1 > leafSize) {
            depth++;
        }
        this.levels = depth;
        this.firstLeaf = (1 << depth) - 1;
        int nodes = 2 * firstLeaf + 1;
        this.rows = new int[n];
        this.starts = new int[nodes];
        this.ends = new int[nodes];
        this.leastRows = new int[nodes];
        this.lower = new double[nodes * d];
        this.upper = new double[nodes * d];
        this.blocks = new double[n * d];
    }

    KdTreeBuilder build(Parallel parallel) {
        for (int i = 0; i < n; i++) {
            rows[i] = i;
        }
        ends[0] = n;
        double[] keys = new double[n];
        for (int level = 0; level < levels; level++) {
            int first = (1 << level) - 1;
            parallel.ranges(first + 1, Math.max(1, (first + 1) / 64), (from, to) -> {
                for (int node = first + from; node < first + to; node++) {
                    split(node, keys);
                }
            });
        }
        parallel.ranges(firstLeaf + 1, 64, (from, to) -> {
            for (int leaf = firstLeaf + from; leaf < firstLeaf + to; leaf++) {
                fill(leaf);
            }
        });
        for (int node = firstLeaf - 1; node >= 0; node--) {
            leastRows[node] = Math.min(leastRows[2 * node + 1], leastRows[2 * node + 2]);
        }
        return this;
    }

    private void split(int node, double[] keys) {
        int start = starts[node];
        int end = ends[node];
        int middle = (start + end) >>> 1;
        bound(node);
        int widest = 0;
        double extent = 0;
        for (int j = 0; j < d; j++) {
            double e = upper[node * d + j] - lower[node * d + j];
            if (e > extent) {
                extent = e;
                widest = j;
            }
        }
        if (extent == 0) {
            // Equal points in the order of their rows: searches that settle ties by row then pass over most of them.
            Arrays.sort(rows, start, end);
        } else {
            for (int p = start; p < end; p++) {
                keys[p] = x[rows[p] * d + widest];
            }
            select(keys, start, end - 1, middle);
        }
        int left = 2 * node + 1;
        starts[left] = start;
        ends[left] = middle;
        starts[left + 1] = middle;
        ends[left + 1] = end;
    }

    private void bound(int node) {
        int at = node * d;
        Arrays.fill(lower, at, at + d, Double.POSITIVE_INFINITY);
        Arrays.fill(upper, at, at + d, Double.NEGATIVE_INFINITY);
        for (int p = starts[node]; p < ends[node]; p++) {
            int o = rows[p] * d;
            for (int j = 0; j < d; j++) {
                double v = x[o + j];
                lower[at + j] = Math.min(lower[at + j], v);
                upper[at + j] = Math.max(upper[at + j], v);
            }
        }
    }

    private void fill(int leaf) {
        int start = starts[leaf];
        int m = ends[leaf] - start;
        Arrays.sort(rows, start, start + m);
        leastRows[leaf] = rows[start];
        bound(leaf);
        for (int i = 0; i < m; i++) {
            int o = rows[start + i] * d;
            for (int j = 0; j < d; j++) {
                blocks[start * d + j * m + i] = x[o + j];
            }
        }
    }

    /** Quickselect (Hoare 1961): afterwards no key before {@code middle} is larger, and none behind it smaller. */
    private void select(double[] keys, int low, int high, int middle) {
        int l = low;
        int h = high;
        long state = 0x9E3779B97F4A7C15L ^ low;
        while (l < h) {
            int width = h - l + 1;
            // Pivots from mixed places: no order of the rows makes this quadratic by accident.
            state = state * 6364136223846793005L + 1442695040888963407L;
            double pivot = median(
                    keys[l + (int) ((state >>> 33) % width)],
                    keys[l + (int) ((state >>> 21 & 0xFFFFFFFL) % width)],
                    keys[(l + h) >>> 1]);
            int i = l;
            int j = h;
            while (i <= j) {
                while (keys[i] < pivot) {
                    i++;
                }
                while (keys[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    double key = keys[i];
                    keys[i] = keys[j];
                    keys[j] = key;
                    int row = rows[i];
                    rows[i] = rows[j];
                    rows[j] = row;
                    i++;
                    j--;
                }
            }
            if (middle <= j) {
                h = j;
            } else if (middle >= i) {
                l = i;
            } else {
                return;
            }
        }
    }

    private static double median(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
