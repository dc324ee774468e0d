// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.Map;
import java.util.Optional;
import org.tessera.api.data.FeatureTable.Categorical;
import org.tessera.api.data.FeatureTable.Column;
import org.tessera.api.data.FeatureTable.Numeric;

/** A column as it looks in each segment and outside of it. */
sealed interface DescribedTrait permits NumberTrait, LevelTrait {
    /** Rows that medians, correlations and ranks may be estimated on. */
    int SAMPLE = 20_000;

    static DescribedTrait of(Column column, Map<String, String> labels, Cohorts cohorts, int[] sample) {
        return column instanceof Categorical c
                ? new LevelTrait(c, labels, cohorts)
                : new NumberTrait((Numeric) column, labels, cohorts, sample);
    }

    String name();

    /** Shares that add up to one share a family; empty for others. */
    String family();

    /** What is typical of a segment: a Double or a String; nothing where all values are missing. */
    Optional<Object> typical(int segment);

    /** How a segment differs from all others; nothing where it does not or has nothing to compare. */
    Optional<Contrast> contrast(int segment);

    /** What the correlation with other traits is taken of, NaN where missing. */
    double signal(int row, int level);
}
