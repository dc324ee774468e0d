// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.features;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;

/**
 * A category: a column of 0 and 1 for each of its frequent levels, perhaps one for all others and one for missing.
 *
 * @param levels those that have a column of their own
 * @param other whether the rest have one together
 * @param indicator whether missing has one
 * @param shares of the levels and of the rest, which stand for a missing value where that has no column
 * @param describe in words
 */
record CategoryCode(
        String column, List<String> levels, boolean other, boolean indicator, double[] shares, String describe)
        implements ColumnCode {
    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        levels.forEach(level -> names.add(column + " = " + level));
        if (other) {
            names.add(column + " = other");
        }
        if (indicator) {
            names.add(column + " missing");
        }
        return names;
    }

    @Override
    public RowWriter bind(Optional<FeatureTable.Column> source) {
        if (source.isEmpty()) {
            return (from, to, out, start, stride) -> {
                for (int row = from, o = start; row < to; row++, o += stride) {
                    put(-1, true, out, o);
                }
            };
        }
        if (!(source.get() instanceof FeatureTable.Categorical category)) {
            throw new TesseraException(
                    "column " + column + " holds numbers, but the model was trained on categories",
                    "give the rows the columns that the model was trained on");
        }
        int[] places = places(category.levels());
        return (from, to, out, start, stride) -> {
            for (int row = from, o = start; row < to; row++, o += stride) {
                int code = category.code(row);
                put(code < 0 ? -1 : places[code], code < 0, out, o);
            }
        };
    }

    private void put(int place, boolean missing, double[] out, int o) {
        int ones = levels.size() + (other ? 1 : 0);
        for (int l = 0; l < ones; l++) {
            out[o + l] = missing && !indicator ? shares[l] : l == place ? 1 : 0;
        }
        if (indicator) {
            out[o + ones] = missing ? 1 : 0;
        }
    }

    /** Column of each level of a table; -1 for a level that has none. */
    private int[] places(List<String> tableLevels) {
        Map<String, Integer> own = new HashMap<>();
        for (int l = 0; l < levels.size(); l++) {
            own.put(levels.get(l), l);
        }
        int rest = other ? levels.size() : -1;
        int[] places = new int[tableLevels.size()];
        for (int code = 0; code < places.length; code++) {
            places[code] = own.getOrDefault(tableLevels.get(code), rest);
        }
        return places;
    }
}
