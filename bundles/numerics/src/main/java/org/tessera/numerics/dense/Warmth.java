// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether the JVM has compiled a loop of vectors. Before, every vector is an object: a hundred times slower than plain
 * loops and hundreds of megabytes of garbage. So plain loops do the work, which is the same to the last bit, while now
 * and then a thread gives the vectors a trial until they are the faster ones. Safe for many threads.
 */
final class Warmth {
    /** Enough for the JVM to find the loop worth compiling; after that it needs time, not trials. */
    private static final int EAGER_TRIALS = 160;

    /** How much longer the work goes on than a trial takes. */
    private static final int PAUSE = 2;

    /** By then the JVM does not want to compile it, or the machine has no such vectors. */
    private static final int PATIENCE = 20_000;

    private final Runnable vector;
    private final Runnable scalar;
    private final AtomicBoolean trying = new AtomicBoolean();
    private volatile boolean warm;
    private long nextTrial;
    private int trials;

    /**
     * @param vector does a little of the work with vectors
     * @param scalar the same with plain loops
     */
    Warmth(Runnable vector, Runnable scalar) {
        this.vector = vector;
        this.scalar = scalar;
    }

    /** Whether vectors are to be used; runs a trial where that is still open. */
    boolean isReached() {
        if (!warm && trials < PATIENCE && trying.compareAndSet(false, true)) {
            try {
                long start = System.nanoTime();
                if (start >= nextTrial) {
                    trials++;
                    boolean faster = isFaster();
                    // Once may be chance: the other one was interrupted.
                    warm = faster && isFaster();
                    long end = System.nanoTime();
                    nextTrial = end + (trials < EAGER_TRIALS ? 0 : PAUSE * (end - start));
                }
            } finally {
                trying.set(false);
            }
        }
        return warm;
    }

    private boolean isFaster() {
        long start = System.nanoTime();
        vector.run();
        long middle = System.nanoTime();
        scalar.run();
        return middle - start < System.nanoTime() - middle;
    }
}
