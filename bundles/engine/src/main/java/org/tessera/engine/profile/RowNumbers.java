// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tessera.api.profile.Trait;

/** The numbers of one row of columns by name, without a copy; moved from row to row. For one thread. */
final class RowNumbers extends AbstractMap<String, Double> {
    private final Columns columns;
    private int row;

    RowNumbers(Columns columns) {
        this.columns = columns;
    }

    RowNumbers at(int newRow) {
        row = newRow;
        return this;
    }

    @Override
    public @Nullable Double get(@Nullable Object key) {
        Optional<Integer> place = key instanceof String name ? columns.sheet().place(name) : Optional.empty();
        double value = place.isPresent() && isNumber(place.get()) ? columns.number(place.get(), row) : Double.NaN;
        return Double.isNaN(value) ? null : value;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public Set<Entry<String, Double>> entrySet() {
        Map<String, Double> present = new HashMap<>();
        for (int place = 0; place < columns.sheet().size(); place++) {
            double value = isNumber(place) ? columns.number(place, row) : Double.NaN;
            if (!Double.isNaN(value)) {
                present.put(columns.sheet().trait(place).name(), value);
            }
        }
        return present.entrySet();
    }

    private boolean isNumber(int place) {
        return columns.sheet().trait(place).type() == Trait.Type.NUMBER;
    }
}
