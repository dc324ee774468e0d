// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.numerics.features.Preparation.Logs;
import org.tessera.numerics.features.Preparation.Missing;
import org.tessera.numerics.features.Preparation.Scaling;

class FeatureEncoderTest {
    private static final double NONE = Double.NaN;

    @Test
    void asTheyAreNumbersAreNotCopied() {
        double[] data = {1, 2, 3, 5, 8, 13};
        FeatureTable table = FeatureTable.ofRowMajor(data, 3, List.of("a", "b"));
        FeatureEncoder.Fitted fitted = FeatureEncoder.fit(table, Preparation.NONE);
        assertThat(fitted.matrix()).isSameAs(data);
        assertThat(fitted.encoder().encode(table)).isSameAs(data);
        assertThat(fitted.encoder().describe()).containsExactly("a: as it is", "b: as it is");
        FeatureTable gaps = FeatureTable.ofRowMajor(new double[] {NONE, 1}, 1, List.of("a", "b"));
        assertThat(fitted.encoder().encode(gaps)).doesNotContain(NONE);
    }

    @Test
    void standardScaling() {
        // Mean 4, deviation 2 by hand: squares 9 + 1 + 1 + 9 … of {1, 3, 5, 7} are 20, by 4 is 5.
        double[] scaled = matrix(numbers(1, 3, 5, 7), new Preparation(Scaling.STANDARD, Logs.NEVER, Missing.MEAN, 5));
        double deviation = Math.sqrt(5);
        assertThat(scaled)
                .containsExactly(
                        new double[] {-3 / deviation, -1 / deviation, 1 / deviation, 3 / deviation}, within(1e-12));
    }

    @Test
    void robustScalingIgnoresAnOutlier() {
        double[] scaled =
                matrix(numbers(1, 2, 3, 4, 1000), new Preparation(Scaling.ROBUST, Logs.NEVER, Missing.MEAN, 5));
        assertThat(scaled).containsExactly(new double[] {-1, -0.5, 0, 0.5, 498.5}, within(1e-12));
        double[] mostlyEqual =
                matrix(numbers(1, 1, 1, 1, 6), new Preparation(Scaling.ROBUST, Logs.NEVER, Missing.MEAN, 5));
        assertThat(mostlyEqual).containsExactly(new double[] {0, 0, 0, 0, 2.5}, within(1e-12));
    }

    @Test
    void quantilesAreRanks() {
        double[] scaled =
                matrix(numbers(10, 1, 1e9, 100, 1000), new Preparation(Scaling.QUANTILE, Logs.NEVER, Missing.MEAN, 5));
        double unit = Math.sqrt(12) / 4;
        assertThat(scaled).containsExactly(new double[] {-unit, -2 * unit, 2 * unit, 0, unit}, within(1e-9));
    }

    @Test
    void equalValuesShareTheirMiddleRank() {
        double[] values = new double[1000];
        Arrays.fill(values, 0, 500, 0);
        Arrays.fill(values, 500, 1000, 1);
        double[] scaled = matrix(numbers(values), new Preparation(Scaling.QUANTILE, Logs.NEVER, Missing.MEAN, 5));
        assertThat(scaled[0]).isCloseTo(-scaled[999], within(0.02)).isCloseTo(-Math.sqrt(12) / 4, within(0.02));
    }

    @Test
    void valuesOutsideTheTrainingRangeHaveTheRankOfTheEnds() {
        FeatureEncoder encoder = FeatureEncoder.fit(
                        numbers(1, 2, 3), new Preparation(Scaling.QUANTILE, Logs.NEVER, Missing.MEAN, 5))
                .encoder();
        double end = Math.sqrt(12) / 2;
        assertThat(encoder.encode(numbers(-5, 99))).containsExactly(new double[] {-end, end}, within(1e-12));
    }

