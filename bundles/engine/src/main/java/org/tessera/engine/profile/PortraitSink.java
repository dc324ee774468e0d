// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tessera.api.profile.TraitSink;

/** Collects the values of one customer. For one thread. */
final class PortraitSink {
    private final TraitSheet sheet;
    private final @Nullable Object[] values;

    PortraitSink(TraitSheet sheet) {
        this.sheet = sheet;
        this.values = new Object[sheet.size()];
    }

    /** Where one profiler puts its values. */
    TraitSink of(ProfilerSlot<?> slot) {
        return new SheetSink(sheet, slot) {
            @Override
            void putNumber(int place, double value) {
                values[place] = value;
            }

            @Override
            void putCategory(int place, String value) {
                values[place] = value;
            }

            @Override
            void putTime(int place, long value) {
                values[place] = value;
            }

            @Override
            void putShares(int place, Map<String, Double> value) {
                values[place] = Collections.unmodifiableMap(new LinkedHashMap<>(value));
            }
        };
    }

    /** The numbers so far, by name. */
    Map<String, Double> numbers() {
        Map<String, Double> numbers = new HashMap<>();
        for (int place = 0; place < values.length; place++) {
            if (values[place] instanceof Double number) {
                numbers.put(sheet.trait(place).name(), number);
            }
        }
        return Collections.unmodifiableMap(numbers);
    }

    /** All values by name, in the order of the sheet. */
    Map<String, Object> values() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (int place = 0; place < values.length; place++) {
            Object value = values[place];
            if (value != null) {
                all.put(sheet.trait(place).name(), value);
            }
        }
        return Collections.unmodifiableMap(all);
    }
}
