// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.als;

import org.tessera.api.data.SparseMatrix;

/**
 * The regularisation of a row, {@code λ ((|I| + n/α) / mean)^ν} (Rendle, Krichene, Zhang and Koren, "Revisiting the
 * Performance of iALS on Item Recommendation Benchmarks", 2022): {@code |I|} its number of entries, {@code n} that of all
 * columns, each of which counts 1/α of an entry. Divided by the mean over rows with entries, so that λ means the same
 * whatever ν.
 *
 * @param lambda λ
 * @param absent n/α
 * @param mean of {@code |I| + n/α}
 * @param frequency ν, 0 for the same regularisation everywhere
 */
record Ridge(double lambda, double absent, double mean, double frequency) {
    static Ridge of(AlsSettings settings, SparseMatrix matrix) {
        double absent = matrix.columns() / settings.alpha();
        long rows = 0;
        for (int r = 0; r < matrix.rows(); r++) {
            rows += matrix.size(r) > 0 ? 1 : 0;
        }
        double mean = absent + (double) matrix.size() / Math.max(1, rows);
        return new Ridge(settings.regularisation(), absent, mean, settings.frequency());
    }

    /** For a row of so many entries. */
    float of(int entries) {
        return (float) (frequency == 0 ? lambda : lambda * Math.pow((entries + absent) / mean, frequency));
    }
}
