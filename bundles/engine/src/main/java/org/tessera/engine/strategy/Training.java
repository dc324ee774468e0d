// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.tessera.api.TesseraException;
import org.tessera.api.strategy.Model;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Strategy;
import org.tessera.api.strategy.TrainingContext;

/**
 * Trains a strategy away from the calling thread, within a time limit, as long as the strategy is there and nobody
 * cancels it. For one use.
 *
 * @param name by which the strategy was asked for
 */
record Training<T, M extends Model, S extends Strategy<T, M>>(
        Registration<T, M, S> registration, String name, Duration limit, Guard guard) {
    Slot.Trained<M> run(T input, Map<String, ?> settings, TrainingContext context) {
        Leased<S>.Lease lease = registration
                .service
                .acquire()
                .orElseThrow(() -> new TesseraException(name + " is just going", "strategies shows what is there"));
        long start = System.nanoTime();
        try {
            M model = guard.work(
                    progress -> {
                        try (lease) {
                            return train(lease, input, settings, context, progress);
                        }
                    },
                    limit,
                    context.progress(),
                    Model::close);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            return new Slot.Trained<>(registration.id.name(), registration.id.version(), model, took);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            String why = e instanceof Guard.Failure failure ? failure.words() : Guard.text(e);
            throw new TesseraException(
                    name + " could not be trained: " + why,
                    "try other settings; training.s of org.tessera.slots says how long it may take");
        }
    }

    private M train(
            Leased<S>.Lease lease, T input, Map<String, ?> settings, TrainingContext context, Progress progress) {
        Progress stopping = (phase, done, total) -> {
            if (lease.retired()) {
                throw new CancellationException(name + " was removed while it trained");
            }
            progress.report(phase, done, total);
        };
        return lease.get()
                .train(
                        input,
                        settings,
                        new TrainingContext(context.seed(), stopping, context.executor(), context.parallelism()));
    }
}
