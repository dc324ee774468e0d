// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

/**
 * Merges in the order in which an algorithm found them: each joins the group that has row {@code a} to the one that has
 * row {@code b}.
 */
final class Merges {
    private final int[] a;
    private final int[] b;
    private final double[] height;
    private int size;

    /** @param rows of which there is one merge less in the end */
    Merges(int rows) {
        a = new int[Math.max(0, rows - 1)];
        b = new int[a.length];
        height = new double[a.length];
    }

    void add(int one, int other, double at) {
        a[size] = one;
        b[size] = other;
        height[size++] = at;
    }

    int size() {
        return size;
    }

    int a(int merge) {
        return a[merge];
    }

    int b(int merge) {
        return b[merge];
    }

    double height(int merge) {
        return height[merge];
    }
}