    @Test
    void skewedAmountsAreTakenAsLogarithmsAndOthersAreNot() {
        SplittableRandom random = new SplittableRandom(1);
        int rows = 2_000;
        double[] money = new double[rows];
        double[] age = new double[rows];
        double[] flag = new double[rows];
        for (int i = 0; i < rows; i++) {
            money[i] = Math.exp(random.nextDouble() * 4 + random.nextDouble() * 4 - 1);
            age[i] = 20 + random.nextInt(50);
            flag[i] = random.nextInt(50) == 0 ? 1 : 0;
        }
        FeatureTable table = FeatureTable.builder(rows)
                .numeric("spend", "EUR", money)
                .numeric("age", "years", age)
                .numeric("flag", "", flag)
                .build();
        List<String> lines =
                FeatureEncoder.fit(table, Preparation.DEFAULT).encoder().describe();
        assertThat(lines.get(0))
                .startsWith("spend (EUR): signed logarithm (skewness")
                .endsWith("standard scaled");
        assertThat(lines.get(1)).startsWith("age (years): standard scaled (mean");
        assertThat(lines.get(2)).startsWith("flag: standard scaled");
        List<String> plain = FeatureEncoder.fit(
                        table, new Preparation(Scaling.STANDARD, Logs.NEVER, Missing.MEDIAN, 20))
                .encoder()
                .describe();
        assertThat(plain).noneMatch(line -> line.contains("logarithm"));
    }

    @Test
    void signedLogarithmsAreOddAndGrow() {
        assertThat(NumberCode.logged(-5, 2)).isEqualTo(-NumberCode.logged(5, 2)).isEqualTo(-Math.log(3.5));
        assertThat(NumberCode.logged(0, 2)).isZero();
        assertThat(NumberCode.logged(NONE, 2)).isNaN();
    }

    @Test
    void missingNumbersAreFilledAsAsked() {
        FeatureTable table = numbers(1, 2, 6, NONE);
        assertThat(matrix(table, new Preparation(Scaling.NONE, Logs.NEVER, Missing.MEAN, 5)))
                .containsExactly(1, 2, 6, 3);
        assertThat(matrix(table, new Preparation(Scaling.NONE, Logs.NEVER, Missing.MEDIAN, 5)))
                .containsExactly(1, 2, 6, 2);
        FeatureEncoder.Fitted marked =
                FeatureEncoder.fit(table, new Preparation(Scaling.NONE, Logs.NEVER, Missing.INDICATOR, 5));
        assertThat(marked.matrix()).containsExactly(1, 0, 2, 0, 6, 0, 3, 1);
        assertThat(marked.encoder().names()).containsExactly("x", "x missing");
        assertThat(marked.encoder().describe())
                .containsExactly("x: not scaled; missing in 1 of 4 rows, taken as the mean and marked");
    }

    @Test
    void aConstantThatIsSometimesMissingTellsThatWhenMarked() {
        FeatureTable table = numbers(4, NONE, 4);
        assertThatThrownBy(() -> FeatureEncoder.fit(table, Preparation.DEFAULT))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("x: left out, always 4 or missing");
        double[] marked = matrix(table, new Preparation(Scaling.STANDARD, Logs.AUTO, Missing.INDICATOR, 5));
        assertThat(marked).containsExactly(0, 0, 0, 1, 0, 0);
    }

    @Test
    void categoriesBecomeColumnsAndRareLevelsShareOne() {
        int rows = 1000;
        int[] codes = IntStream.range(0, rows)
                .map(i -> i < 600 ? 1 : i < 970 ? 0 : 2 + i % 10)
                .toArray();
        List<String> levels = IntStream.range(0, 12).mapToObj(l -> "L" + l).toList();
        FeatureTable table =
                FeatureTable.builder(rows).categorical("shop", levels, codes).build();
        FeatureEncoder.Fitted fitted = FeatureEncoder.fit(table, Preparation.DEFAULT);
        assertThat(fitted.encoder().names()).containsExactly("shop = L1", "shop = L0", "shop = other");
        assertThat(fitted.encoder().describe())
                .containsExactly("shop: a column for each of L1, L0 and one for 10 rarer levels");
        assertThat(Arrays.copyOf(fitted.matrix(), 3)).containsExactly(1, 0, 0);
        assertThat(Arrays.copyOfRange(fitted.matrix(), 3 * 700, 3 * 701)).containsExactly(0, 1, 0);
        assertThat(Arrays.copyOfRange(fitted.matrix(), 3 * 999, 3 * 1000)).containsExactly(0, 0, 1);
        FeatureTable others = FeatureTable.builder(3)
                .categorical("shop", List.of("new", "L0"), new int[] {0, 1, -1})
                .build();
        assertThat(fitted.encoder().encode(others))
                .containsExactly(new double[] {0, 0, 1, 0, 1, 0, 0.6, 0.37, 0.03}, within(1e-12));
    }

