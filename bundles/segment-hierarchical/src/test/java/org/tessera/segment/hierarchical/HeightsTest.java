// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.tck.LabelledFile;

/** Heights as scipy 1.10.1 has them, {@code scipy.cluster.hierarchy.linkage(X, method)[:, 2]}. */
class HeightsTest {
    private static final double[] ROWS = {
        5.07, -1.4, 0.1, 1.22, -2.37, 0.01, -0.0, -5.26, 3.05, 1.8, -1.88, -0.51, 1.52, -0.78, -0.73, -4.36, 1.66, 0.37,
        0.82, -4.58, 4.95, 0.46, -1.16, 6.09, -0.14, -4.35, -1.22, -6.86, 3.15, -1.25, -2.23, 3.22, -4.95, 1.61, -6.19,
        -1.99, -3.61, 4.39, 5.3, -0.99, 2.52, -0.54
    };

    private static double[] expected(Linkage linkage) {
        return switch (linkage) {
            case WARD ->
                new double[] {
                    0.9202716990106782, 1.6490502316990427, 2.178256183280562, 2.6534882701832325, 3.330840734709482,
                    4.413590752814915, 4.634188170542927, 4.967655382572346, 6.561897591398392, 6.917315230636811,
                    8.995804577690647, 11.330596238111704, 20.232165416986817
                };
            case AVERAGE ->
                new double[] {
                    0.9202716990106782, 1.4677210430060716, 2.178256183280562, 2.6534882701832325, 3.330840734709482,
                    3.676759451946328, 4.373845201320638, 4.5913528360118585, 4.634188170542927, 5.351909649618452,
                    6.475849670922056, 7.544566858850377, 9.355865980150188
                };
            case COMPLETE ->
                new double[] {
                    0.9202716990106782, 1.7792414113885726, 2.178256183280562, 2.6534882701832325, 3.330840734709482,
                    3.9713347882040875, 4.634188170542927, 5.124763409173149, 5.946250919697218, 6.267678996247335,
                    9.586959893522033, 10.408448491489978, 13.86826953877087
                };
            case SINGLE ->
                new double[] {
                    0.9202716990106782, 1.1562006746235707, 2.178256183280562, 2.6534882701832325, 2.698684864892527,
                    3.330840734709482, 3.360862984413379, 3.595079971294102, 3.6229269934681265, 4.150445759192619,
                    4.368134613310354, 4.634188170542927, 5.685094546267458
                };
        };
    }

    @ParameterizedTest
    @EnumSource
    void areThoseOfScipy(Linkage linkage) {
        assertThat(heights(ROWS, 3, linkage)).containsExactly(expected(linkage), within(1e-12));
    }

    @ParameterizedTest
    @EnumSource
    void doNotSufferFarFromZero(Linkage linkage) {
        // Moved by 2^20, which leaves hundredths with 14 digits less six: what is lost is lost in the rows.
        double[] far = Arrays.stream(ROWS).map(value -> value + (1 << 20)).toArray();
        double[] near = Arrays.stream(far).map(value -> value - (1 << 20)).toArray();
        assertThat(heights(far, 3, linkage)).containsExactly(heights(near, 3, linkage), within(1e-12));
    }

    @ParameterizedTest
    @EnumSource
    void equalRowsMergeFirst(Linkage linkage) {
        // scipy for [[0], [4], [0], [1], [4], [0]].
        double last = switch (linkage) {
            case WARD -> Math.sqrt(2 * 2 * 4 / 6.0) * 3.75;
            case AVERAGE -> 3.75;
            case COMPLETE -> 4;
            case SINGLE -> 3;
        };
        double first = linkage == Linkage.WARD ? Math.sqrt(1.5) : 1;
        assertThat(heights(new double[] {0, 4, 0, 1, 4, 0}, 1, linkage))
                .containsExactly(new double[] {0, 0, 0, first, last}, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "ward, 137.80649364219698, 6.399406819518541, 12.30039605279259, 32.428012581717056",
        "average, 64.7880329753273, 1.7855664820227883, 1.9636140862746496, 4.060413458992461",
        "complete, 87.15906937885421, 3.2109188716004646, 4.024922359499621, 7.085195833567341",
        "single, 43.37272065034371, 0.7348469228349535, 0.818535277187245, 1.6401219466856727"
    })
    void ofIrisAreThoseOfScipy(String linkage, double sum, double third, double second, double last)
            throws IOException {
        FeatureTable iris = LabelledFile.read("iris").table();
        double[] heights = new Hierarchical()
                .train(
                        iris,
                        Map.of("linkage", linkage, "k", 3, "scaling", "none", "logs", "never"),
                        TrainingContext.sequential(1))
                .heights();
        assertThat(heights).hasSize(149);
        assertThat(Arrays.stream(heights).sum()).isCloseTo(sum, within(1e-9 * sum));
        assertThat(Arrays.copyOfRange(heights, 146, 149))
                .containsExactly(new double[] {third, second, last}, within(1e-9));
    }

    private static double[] heights(double[] rows, int d, Linkage linkage) {
        FeatureTable table = FeatureTable.ofRowMajor(
                rows,
                rows.length / d,
                IntStream.range(0, d).mapToObj(j -> "x" + j).toList());
        return new Hierarchical()
                .train(
                        table,
                        Map.of("linkage", linkage.text(), "k", 2, "scaling", "none", "logs", "never"),
                        TrainingContext.sequential(1))
                .heights();
    }
}
