// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import org.tessera.api.strategy.Model;
import org.tessera.api.strategy.Strategy;

/** Lets tests of other packages fill a slot as services would. */
public final class SlotAccess {
    private SlotAccess() {}

    public static <T, M extends Model, S extends Strategy<T, M>> void add(
            Slot<T, M, S> slot, String name, long serviceId, S strategy) {
        slot.add(new Registration.StrategyId(name, "1.0.0", "test." + name, 0, serviceId), strategy);
    }
}
