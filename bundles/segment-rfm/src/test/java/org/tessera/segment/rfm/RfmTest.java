// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.rfm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;

class RfmTest {
    private static final double NONE = Double.NaN;

    /** The grid by recency score, the best first, and by the mean of the other two, the worst first. */
    private static final String[][] GRID = {
        {"new", "potential loyalists", "loyal", "champions", "champions"},
        {"promising", "potential loyalists", "loyal", "loyal", "champions"},
        {"about to sleep", "need attention", "need attention", "loyal", "loyal"},
        {"hibernating", "hibernating", "at risk", "at risk", "cannot lose"},
        {"lost", "lost", "at risk", "cannot lose", "cannot lose"},
    };

    @Test
    void theDefaultRulesCoverTheWholeGrid() {
        RuleTable rules = RfmSettings.of(config()).rules();
        for (int r = 1; r <= 5; r++) {
            for (int f = 1; f <= 5; f++) {
                for (int m = 1; m <= 5; m++) {
                    assertThat(rules.name(r, f, m))
                            .as("R%d F%d M%d", r, f, m)
                            .contains(GRID[5 - r][(f + m + 1) / 2 - 1]);
                }
                assertThat(rules.name(r, f, 0)).as("R%d F%d, no money", r, f).contains(GRID[5 - r][f - 1]);
            }
        }
        assertThat(rules.name(0, 0, 0)).contains("never bought");
        assertThat(rules.names()).hasSize(12);
    }

    /** 25 customers: every fifth of recency with every fifth of the other two. */
    @Test
    void fifthsAreScoredAndNamed() {
        RfmModel model = train(grid(), Map.of());
        int[] labels = model.labels();
        for (int row = 0; row < 25; row++) {
            assertThat(model.names().get(labels[row])).as("row %d", row).isEqualTo(GRID[row / 5][row % 5]);
        }
        assertThat(model.clusters()).isEqualTo(11);
        assertThat(model.names().get(0)).isEqualTo("loyal");
        assertThat(model.preparation())
                .contains(
                        "scores of recency by recency_days: 2 up to 40, 3 up to 30, 4 up to 20, 5 up to 10; 0 where missing",
                        "scores of frequency by frequency: 2 from 2, 3 from 3, 4 from 4, 5 from 5; 0 where missing",
                        "segments without customers: never bought");
    }

    @Test
    void aNewCustomerIsScoredByTheCustomersOfTraining() {
        RfmModel model = train(grid(), Map.of());
        FeatureTable rows =
                table(new double[] {0, 10, 10.5, 1000, 25, NONE}, new double[] {99, 5, 5, 0, 3.5, NONE}, new double[] {
                    1e6, 500, 500, 1, NONE, NONE
                });
        int[] assigned = model.assign(rows);
        assertThat(IntStream.of(assigned).limit(5).mapToObj(model.names()::get))
                .containsExactly("champions", "champions", "champions", "lost", "need attention");
        // Nobody had never bought when segments were formed.
        assertThat(assigned[5]).isEqualTo(ClusterModel.NOISE);
    }

    @Test
    void whoNeverBoughtIsASegment() {
        FeatureTable table = table(
                new double[] {10, 20, NONE, NONE, 30, NONE},
                new double[] {3, 2, NONE, NONE, 1, NONE},
                new double[] {30, 20, NONE, NONE, 10, NONE});
        RfmModel model = train(table, Map.of());
        assertThat(model.names().get(0)).isEqualTo("never bought");
        assertThat(model.labels()[2]).isZero();
        assertThat(model.assign(FeatureTable.builder(1).build())).containsExactly(0);
    }

    /** The middle of their ranks: three of four alike are above 1/8 to 7/8 of all. */
    @Test
    void equalValuesHaveEqualScores() {
        Scale scale = Scale.of(new double[] {7, 1, 7, 7}, 5, false);
        assertThat(scale.score(1)).isEqualTo(1);
        assertThat(scale.score(7)).isEqualTo(4);
        assertThat(Scale.of(new double[] {3, 3, 3}, 5, false).score(3)).isEqualTo(3);
        assertThat(Scale.of(new double[] {NONE, NONE}, 5, false).score(3)).isEqualTo(1);
        assertThat(scale.score(NONE)).isZero();
    }

    @Test
    void aColumnThatIsNotThereIsNamedWithItsSettingAndThoseThatAre() {
        FeatureTable table = FeatureTable.builder(2)
                .numeric("recency_days", "days", new double[] {1, 2})
                .numeric("visits", "", new double[] {1, 2})
                .build();
        assertThatThrownBy(() -> train(table, Map.of())).isInstanceOfSatisfying(SettingException.class, e -> {
            assertThat(e.setting()).isEqualTo("frequency");
            assertThat(e.getMessage()).contains("there is no column 'frequency'");
            assertThat(e.hint()).contains("recency_days, visits");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "best: R5; rest           | 'rest' is no rule",
                "best: R5; rest:          | 'rest:' has no condition",
                "best: R5 X2              | 'X2' in the rule 'best: R5 X2' is no condition",
                "best: R5; worst: F2-1    | 'F2-1' in the rule 'worst: F2-1' takes scores from 2 to 1",
                "best: FM6                | 'FM6' in the rule 'best: FM6' takes scores from 6 to 6",
            })
    void aWrongRuleIsNamed(String rules, String message) {
        assertThatThrownBy(() -> train(grid(), Map.of("segments", rules)))
                .isInstanceOfSatisfying(SettingException.class, e -> {
                    assertThat(e.setting()).isEqualTo("segments");
                    assertThat(e.getMessage()).contains(message);
                    assertThat(e.hint()).isNotBlank();
                });
    }

    @Test
    void theFirstRuleThatHoldsCountsAndWhoMeetsNoneBelongsToNone() {
        RfmModel model = train(grid(), Map.of("segments", "top: r4-5, fm4-5; lately: R5; big: M5\n big: F5"));
        assertThat(model.names()).containsExactly("top", "lately", "big");
        assertThat(model.labels()[0]).isEqualTo(1);
        assertThat(model.labels()[24]).isEqualTo(2);
        assertThat(model.labels()[12]).isEqualTo(ClusterModel.NOISE);
        assertThat(model.preparation()).contains("15 of 25 rows meet no rule and belong to no segment");
    }

    @Test
    void theTraitsAreThoseOfTheSettings() {
        assertThat(new Rfm().traits(Map.of())).containsExactly("recency_days", "frequency", "monetary");
        assertThat(new Rfm().traits(Map.of("monetary", "spend_90d")))
                .containsExactly("recency_days", "frequency", "spend_90d");
    }

    private static Rfm.Config config() {
        return Settings.defaults(Rfm.Config.class);
    }

    private static FeatureTable grid() {
        return table(
                IntStream.range(0, 25).mapToDouble(row -> 10 + row / 5 * 10).toArray(),
                IntStream.range(0, 25).mapToDouble(row -> 1 + row % 5).toArray(),
                IntStream.range(0, 25).mapToDouble(row -> 100 * (1 + row % 5)).toArray());
    }

    private static FeatureTable table(double[] recency, double[] frequency, double[] monetary) {
        return FeatureTable.builder(recency.length)
                .numeric("recency_days", "days", recency)
                .numeric("frequency", "orders", frequency)
                .numeric("monetary", "EUR", monetary)
                .build();
    }

    private static RfmModel train(FeatureTable table, Map<String, ?> settings) {
        return new Rfm().train(table, settings, TrainingContext.sequential(1));
    }
}
