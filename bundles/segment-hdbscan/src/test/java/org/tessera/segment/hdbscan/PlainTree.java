// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A condensed tree as slow and plain as its definition. Distances that differ by less than 1e-9 count as equal. */
final class PlainTree {
    final double[] core;
    final double[] lambda;
    final int[] last;
    final List<Double> birth = new ArrayList<>();
    private final double[][] reach;
    private final int least;

    PlainTree(double[] x, int n, int d, int samples, int least) {
        this.least = least;
        double[][] apart = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                double sum = 0;
                for (int j = 0; j < d; j++) {
                    sum += Math.pow(x[i * d + j] - x[k * d + j], 2);
                }
                apart[i][k] = Math.sqrt(sum);
            }
        }
        core = Arrays.stream(apart)
                .mapToDouble(row -> Arrays.stream(row).sorted().toArray()[Math.min(samples, n) - 1])
                .toArray();
        reach = new double[n][n];
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                reach[i][k] = Math.max(apart[i][k], Math.max(core[i], core[k]));
            }
        }
        // Distances at which anything falls apart at all: a spanning tree's, by cutting and looking.
        double[] levels = Arrays.stream(reach).flatMapToDouble(Arrays::stream).distinct().sorted().toArray();
        for (double level : levels) {
            if (level > 0 && components(all(n), level).size() > components(all(n), Math.nextUp(level)).size()) {
                smallest = level;
                break;
            }
        }
        for (double[] row : reach) {
            for (int k = 0; k < n; k++) {
                row[k] = Math.max(row[k], smallest < Double.POSITIVE_INFINITY ? smallest : 1);
            }
        }
        lambda = new double[n];
        last = new int[n];
        birth.add(0.0);
        follow(all(n), 0);
    }

    int clusters() {
        return birth.size();
    }

    private static List<Integer> all(int n) {
        return IntStream.range(0, n).boxed().toList();
    }

    private void follow(List<Integer> rows, int cluster) {
        double level = cutAt(rows);
        List<List<Integer>> parts = components(rows, level - 1e-9);
        List<List<Integer>> large =
                parts.stream().filter(part -> part.size() >= least).toList();
        for (List<Integer> part : parts) {
            if (part.size() < least) {
                for (int row : part) {
                    lambda[row] = 1 / level;
                    last[row] = cluster;
                }
            }
        }
        for (List<Integer> part : large) {
            if (large.size() == 1) {
                follow(part, cluster);
            } else {
                birth.add(1 / level);
                follow(part, birth.size() - 1);
            }
        }
    }

    /** The largest distance without which the rows do not hang together. */
    private double cutAt(List<Integer> rows) {
        double[] levels = rows.stream()
                .flatMapToDouble(i -> rows.stream().filter(k -> !k.equals(i)).mapToDouble(k -> reach[i][k]))
                .distinct()
                .sorted()
                .toArray();
        int low = 0;
        int high = levels.length - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (components(rows, levels[middle] + 1e-9).size() == 1) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return levels[high];
    }

    /** What hangs together by distances below one. */
    private List<List<Integer>> components(List<Integer> rows, double below) {
        List<List<Integer>> components = new ArrayList<>();
        List<Integer> left = new ArrayList<>(rows);
        while (!left.isEmpty()) {
            List<Integer> component = new ArrayList<>(List.of(left.remove(0)));
            for (int at = 0; at < component.size(); at++) {
                int from = component.get(at);
                List<Integer> near = left.stream().filter(k -> reach[from][k] < below).toList();
                left.removeAll(near);
                component.addAll(near);
            }
            components.add(component);
        }
        return components;
    }
}
