// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.Drift;

class TraitHistogramTest {
    private static FeatureTable table(double[] spend, List<String> levels, int[] codes) {
        return FeatureTable.builder(spend.length)
                .numeric("spend", "", spend)
                .categorical("country", levels, codes)
                .build();
    }

    private static double[] uniform(int rows, double from, double to) {
        return IntStream.range(0, rows)
                .mapToDouble(row -> from + (to - from) * (row + .5) / rows)
                .toArray();
    }

    @Test
    void decilesAndLevels() {
        List<TraitHistogram> histograms = TraitHistogram.of(
                table(new double[] {1, 2, 3, 4, Double.NaN}, List.of("FR", "UK"), new int[] {0, 0, 1, 1, -1}));
        assertThat(Arrays.stream(histograms.get(0).counts()).sum()).isEqualTo(5);
        assertThat(histograms.get(0).counts()).endsWith(1);
        assertThat(histograms.get(1).levels()).containsExactly("FR", "UK");
        assertThat(histograms.get(1).counts()).containsExactly(2, 2, 0, 1);
    }

    @Test
    void nothingChangedIsNoShift() {
        FeatureTable then = table(uniform(1000, 0, 1), List.of("FR"), new int[1000]);
        List<Drift.Shift> shifts = TraitHistogram.shifts(TraitHistogram.of(then), then);
        assertThat(shifts).hasSize(2).allSatisfy(shift -> {
            assertThat(shift.index()).isCloseTo(0, within(1e-12));
            assertThat(shift.strength()).isEqualTo("none");
        });
    }

    /** By hand: 60 % and 40 % of two levels become 40 % and 60 %; twice .2 ln 1.5 is .1622. */
    @Test
    void theIndexIsThatOfTheBook() {
        int n = 100_000;
        int[] before = IntStream.range(0, n).map(row -> row % 10 < 6 ? 0 : 1).toArray();
        int[] after = IntStream.range(0, n).map(row -> row % 10 < 4 ? 0 : 1).toArray();
        List<String> levels = List.of("FR", "UK");
        List<Drift.Shift> shifts = TraitHistogram.shifts(
                TraitHistogram.of(table(new double[n], levels, before)), table(new double[n], levels, after));
        assertThat(shifts.get(0).trait()).isEqualTo("country");
        assertThat(shifts.get(0).index()).isCloseTo(.4 * Math.log(1.5), within(1e-4));
        assertThat(shifts.get(0).strength()).isEqualTo("moderate");
    }

    @Test
    void aNewLevelAndGapsAreShifts() {
        List<String> levels = List.of("FR");
        FeatureTable then = table(uniform(500, 0, 1), levels, new int[500]);
        double[] gaps = uniform(500, 0, 1);
        Arrays.fill(gaps, 0, 250, Double.NaN);
        FeatureTable now = table(gaps, List.of("DE"), new int[500]);
        assertThat(TraitHistogram.shifts(TraitHistogram.of(then), now))
                .hasSize(2)
                .allSatisfy(shift -> assertThat(shift.strength()).isEqualTo("strong"));
    }

    @Test
    void fewCustomersDifferByChance() {
        FeatureTable then = table(uniform(12, 0, 1), List.of("FR"), new int[12]);
        FeatureTable now = table(uniform(7, .1, 1.05), List.of("FR"), new int[7]);
        assertThat(TraitHistogram.shifts(TraitHistogram.of(then), now))
                .allSatisfy(shift -> assertThat(shift.strength()).isEqualTo("none"));
    }

    @Test
    void columnsThatAreGoneOrOfAnotherKindAreLeftOut() {
        FeatureTable then = table(uniform(50, 0, 1), List.of("FR"), new int[50]);
        FeatureTable now =
                FeatureTable.builder(50).numeric("country", "", new double[50]).build();
        assertThat(TraitHistogram.shifts(TraitHistogram.of(then), now)).isEmpty();
    }
}
