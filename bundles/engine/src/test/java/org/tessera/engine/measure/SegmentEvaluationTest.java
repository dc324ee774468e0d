// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.measure.ClusteringScores;
import org.tessera.api.measure.ClusteringScores.Row;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.SettingException;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.SlotAccess;
import org.tessera.engine.strategy.Workers;
import org.tessera.engine.testing.BandClusterer;
import org.tessera.engine.testing.MemoryStore;
import org.tessera.engine.testing.SpendPortraits;
import org.tessera.engine.testing.ThresholdClusterer;

class SegmentEvaluationTest {
    @TempDir
    Path folder;

    private final MemoryStore store = new MemoryStore();
    private final SpendPortraits portraits = new SpendPortraits(store);
    private final ThresholdClusterer good = new ThresholdClusterer(100);
    private final ThresholdClusterer poor = new ThresholdClusterer(11);
    private final ThresholdClusterer useless = new ThresholdClusterer(1e6);
    private Slot<FeatureTable, ClusterModel, Clusterer> slot;
    private SegmentEvaluation evaluation;

    @BeforeEach
    void open() throws IOException {
        double[] spend = {10, 12, 14, 500, 520};
        String[] kinds = {"small", "small", "", "large", "small"};
        for (int k = 0; k < spend.length; k++) {
            store.purchase("c" + k, "a", 1);
            portraits.put("c" + k, spend[k], kinds[k]);
        }
        slot = SlotAccess.slot("segment", folder, Duration.ofSeconds(10));
        SlotAccess.add(slot, "useless", 1, useless);
        SlotAccess.add(slot, "poor", 2, poor);
        SlotAccess.add(slot, "good", 3, good);
        evaluation = new SegmentEvaluation(portraits, slot, new Workers());
    }

    private ClusteringScores evaluate(List<String> strategies, Map<String, Map<String, ?>> settings, String truth) {
        return evaluation.evaluate(
                strategies, settings, Optional.of(truth).filter(t -> !t.isEmpty()), 1, Progress.unwatched());
    }

    @Test
    void theBestSilhouetteComesFirst() {
        ClusteringScores scores = evaluate(List.of(), Map.of(), "");
        assertThat(scores.customers()).isEqualTo(5);
        assertThat(scores.rows()).extracting(Row::strategy).containsExactly("good", "poor", "useless");
        Row first = scores.rows().get(0);
        assertThat(first.clusters()).isEqualTo(2);
        assertThat(first.sizes()).containsExactly(3, 2);
        assertThat(first.silhouette()).isGreaterThan(.9);
        // Spreads 4/3 and 10, centres 498 apart.
        assertThat(first.daviesBouldin()).isCloseTo((4 / 3.0 + 10) / 498, within(1e-12));
        assertThat(first.calinskiHarabasz()).isGreaterThan(1000);
        assertThat(first.purity()).isNaN();
        assertThat(first.ari()).isNaN();
        assertThat(first.nmi()).isNaN();
        assertThat(first.vMeasure()).isNaN();
        assertThat(first.trainSeconds()).isPositive();
        assertThat(scores.rows().get(2).silhouette()).isNaN();
        assertThat(List.of(good, poor, useless))
                .allSatisfy(c -> assertThat(c.closed).hasValue(1));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theTruthIsComparedWithAndNotShown() {
        Row row = evaluate(List.of("good"), Map.of(), "kind").rows().get(0);
        assertThat(good.seen).containsExactly("spend");
        // Of the four whose kind is known, one of the two large spenders is of another kind.
        assertThat(row.purity()).isCloseTo(3 / 4.0, within(1e-12));
        // Of six pairs one is together in both, two in the segments, three in the kinds: as expected by chance.
        assertThat(row.ari()).isCloseTo(0, within(1e-12));
        double ofKinds = Math.log(4) - 3 * Math.log(3) / 4;
        double information = ofKinds - Math.log(2) / 2;
        assertThat(row.nmi()).isCloseTo(information / ((Math.log(2) + ofKinds) / 2), within(1e-12));
        assertThat(row.vMeasure()).isCloseTo(row.nmi(), within(1e-12));
        evaluate(List.of("good"), Map.of(), "");
        assertThat(good.seen).containsExactly("spend", "kind");
    }

    @Test
    void settingsGoToTheirStrategy() {
        ClusteringScores scores = evaluate(List.of("poor", "good"), Map.of("poor", Map.of("cut", 13)), "");
        assertThat(scores.rows())
                .filteredOn(row -> row.strategy().equals("poor"))
                .extracting(Row::sizes)
                .containsExactly(List.of(3, 2));
        assertThatThrownBy(() -> evaluate(List.of("poor"), Map.of("poor", Map.of("k", 2)), ""))
                .isInstanceOf(SettingException.class);
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThatThrownBy(() -> evaluate(List.of("magic"), Map.of(), ""))
                .isInstanceOf(TesseraException.class)
                .hasMessage("no strategy magic for segment");
        assertThatThrownBy(() -> evaluate(List.of(), Map.of(), "moon"))
                .isInstanceOf(TesseraException.class)
                .hasMessage("no trait moon to compare with");
        assertThat(good.seen).isEmpty();
    }

    @Test
    void aStrategySeesTheTraitsItGoesBy() {
        ThresholdClusterer picky = new ThresholdClusterer(100, List.of("spend"));
        SlotAccess.add(slot, "picky", 4, picky);
        ClusteringScores scores = evaluate(List.of(), Map.of(), "");
        assertThat(scores.rows())
                .extracting(Row::strategy)
                .containsExactlyInAnyOrder("good", "picky", "poor", "useless");
        assertThat(picky.seen).containsExactly("spend");
        assertThat(good.seen).containsExactly("spend", "kind");
        // The truth is compared with there, too, and not shown even where the strategy goes by it.
        ThresholdClusterer greedy = new ThresholdClusterer(100, List.of("spend", "kind"));
        SlotAccess.add(slot, "greedy", 5, greedy);
        Row row = evaluate(List.of("greedy"), Map.of(), "kind").rows().get(0);
        assertThat(row.purity()).isCloseTo(3 / 4.0, within(1e-12));
        assertThat(greedy.seen).containsExactly("spend");
    }

    @Test
    void whoCannotBeTrainedIsLeftOutUnlessAskedFor() {
        SlotAccess.add(slot, "broken", 4, BandClusterer.failing());
        assertThat(evaluate(List.of(), Map.of(), "").rows())
                .extracting(Row::strategy)
                .containsExactly("good", "poor", "useless");
        assertThatThrownBy(() -> evaluate(List.of("good", "broken"), Map.of(), ""))
                .isInstanceOf(TesseraException.class)
                .hasMessage("there is no way");
        assertThatThrownBy(() -> evaluate(List.of(), Map.of("poor", Map.of("k", 2)), ""))
                .isInstanceOf(SettingException.class);
        Slot<FeatureTable, ClusterModel, Clusterer> hopeless =
                SlotAccess.slot("segment", folder, Duration.ofSeconds(10));
        SlotAccess.add(hopeless, "broken", 1, BandClusterer.failing());
        SegmentEvaluation none = new SegmentEvaluation(portraits, hopeless, new Workers());
        assertThatThrownBy(() -> none.evaluate(List.of(), Map.of(), Optional.empty(), 1, Progress.unwatched()))
                .isInstanceOf(TesseraException.class)
                .hasMessage("no strategy forms segments of these customers: broken: there is no way");
    }
}
