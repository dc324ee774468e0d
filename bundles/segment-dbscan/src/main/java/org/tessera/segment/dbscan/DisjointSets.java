// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Which of {@code 0..size-1} belong together, joined from many threads without locks: a root only ever gets a smaller
 * root as its parent, so in the end the root of a set is its smallest element, whatever the order of joining (after
 * Anderson and Woll, Wait-free parallel algorithms for the union-find problem, STOC 1991).
 */
final class DisjointSets {
    private final AtomicIntegerArray parents;

    DisjointSets(int size) {
        int[] own = new int[size];
        for (int i = 0; i < size; i++) {
            own[i] = i;
        }
        parents = new AtomicIntegerArray(own);
    }

    int find(int element) {
        int i = element;
        int parent = parents.get(i);
        while (parent != i) {
            int above = parents.get(parent);
            if (above != parent) {
                parents.weakCompareAndSetPlain(i, parent, above);
            }
            i = parent;
            parent = above;
        }
        return i;
    }

    /** Whether two elements are known to belong together by now. */
    boolean same(int a, int b) {
        return find(a) == find(b);
    }

    void join(int a, int b) {
        while (true) {
            int p = find(a);
            int q = find(b);
            if (p == q || parents.compareAndSet(Math.max(p, q), Math.max(p, q), Math.min(p, q))) {
                return;
            }
        }
    }
}
