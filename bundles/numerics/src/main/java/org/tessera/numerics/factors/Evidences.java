// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.factors;

import java.util.Arrays;
import org.tessera.api.data.History;

/**
 * The items of a history that a model knows something of, with what each counts for. Immutable by convention.
 *
 * @param table factors of all items
 * @param items their indexes, ascending
 * @param counts of the same length, above 0
 */
public record Evidences(FactorTable table, int[] items, float[] counts) {
    static Evidences of(History history, FactorTable table, FoldIn foldIn) {
        int[] items = new int[history.size()];
        float[] counts = new float[history.size()];
        int n = 0;
        for (int place = 0; place < history.size() && history.item(place) < table.rows(); place++) {
            float count = foldIn.count(history.weight(place));
            if (count > 0f && table.isKnown(history.item(place))) {
                items[n] = history.item(place);
                counts[n] = count;
                n++;
            }
        }
        return new Evidences(table, Arrays.copyOf(items, n), Arrays.copyOf(counts, n));
    }

    public int size() {
        return items.length;
    }

    /** {@code Σ c y}. */
    public double[] sum() {
        double[] sum = new double[table.factors()];
        for (int k = 0; k < items.length; k++) {
            table.addRow(items[k], counts[k], sum);
        }
        return sum;
    }
}
