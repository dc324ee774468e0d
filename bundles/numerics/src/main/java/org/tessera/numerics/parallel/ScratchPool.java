// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.parallel;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Scratch memory that is used again from call to call. Unlike a thread local it belongs to whoever made it and goes
 * with it, so it keeps no class loader alive. Keeps at most as many as it was made for; what is given back beyond that
 * is left to the collector. Safe for many threads, never blocks.
 *
 * @param <S> the scratch, ready for use whenever it is given back
 */
public final class ScratchPool<S> {
    private final Supplier<? extends S> factory;
    private final AtomicReferenceArray<@Nullable S> kept;

    /** Keeps as many as there are processors. */
    public ScratchPool(Supplier<? extends S> factory) {
        this(Runtime.getRuntime().availableProcessors(), factory);
    }

    public ScratchPool(int capacity, Supplier<? extends S> factory) {
        this.factory = factory;
        this.kept = new AtomicReferenceArray<>(capacity);
    }

    /** One that nobody else uses until it is given back. */
    public S take() {
        for (int k = 0; k < kept.length(); k++) {
            if (kept.getPlain(k) != null) {
                @Nullable S scratch = kept.getAndSet(k, null);
                if (scratch != null) {
                    return scratch;
                }
            }
        }
        return factory.get();
    }

    /** Gives one back, in the state in which it was taken. Not to be called after a failure that left it half-used. */
    public void give(S scratch) {
        for (int k = 0; k < kept.length(); k++) {
            if (kept.getPlain(k) == null && kept.compareAndSet(k, null, scratch)) {
                return;
            }
        }
    }
}
