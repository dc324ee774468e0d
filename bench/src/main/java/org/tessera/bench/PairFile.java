// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Interactions;

/** Pairs of customers and items in raw files of equal length. */
final class PairFile {
    private PairFile() {}

    /**
     * Reads pairs.
     *
     * @param customers indexes of customers, {@code .i32}
     * @param items indexes of items, {@code .i32}
     * @param weights {@code .f32} or {@code .f64}, or null where every pair weighs 1
     * @param customerCount every index of a customer is below
     * @param itemCount every index of an item is below
     * @param without pairs to leave out, or null
     */
    static Interactions read(
            Path customers,
            Path items,
            @Nullable Path weights,
            int customerCount,
            int itemCount,
            @Nullable Interactions without)
            throws IOException {
        int[] u = RawFile.ints(customers);
        int[] i = RawFile.ints(items);
        float[] w = weights == null ? new float[0] : RawFile.floats(weights);
        checkLength(customers, u.length, items, i.length);
        if (weights != null) {
            checkLength(customers, u.length, weights, w.length);
        }
        Interactions.Builder pairs = weights == null ? Interactions.Builder.binary() : Interactions.Builder.weighted();
        for (int p = 0; p < u.length; p++) {
            checkIndex(customers, p, u[p], customerCount, "customers");
            checkIndex(items, p, i[p], itemCount, "items");
            if (without == null || without.byCustomer().find(u[p], i[p]) < 0) {
                pairs.add(u[p], i[p], weights == null ? 1f : w[p]);
            }
        }
        return pairs.build(customerCount, itemCount);
    }

    private static void checkLength(Path file, int length, Path other, int otherLength) {
        if (length != otherLength) {
            throw new TesseraException(
                    file + " has " + length + " values, " + other + " has " + otherLength,
                    "give files that belong together");
        }
    }

    private static void checkIndex(Path file, int place, int index, int count, String option) {
        if (index < 0 || index >= count) {
            throw new TesseraException(
                    file + ", value " + place + ": the index " + index + " of " + count,
                    "give a larger --" + option + ", or other files");
        }
    }
}
