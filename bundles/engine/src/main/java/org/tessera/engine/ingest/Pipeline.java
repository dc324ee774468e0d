// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.tessera.api.ingest.RecordCursor;
import org.tessera.api.store.Intake;
import org.tessera.api.strategy.Progress;

/**
 * Reads, maps and cleans on a thread of its own while the calling thread commits. The reader waits when it is a few
 * packets ahead, so memory does not grow with the file. For one use.
 */
final class Pipeline {
    private static final int AHEAD = 3;
    private static final long WATCH_MS = 100;
    private static final Packet END = new Packet(-1, List.of(), List.of(), List.of(), List.of(), 0, 0, 0, 0);

    private final RecordCursor cursor;
    private final RowHandler handler;
    private final Intaking intaking;
    private final BlockingQueue<Packet> queue = new ArrayBlockingQueue<>(AHEAD);
    private volatile @Nullable Throwable failure;
    private long accepted;
    private long unchanged;

    Pipeline(RecordCursor cursor, RowHandler handler, Intaking intaking) {
        this.cursor = cursor;
        this.handler = handler;
        this.intaking = intaking;
    }

    /** Where packets go. */
    @FunctionalInterface
    private interface Sink {
        void put(Packet packet) throws InterruptedException;
    }

    /** Goes over the records without keeping anything; throws at the first that a strict import refuses. */
    void rehearse(long size, Progress progress) throws IOException {
        try {
            read(packet -> progress.report("checking", packet.bytes(), size));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while checking");
        }
    }

    /**
     * Brings everything into the store.
     *
     * @param size bytes of the file
     * @param committed told the number of each packet that is on disk
     */
    void run(Intake.Run run, long size, LongConsumer committed, Progress progress) throws IOException {
        Thread reader = new Thread(this::readAll, "tessera-import-reader");
        reader.setDaemon(true);
        reader.start();
        try {
            write(run, size, committed, progress);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while importing");
        } finally {
            stop(reader);
        }
        rethrow();
    }

    private void write(Intake.Run run, long size, LongConsumer committed, Progress progress)
            throws InterruptedException {
        long bytes = 0;
        while (true) {
            @Nullable Packet packet = queue.poll(WATCH_MS, TimeUnit.MILLISECONDS);
            if (packet == null) {
                progress.report("importing", bytes, size);
            } else if (packet.number() < 0) {
                return;
            } else {
                commit(run, packet);
                committed.accept(packet.number());
                bytes = packet.bytes();
                progress.report("importing", bytes, size);
            }
        }
    }

    private void commit(Intake.Run run, Packet packet) {
        Intake.Tally tally = new Intake.Tally(
                packet.read(), accepted + packet.events().size(), packet.rejected(), packet.duplicates() + unchanged);
        Intake.Written written = run.commit(
                new Intake.Batch(packet.events(), packet.customers(), packet.items(), packet.rejects(), tally));
        accepted += packet.events().size() + written.changed();
        unchanged += written.unchanged();
    }

    /** Records that changed the store. */
    long accepted() {
        return accepted;
    }

    /** Customers and items the store had already just so. */
    long unchanged() {
        return unchanged;
    }

    private void readAll() {
        try {
            read(queue::put);
            queue.put(END);
        } catch (InterruptedException e) {
            // Nobody waits for more: the import was broken off.
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
            end();
        }
    }

    private void end() {
        try {
            queue.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(Sink sink) throws IOException, InterruptedException {
        while (cursor.next()) {
            handler.handle(cursor, intaking);
            if (intaking.full()) {
                sink.put(intaking.take(cursor.bytesRead()));
            }
        }
        if (intaking.any()) {
            sink.put(intaking.take(cursor.bytesRead()));
        }
    }

    private static void stop(Thread reader) {
        reader.interrupt();
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void rethrow() throws IOException {
        @Nullable Throwable thrown = failure;
        if (thrown instanceof IOException e) {
            throw e;
        } else if (thrown instanceof RuntimeException e) {
            throw e;
        } else if (thrown instanceof Error e) {
            throw e;
        }
    }
}
