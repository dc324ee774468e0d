// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.strategy.SettingException;
import org.tessera.numerics.dense.SquaredDistances;
import org.tessera.numerics.features.Preparation.Logs;
import org.tessera.numerics.features.Preparation.Missing;
import org.tessera.numerics.features.Preparation.Scaling;
import org.tessera.numerics.features.Preparation.Selection;

/** Which prepared columns are kept, components of them, and hashed levels. */
class ReductionTest {
    private static final int ROWS = 2_000;

    @Test
    void nearlyConstantColumnsVaryTooLittle() {
        FeatureTable table = FeatureTable.builder(ROWS)
                .numeric("even", "", column(row -> row % 10))
                .numeric("rare", "", column(row -> row % 500 == 0 ? 1 : 0))
                .numeric("half", "", column(row -> row % 2))
                .build();
        FeatureEncoder encoder = encoder(table, Selection.VARIANCE, 0, 0);
        assertThat(encoder.names()).containsExactly("even", "half");
        assertThat(encoder.describe()).contains("rare: left out, varies too little within its range");
        // A fair coin varies most within its range.
        assertThat(encoder(table, Selection.VARIANCE, 1, 0).names()).containsExactly("half");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void columnsWithoutSharedInformationAndCopiesGo(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] hidden = random.doubles(ROWS).toArray();
        double[] noise = random.doubles(ROWS).toArray();
        double[] related =
                Arrays.stream(hidden).map(h -> h + 0.2 * random.nextDouble()).toArray();
        double[] copy = Arrays.stream(hidden).map(h -> 3 * h + 1e-6).toArray();
        FeatureTable table = FeatureTable.builder(ROWS)
                .numeric("hidden", "", hidden)
                .numeric("noise", "", noise)
                .numeric("related", "", related)
                .numeric("copy", "", copy)
                .build();
        FeatureEncoder encoder = encoder(table, Selection.INFORMATION, 0, 0);
        assertThat(encoder.names()).doesNotContain("noise").contains("related").hasSize(2);
        assertThat(encoder.describe()).anyMatch(line -> line.startsWith("noise: left out"));
        assertThat(encoder(table, Selection.INFORMATION, 3, 0).names()).hasSize(3);
    }

    @Test
    void allAreKeptWhereNoTwoAreRelated() {
        SplittableRandom random = new SplittableRandom(7);
        FeatureTable table = FeatureTable.builder(ROWS)
                .numeric("a", "", random.doubles(ROWS).toArray())
                .numeric("b", "", random.doubles(ROWS).toArray())
                .build();
        assertThat(encoder(table, Selection.INFORMATION, 0, 0).names()).containsExactly("a", "b");
    }

    @Test
    void informationOfTooManyColumnsIsRefused() {
        int rows = 3_001;
        FeatureTable table = FeatureTable.builder(rows)
                .categorical(
                        "mail",
                        IntStream.range(0, rows)
                                .mapToObj(level -> "mail" + level)
                                .toList(),
                        IntStream.range(0, rows).toArray())
                .build();
        Preparation hashed =
                new Preparation(Scaling.STANDARD, Logs.AUTO, Missing.MEDIAN, 1, 3_001, Selection.INFORMATION, 0, 0);
        assertThatThrownBy(() -> FeatureEncoder.fit(table, hashed))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("selection")
                .hasMessageContaining("3001 prepared columns, expected at most 3000");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void componentsThatHoldAllVarianceKeepDistances(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] u = random.doubles(ROWS).toArray();
        double[] v = random.doubles(ROWS).toArray();
        FeatureTable.Builder builder = FeatureTable.builder(ROWS);
        for (int c = 0; c < 5; c++) {
            double a = random.nextDouble();
            double b = random.nextDouble();
            builder.numeric("x" + c, "", column(row -> a * u[row] + b * v[row]));
        }
        FeatureTable table = builder.build();
        FeatureEncoder.Fitted plain = FeatureEncoder.fit(table, preparation(Selection.NONE, 0, 0));
        FeatureEncoder.Fitted reduced = FeatureEncoder.fit(table, preparation(Selection.NONE, 0, 0.999_999));
        assertThat(reduced.encoder().names()).containsExactly("component 1", "component 2");
        assertThat(reduced.encoder().describe()).anyMatch(line -> line.contains("2 principal components"));
        for (int row = 1; row < 50; row++) {
            double before = SquaredDistances.between(plain.matrix(), 0, plain.matrix(), row * 5, 5);
            double after = SquaredDistances.between(reduced.matrix(), 0, reduced.matrix(), row * 2, 2);
            assertThat(after).isEqualTo(before, within(1e-8));
        }
        assertThat(encoder(table, Selection.NONE, 0, 1).names()).containsExactly("component 1");
        assertThat(encoder(table, Selection.VARIANCE, 3, 2).dimensions()).isEqualTo(2);
    }

