// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Loops over index ranges on an executor's threads and the calling one. Threads belong to the executor's owner: nothing
 * is left on them, no thread local is used. Immutable and safe for many threads; calls may nest.
 *
 * <p>The calling thread works along and never waits for a part that has not started, so an executor that is busy, or
 * rejects, or runs on the caller costs speed only. A body that throws stops the others at their next range; the first
 * failure reaches the caller, after every part has ended.
 *
 * <p>Ranges are cut by {@code grain} alone and handed out in order to whoever is free: which thread runs a range
 * differs from run to run, the ranges do not. A body that writes only to the places of its range, and sums that are
 * kept per range and added up in order ({@link #map}), give the same result on any number of threads.
 *
 * @param executor runs the parts beside the calling thread
 * @param parallelism how many threads work at once, the calling one included, at least 1
 */
public record Parallel(Executor executor, int parallelism) {
    private static final Parallel SEQUENTIAL = new Parallel(Runnable::run, 1);

    public Parallel {
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism must be at least 1, got " + parallelism);
        }
    }

    /** On the calling thread alone. */
    public static Parallel sequential() {
        return SEQUENTIAL;
    }

    /** How many ranges {@link #ranges} cuts. */
    public static int rangeCount(int size, int grain) {
        if (size < 0 || grain < 1) {
            throw new IllegalArgumentException("size " + size + ", grain " + grain);
        }
        return (int) (((long) size + grain - 1) / grain);
    }

    /**
     * Runs {@code body} for the ranges of {@code grain} indexes (the last one may be shorter) that make up
     * {@code 0 <= index < size}.
     */
    public void ranges(int size, int grain, RangeBody body) {
        ranges(size, grain, () -> body, finished -> {});
    }

    /**
     * As above, with a body for each working thread, so that it may own scratch memory.
     *
     * @param bodies asked once by every thread that takes part
     * @param watcher told after each range how many indexes are finished, by the thread that finished it; throws to stop
     *     the loop
     */
    public void ranges(int size, int grain, Supplier<? extends RangeBody> bodies, IntConsumer watcher) {
        int count = rangeCount(size, grain);
        if (count == 0) {
            return;
        }
        Loop loop = new Loop(size, grain, count, bodies, watcher);
        int helpers = Math.min(parallelism, count) - 1;
        try {
            for (int h = 0; h < helpers; h++) {
                executor.execute(loop::help);
            }
        } catch (RejectedExecutionException full) {
            loop.work();
        }
        loop.work();
        loop.finish();
    }

    /**
     * Computes one value for each {@code 0 <= index < count} and returns them in the order of the indexes: the way to
     * add up partial results so that the sum does not depend on the number of threads.
     */
    public <R> List<R> map(int count, IntFunction<? extends R> function) {
        AtomicReferenceArray<R> results = new AtomicReferenceArray<>(count);
        ranges(count, 1, (from, to) -> {
            for (int k = from; k < to; k++) {
                results.setPlain(k, function.apply(k));
            }
        });
        List<R> list = new ArrayList<>(count);
        for (int k = 0; k < count; k++) {
            list.add(results.getPlain(k));
        }
        return list;
    }

    /** One loop under way. */
    private static final class Loop {
        private final int size;
        private final int grain;
        private final int count;
        private final Supplier<? extends RangeBody> bodies;
        private final IntConsumer watcher;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger finished = new AtomicInteger();
        private int helping;
        private boolean over;
        private @Nullable Throwable failure;

        Loop(int size, int grain, int count, Supplier<? extends RangeBody> bodies, IntConsumer watcher) {
            this.size = size;
            this.grain = grain;
            this.count = count;
            this.bodies = bodies;
            this.watcher = watcher;
        }

        /** What an executor's thread runs; one that comes when all is over does nothing. */
        void help() {
            synchronized (this) {
                if (over) {
                    return;
                }
                helping++;
            }
            try {
                work();
            } finally {
                synchronized (this) {
                    helping--;
                    notifyAll();
                }
            }
        }

        void work() {
            try {
                int range = next.getAndIncrement();
                if (range >= count) {
                    return;
                }
                RangeBody body = bodies.get();
                while (range < count) {
                    int from = range * grain;
                    int to = from > size - grain ? size : from + grain;
                    body.run(from, to);
                    watcher.accept(finished.addAndGet(to - from));
                    range = next.getAndIncrement();
                }
            } catch (Throwable e) {
                next.set(count);
                synchronized (this) {
                    if (failure == null) {
                        failure = e;
                    } else if (failure != e) {
                        failure.addSuppressed(e);
                    }
                }
            }
        }

        /** Waits for the parts that have started: one range each at most, as none is left to hand out. */
        synchronized void finish() {
            over = true;
            boolean interrupted = false;
            while (helping > 0) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (failure instanceof RuntimeException e) {
                throw e;
            }
            if (failure instanceof Error e) {
                throw e;
            }
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
