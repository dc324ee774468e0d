// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import java.time.Duration;
import java.util.function.Function;
import org.tessera.api.TesseraException;
import org.tessera.api.strategy.Model;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Strategy;

/**
 * A question to a strategy itself rather than to one of its models. For one use.
 *
 * @param name by which the strategy was asked for
 */
record Consultation<T, M extends Model, S extends Strategy<T, M>>(
        Registration<T, M, S> registration, String name, Duration limit, Guard guard) {
    <R> R ask(Function<S, R> question) {
        Leased<S>.Lease lease = registration
                .service
                .acquire()
                .orElseThrow(() -> new TesseraException(name + " is just going", "strategies shows what is there"));
        try {
            return guard.work(
                    progress -> {
                        try (lease) {
                            return question.apply(lease.get());
                        }
                    },
                    limit,
                    Progress.unwatched(),
                    late -> {});
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            String why = e instanceof Guard.Failure failure ? failure.words() : Guard.text(e);
            throw new TesseraException(name + " did not answer: " + why, "use another strategy");
        }
    }
}