    @Test
    void aHundredThousandLevelsAreHashed() throws IOException {
        int rows = 100_000;
        List<String> levels =
                IntStream.range(0, rows).mapToObj(level -> "mail" + level).toList();
        FeatureTable table = FeatureTable.builder(rows)
                .categorical("mail", levels, IntStream.range(0, rows).toArray())
                .build();
        Preparation hashing =
                new Preparation(Scaling.STANDARD, Logs.AUTO, Missing.MEDIAN, 20, 64, Selection.NONE, 0, 0);
        FeatureEncoder.Fitted fitted = FeatureEncoder.fit(table, hashing);
        assertThat(fitted.encoder().dimensions()).isEqualTo(64);
        int[] used = new int[64];
        for (int row = 0; row < rows; row++) {
            double length = 0;
            for (int c = 0; c < 64; c++) {
                double value = fitted.matrix()[row * 64 + c];
                length += Math.abs(value);
                used[c] += value == 0 ? 0 : 1;
            }
            assertThat(length).isEqualTo(1);
        }
        // Spread evenly: 1,562 each, give or take five deviations.
        assertThat(Arrays.stream(used)).allMatch(count -> Math.abs(count - 1_562) < 200);

        FeatureTable others = FeatureTable.builder(3)
                .categorical("mail", List.of("mail7", "never seen"), new int[] {0, 1, -1})
                .build();
        double[] encoded = read(fitted.encoder()).encode(others);
        assertThat(Arrays.copyOfRange(encoded, 0, 64)).isEqualTo(Arrays.copyOfRange(fitted.matrix(), 7 * 64, 8 * 64));
        assertThat(Arrays.stream(encoded, 64, 128).map(Math::abs).sum()).isEqualTo(1);
        assertThat(Arrays.stream(encoded, 128, 192)).containsOnly(0.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"variance", "information", "none"})
    void readsWhatItWrote(String selection) throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        double[] a = random.doubles(ROWS).toArray();
        FeatureTable table = FeatureTable.builder(ROWS)
                .numeric("a", "EUR", a)
                .numeric("b", "", column(row -> a[row] + random.nextDouble()))
                .numeric("c", "", column(row -> row % 3 == 0 ? Double.NaN : a[row] * a[row]))
                .categorical(
                        "kind",
                        List.of("x", "y", "z"),
                        IntStream.range(0, ROWS).map(row -> row % 3).toArray())
                .build();
        Preparation preparation =
                Preparation.of("robust", "auto", "indicator", 2, 4, selection, 0, selection.equals("none") ? 3 : 0.9);
        FeatureEncoder.Fitted fitted = FeatureEncoder.fit(table, preparation);
        FeatureEncoder again = read(fitted.encoder());
        assertThat(again.encode(table)).isEqualTo(fitted.matrix());
        assertThat(again.names()).isEqualTo(fitted.encoder().names());
        assertThat(again.describe()).isEqualTo(fitted.encoder().describe());
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        refused("components", () -> preparation(Selection.NONE, 0, 1.5));
        refused("components", () -> preparation(Selection.NONE, 0, -0.1));
        refused("columns", () -> preparation(Selection.VARIANCE, -1, 0));
        refused("hashing", () -> Preparation.of("none", "auto", "mean", 20, -1, "none", 0, 0));
        refused("selection", () -> Preparation.of("none", "auto", "mean", 20, 0, "best", 0, 0));
        refused("scaling", () -> Preparation.of("huge", "auto", "mean", 20, 0, "none", 0, 0));
    }

    @Test
    void settingsAreDescribedAsTheyAreGiven() {
        assertThat(Preparation.of("robust", "never", "indicator", 7, 16, "variance", 5, 0.9)
                        .describe())
                .containsExactly(
                        entry("scaling", "robust"),
                        entry("logs", "never"),
                        entry("missing", "indicator"),
                        entry("levels", 7),
                        entry("hashing", 16),
                        entry("selection", "variance"),
                        entry("columns", 5),
                        entry("components", 0.9));
    }

    private static void refused(String setting, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(SettingException.class).hasMessageContaining(setting);
    }

    private static Preparation preparation(Selection selection, int columns, double components) {
        return new Preparation(Scaling.STANDARD, Logs.NEVER, Missing.MEAN, 20, 0, selection, columns, components);
    }

    private static FeatureEncoder encoder(FeatureTable table, Selection selection, int columns, double components) {
        FeatureEncoder.Fitted fitted = FeatureEncoder.fit(table, preparation(selection, columns, components));
        assertThat(fitted.matrix()).hasSize(table.rows() * fitted.encoder().dimensions());
        assertThat(fitted.encoder().encode(table)).isEqualTo(fitted.matrix());
        return fitted.encoder();
    }

    private static FeatureEncoder read(FeatureEncoder encoder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        encoder.write(new DataOutputStream(bytes));
        return FeatureEncoder.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    private static double[] column(java.util.function.IntToDoubleFunction value) {
        return IntStream.range(0, ROWS).mapToDouble(value).toArray();
    }
}
