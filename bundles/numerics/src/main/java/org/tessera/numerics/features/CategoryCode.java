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
 * @param hashing how many columns the rest are hashed into instead, 0 for none (Weinberger, Dasgupta, Langford, Smola and
 *     Attenberg 2009, Feature hashing for large scale multitask learning, section 2): plus or minus one in one of them
 * @param indicator whether missing has one
 * @param shares of the levels and of the rest, which stand for a missing value where that has no column
 * @param describe in words
 */
record CategoryCode(
        String column,
        List<String> levels,
        boolean other,
        int hashing,
        boolean indicator,
        double[] shares,
        String describe)
        implements ColumnCode {
    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        levels.forEach(level -> names.add(column + " = " + level));
        if (other) {
            names.add(column + " = other");
        }
        for (int h = 1; h <= hashing; h++) {
            names.add(column + " hashed " + h);
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
                    put(0, true, out, o);
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
                put(code < 0 ? 0 : places[code], code < 0, out, o);
            }
        };
    }

    /**
     * @param place of the one among the columns, counted from 1 and negative for minus one; 0 for none
     */
    private void put(int place, boolean missing, double[] out, int o) {
        int ones = levels.size() + (other ? 1 : 0);
        for (int l = 0; l < ones + hashing; l++) {
            out[o + l] = missing && !indicator && l < ones ? shares[l] : 0;
        }
        if (place != 0) {
            out[o + Math.abs(place) - 1] = Integer.signum(place);
        }
        if (indicator) {
            out[o + ones + hashing] = missing ? 1 : 0;
        }
    }

    /** Column of each level of a table as {@link #put} takes it. */
    private int[] places(List<String> tableLevels) {
        Map<String, Integer> own = new HashMap<>();
        for (int l = 0; l < levels.size(); l++) {
            own.put(levels.get(l), l + 1);
        }
        int[] places = new int[tableLevels.size()];
        for (int code = 0; code < places.length; code++) {
            String level = tableLevels.get(code);
            Integer place = own.get(level);
            places[code] = place != null ? place : other ? levels.size() + 1 : hashing > 0 ? hashed(level) : 0;
        }
        return places;
    }

    private int hashed(String level) {
        // The hash of a string is part of its specification, so it is the same in every JVM; its low bits are poor.
        int hash = (column.hashCode() * 31 + level.hashCode()) * 0x9e3779b1;
        hash = (hash ^ hash >>> 15) * 0x85ebca6b;
        hash ^= hash >>> 13;
        int place = levels.size() + 1 + (hash >>> 1) % hashing;
        return (hash & 1) == 0 ? place : -place;
    }
}
