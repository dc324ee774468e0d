// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.tessera.api.strategy.Model;
import org.tessera.api.strategy.Strategy;
import org.tessera.engine.model.ModelStore;

/** Lets tests of other packages fill a slot as services would. */
public final class SlotAccess {
    private static final Guard GUARD = new Guard(Duration.ofMillis(200));

    private SlotAccess() {}

    public static <T, M extends Model, S extends Strategy<T, M>> Slot<T, M, S> slot(
            String task, Path folder, Duration drain) {
        Limits limits = new Limits(drain, Duration.ofSeconds(10), Duration.ofSeconds(60));
        try {
            return new Slot<>(task, new ModelStore(folder), limits, GUARD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static <T, M extends Model, S extends Strategy<T, M>> void add(
            Slot<T, M, S> slot, String name, long serviceId, S strategy) {
        slot.add(id(name, serviceId), strategy);
    }

    public static void remove(Slot<?, ?, ?> slot, String name, long serviceId) {
        slot.remove(id(name, serviceId));
    }

    private static Registration.StrategyId id(String name, long serviceId) {
        return new Registration.StrategyId(name, "1.0.0", "test." + name, serviceId, 0, serviceId);
    }
}
