// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.Arrays;
import java.util.BitSet;
import org.tessera.api.store.CustomerDirectory;

/**
 * Notices whose attributes have changed, by a hash for each customer. Looks at all of them, which takes a moment, only
 * when some have changed and after a restart. Guarded by the one who
 * asks, except {@link #isCurrent} and {@link #generation}.
 */
final class AttributeWatch {
    private static final long NOT_LOOKED = -1;

    private final CustomerDirectory customers;
    private int[] hashes;
    private volatile long generation;
    private volatile long seenRevision = NOT_LOOKED;
    private BitSet changed = new BitSet();

    /** The generation before which {@link #changed} holds; none before something changes in this process. */
    private long changedSince = NOT_LOOKED;

    /** What is kept over a restart. */
    record Kept(long generation, int[] hashes) {
        /** Of a generation that was never before. */
        static Kept nothing() {
            return new Kept(System.currentTimeMillis(), new int[0]);
        }
    }

    AttributeWatch(CustomerDirectory customers, Kept kept) {
        this.customers = customers;
        this.generation = kept.generation();
        this.hashes = kept.hashes();
    }

    /** Whether there is nothing new to see. */
    boolean isCurrent() {
        return seenRevision == customers.revision();
    }

    /**
     * Looks.
     *
     * @return whether there is something to be kept
     */
    boolean look() {
        long revision = customers.revision();
        int size = customers.size();
        if (revision == seenRevision && size == hashes.length) {
            return false;
        }
        BitSet different = new BitSet();
        int[] now = Arrays.copyOf(hashes, size);
        int first = revision == seenRevision ? hashes.length : 0;
        for (int customer = first; customer < size; customer++) {
            now[customer] = customers.attributes(customer).hashCode();
            if (customer < hashes.length && now[customer] != hashes[customer]) {
                different.set(customer);
            }
        }
        boolean more = size != hashes.length;
        hashes = now;
        seenRevision = revision;
        if (!different.isEmpty()) {
            changed = different;
            changedSince = generation;
            generation = changedSince + 1;
        }
        return more || !different.isEmpty();
    }

    Kept kept() {
        return new Kept(generation, hashes);
    }

    long generation() {
        return generation;
    }

    /** Whether {@link #changed} has all that changed since a generation. */
    boolean knowsSince(long since) {
        return since == generation || since == changedSince;
    }

    /** Customers there were before whose attributes changed since a generation that is known. */
    BitSet changed(long since) {
        return since == generation ? new BitSet() : changed;
    }
}
