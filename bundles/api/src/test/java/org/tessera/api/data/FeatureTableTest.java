// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureTableTest {
    @Test
    void aRowMajorArrayIsNotCopied() {
        double[] data = {1, 2, 3, 4, 5, Double.NaN};
        FeatureTable table = FeatureTable.ofRowMajor(data, 3, List.of("a", "b"));
        assertThat(table.rowMajor()).containsSame(data);
        FeatureTable.Numeric b = (FeatureTable.Numeric) table.column("b").orElseThrow();
        assertThat(b.value(1)).isEqualTo(4);
        assertThat(b.isMissing(2)).isTrue();
        assertThat(table.id(2)).isEqualTo(2);
    }

    @Test
    void mixedColumnsKeepNamesUnitsAndGaps() {
        FeatureTable table = FeatureTable.builder(2)
                .ids(new int[] {7, 9})
                .numeric("age", "years", new double[] {30, Double.NaN})
                .categorical("city", List.of("Bern", "Basel"), new int[] {1, -1})
                .build();
        assertThat(table.rowMajor()).isEmpty();
        assertThat(table.id(1)).isEqualTo(9);
        assertThat(table.columns().get(0).unit()).isEqualTo("years");
        assertThat(table.columns().get(1).isMissing(1)).isTrue();
    }

    @Test
    void someRowsMakeATableOfTheirOwn() {
        FeatureTable table = FeatureTable.builder(3)
                .ids(new int[] {7, 9, 11})
                .numeric("age", "years", new double[] {30, Double.NaN, 50})
                .categorical("city", List.of("Bern", "Basel"), new int[] {1, -1, 0})
                .build()
                .select(new int[] {2, 0});
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.id(0)).isEqualTo(11);
        assertThat(((FeatureTable.Numeric) table.columns().get(0)).value(1)).isEqualTo(30);
        assertThat(((FeatureTable.Categorical) table.columns().get(1)).code(0)).isZero();
    }

    @Test
    void columnsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> FeatureTable.builder(2).numeric("a", "", new double[3]))
                .hasMessage("a has 3 values for 2 rows");
        assertThatThrownBy(() ->
                        FeatureTable.builder(1).numeric("a", "", new double[1]).numeric("a", "", new double[1]))
                .hasMessage("two columns are named a");
        assertThatThrownBy(() -> FeatureTable.builder(1).categorical("c", List.of("x"), new int[] {1}))
                .hasMessageContaining("outside its levels");
        assertThatThrownBy(() -> FeatureTable.ofRowMajor(new double[5], 2, List.of("a", "b")))
                .hasMessage("2 rows of 2 columns are not 5 values");
    }
}