    @Test
    void thereAreNoMoreColumnsThanAsked() {
        int rows = 100;
        FeatureTable table = FeatureTable.builder(rows)
                .categorical(
                        "c",
                        IntStream.range(0, 10).mapToObj(l -> "L" + l).toList(),
                        IntStream.range(0, rows).map(i -> i % 10).toArray())
                .build();
        FeatureEncoder encoder = FeatureEncoder.fit(table, new Preparation(Scaling.NONE, Logs.NEVER, Missing.MEAN, 3))
                .encoder();
        assertThat(encoder.names()).containsExactly("c = L0", "c = L1", "c = L2", "c = other");
    }

    @Test
    void columnsThatTellNothingAreLeftOutAndSaid() {
        int rows = 2000;
        double[] gaps = new double[rows];
        Arrays.fill(gaps, NONE);
        FeatureTable table = FeatureTable.builder(rows)
                .numeric("useful", "", IntStream.range(0, rows).asDoubleStream().toArray())
                .numeric("same", "", new double[rows])
                .numeric("gaps", "", gaps)
                .categorical("one", List.of("a", "b"), new int[rows])
                .categorical(
                        "mail",
                        IntStream.range(0, rows).mapToObj(i -> "m" + i).toList(),
                        IntStream.range(0, rows).toArray())
                .build();
        FeatureEncoder encoder = FeatureEncoder.fit(table, Preparation.DEFAULT).encoder();
        assertThat(encoder.dimensions()).isEqualTo(1);
        assertThat(encoder.describe())
                .contains(
                        "same: left out, always 0",
                        "gaps: left out, no row has a value",
                        "one: left out, always a",
                        "mail: left out, 2000 levels, each in less than 1 % of the rows");
    }

    @Test
    void impossibleTablesAreRefusedByName() {
        assertThatThrownBy(() -> FeatureEncoder.fit(numbers(), Preparation.DEFAULT))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("no rows");
        assertThatThrownBy(() -> FeatureEncoder.fit(numbers(1, Double.POSITIVE_INFINITY), Preparation.DEFAULT))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("column x has the value Infinity in row 1");
        assertThatThrownBy(() -> FeatureEncoder.fit(numbers(1, 2, -1e200), Preparation.NONE))
                .hasMessageContaining("in row 2");
        FeatureEncoder encoder =
                FeatureEncoder.fit(numbers(1, 2, 3), Preparation.NONE).encoder();
        assertThatThrownBy(() -> encoder.encode(
                        FeatureTable.ofRowMajor(new double[] {Double.NEGATIVE_INFINITY}, 1, List.of("x"))))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("column x has the value -Infinity in row 0");
    }

    @ParameterizedTest
    @EnumSource(Scaling.class)
    void readsWhatItHasWritten(Scaling scaling) throws IOException {
        FeatureTable table = FeatureTable.builder(6)
                .numeric("a", "EUR", new double[] {1, 2, 3, NONE, 5, 80})
                .numeric("same", "", new double[6])
                .categorical("c", List.of("x", "y"), new int[] {0, 1, 0, 1, 1, -1})
                .build();
        FeatureEncoder.Fitted fitted =
                FeatureEncoder.fit(table, new Preparation(scaling, Logs.AUTO, Missing.INDICATOR, 4));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        fitted.encoder().write(new DataOutputStream(bytes));
        FeatureEncoder read = FeatureEncoder.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(read.encode(table)).isEqualTo(fitted.matrix());
        assertThat(read.describe()).isEqualTo(fitted.encoder().describe());
        assertThat(read.names()).isEqualTo(fitted.encoder().names());
        for (int length = 0; length < bytes.size(); length++) {
            byte[] shorter = Arrays.copyOf(bytes.toByteArray(), length);
            assertThatThrownBy(() -> FeatureEncoder.read(new DataInputStream(new ByteArrayInputStream(shorter))))
                    .isInstanceOf(IOException.class);
        }
    }

    private static FeatureTable numbers(double... values) {
        return FeatureTable.builder(values.length).numeric("x", "", values).build();
    }

    private static double[] matrix(FeatureTable table, Preparation preparation) {
        return FeatureEncoder.fit(table, preparation).matrix();
    }
}
