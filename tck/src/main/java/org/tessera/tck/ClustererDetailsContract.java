// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.TrainingContext;

/**
 * What a clusterer may tell beyond labels: names, strengths, memberships and figures, the traits it goes by and the
 * settings worth trying. Whoever tells nothing passes; whoever tells something tells it right.
 */
public abstract class ClustererDetailsContract extends ClustererTableContract {
    /** Only {@link ClustererContract} extends this. */
    ClustererDetailsContract() {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whatItTellsOfItsClustersIsSound(long seed) {
        for (FeatureTable table : List.of(SampleTables.mixed(ROWS, seed), hardSample(ROWS, seed))) {
            ClusterModel model = train(table, seed);
            ClusterDetails.checkNames(model);
            ClusterDetails.checkScores(model);
            ClusterDetails.checkMemberships(model, table);
            ClusterDetails.checkFigures(model);
        }
    }

    @Test
    void membershipsAreThoseOfWhoeverIsAsked() {
        ClusterModel model = train(SampleTables.mixed(ROWS, 1), 1);
        ClusterDetails.checkMemberships(model, SampleTables.mixed(50, 8));
        ClusterDetails.checkMemberships(model, FeatureTable.builder(2).build());
        assertThat(model.memberships(FeatureTable.builder(0).build())).isEmpty();
    }

    @Test
    void namesTheTraitsItGoesBy() {
        List<String> traits = clusterer().traits(Map.of());
        assertThat(traits)
                .doesNotHaveDuplicates()
                .allSatisfy(trait -> assertThat(trait).isNotBlank());
        if (!traits.isEmpty()) {
            assertThatThrownBy(() -> clusterer().traits(Map.of("no_such_setting", 1)))
                    .isInstanceOfSatisfying(
                            SettingException.class, e -> assertThat(e.setting()).isEqualTo("no_such_setting"));
        }
    }

    @ParameterizedTest(name = "{0} rows")
    @ValueSource(ints = {1, 2, 10, ROWS, 1_000_000})
    void settingsWorthTryingAreSettings(int rows) {
        assertThat(clusterer().alternatives(rows))
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allSatisfy(alternative ->
                        assertThat(clusterer().settings().keySet()).containsAll(alternative.keySet()));
    }

    @Test
    void settingsWorthTryingAreAcceptedInTraining() {
        FeatureTable table = SampleTables.mixed(ROWS, 1);
        for (Map<String, Object> alternative : clusterer().alternatives(ROWS)) {
            Map<String, Object> settings = new LinkedHashMap<>(columnSettings(table));
            settings.putAll(alternative);
            try (ClusterModel model = clusterer().train(table, settings, TrainingContext.sequential(1))) {
                assertThat(model.labels()).as("with %s", alternative).hasSize(ROWS);
                ClusterDetails.checkScores(model);
                ClusterDetails.checkMemberships(model, table);
            }
        }
    }
}
