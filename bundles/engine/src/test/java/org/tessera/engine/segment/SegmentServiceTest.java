// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.segment.Segment;
import org.tessera.api.segment.Segmentation;
import org.tessera.api.segment.Segments;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.SettingException;
import org.tessera.engine.Stores;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.SlotAccess;
import org.tessera.engine.strategy.Workers;
import org.tessera.engine.testing.MemoryStore;
import org.tessera.engine.testing.SpendPortraits;
import org.tessera.engine.testing.ThresholdClusterer;

class SegmentServiceTest {
    @TempDir
    Path folder;

    private final MemoryStore store = new MemoryStore();
    private final SpendPortraits portraits = new SpendPortraits(store);
    private final ThresholdClusterer clusterer = new ThresholdClusterer(100);
    private Slot<FeatureTable, ClusterModel, Clusterer> slot;
    private SegmentService service;

    @BeforeEach
    void open() throws IOException {
        // Someone without a portrait comes first, so that rows and customers are numbered differently.
        store.purchase("nobody", "a", 5);
        customer("ann", 10, "web");
        customer("bob", 12, "web");
        customer("cid", 500, "shop");
        customer("dan", 14, "shop");
        customer("eve", 700, "shop");
        customer("fox", Double.NaN, "web");
        start();
    }

    private void customer(String id, double spend, String kind) {
        store.purchase(id, "a", 7);
        portraits.put(id, spend, kind);
    }

    /** As after a restart. */
    private void start() throws IOException {
        slot = SlotAccess.slot("segment", folder, Duration.ofSeconds(10));
        SlotAccess.add(slot, "threshold", 1, clusterer);
        service = new SegmentService(portraits, new Stores(store, store, store), slot, new Workers());
    }

    private Segmentation form(Map<String, ?> settings) {
        return service.form(Optional.empty(), List.of(), settings, 1, Progress.unwatched());
    }

    @Test
    void beforeThereAreAny() {
        assertThat(service.current()).isEmpty();
        assertThat(service.of("ann")).isEmpty();
        assertThat(service.projection(10)).isEmpty();
        assertThatThrownBy(() -> service.members("0")).isInstanceOfSatisfying(TesseraException.class, e -> {
            assertThat(e).hasMessage("no segments were formed yet");
            assertThat(e.hint()).contains("segment");
        });
    }

    @Test
    void formsNamesAndMeasuresThem() {
        Segmentation segments = form(Map.of());
        assertThat(segments.strategy()).isEqualTo("threshold");
        assertThat(segments.model()).isEqualTo("threshold-1");
        assertThat(segments.preparation()).containsExactly("the first column as it is");
        assertThat(segments.segments()).extracting(Segment::segment).containsExactly("0", "1", "noise");
        assertThat(segments.segments()).extracting(Segment::size).containsExactly(3, 2, 1);
        assertThat(segments.segments())
                .extracting(Segment::name)
                .containsExactly("Low spend, web", "High spend, shop", "Outliers");
        assertThat(segments.quality().keySet())
                .containsExactly("silhouette", "davies_bouldin", "calinski_harabasz", "dbcv", "rule_fidelity");
        assertThat(segments.quality().get("silhouette")).isBetween(.7, .9);
        assertThat(service.current()).contains(segments);
    }

    @Test
    void membersByNumberOrName() {
        Segmentation segments = form(Map.of());
        assertThat(service.members("0")).containsExactly("ann", "bob", "dan");
        assertThat(service.members(segments.segments().get(1).name().toUpperCase(java.util.Locale.ROOT)))
                .containsExactly("cid", "eve");
        assertThat(service.members("noise")).containsExactly("fox");
        assertThatThrownBy(() -> service.members("9")).isInstanceOfSatisfying(TesseraException.class, e -> {
            assertThat(e).hasMessage("no segment 9");
            assertThat(e.hint()).startsWith("there are: 0 (").contains("noise (Outliers)");
        });
    }

    @Test
    void aNewCustomerIsAssignedOnTheSpot() {
        Segmentation segments = form(Map.of());
        customer("gil", 900, "web");
        assertThat(service.of("gil")).containsExactly(segments.segments().get(1).name());
        assertThat(service.of("ann")).containsExactly(segments.segments().get(0).name());
        assertThat(service.of("fox")).containsExactly("Outliers");
        assertThat(service.of("nobody")).isEmpty();
        assertThat(service.of("stranger")).isEmpty();
        assertThat(service.projection(100))
                .filteredOn(p -> p.customer().equals("gil"))
                .extracting(Segments.Point::segment)
                .containsExactly("1");
    }

    @Test
    void aRestartKeepsThem() throws IOException {
        Segmentation segments = form(Map.of());
        start();
        assertThat(service.current()).contains(segments);
        assertThat(service.members("1")).containsExactly("cid", "eve");
        assertThat(service.of("bob")).containsExactly(segments.segments().get(0).name());
    }

    @Test
    void aRollbackShowsTheEarlierOnes() throws IOException {
        Segmentation first = form(Map.of());
        Segmentation second = form(Map.of("cut", 600));
        assertThat(service.members("1")).containsExactly("eve");
        assertThat(second.model()).isEqualTo("threshold-2");
        slot.rollback();
        assertThat(service.current()).contains(first);
        assertThat(service.members("1")).containsExactly("cid", "eve");
    }

    @Test
    void damagedSegmentsAreNone() throws IOException {
        form(Map.of());
        Files.writeString(folder.resolve("threshold-1").resolve("segments.json"), "{\"strategy\":");
        start();
        assertThat(service.current()).isEmpty();
        assertThat(service.of("ann")).isEmpty();
    }

    @Test
    void projectsWithoutMoreThanAsked() {
        form(Map.of());
        List<Segments.Point> all = service.projection(100);
        assertThat(all).extracting(Segments.Point::customer).containsExactly("ann", "bob", "cid", "dan", "eve", "fox");
        assertThat(all).extracting(Segments.Point::segment).containsExactly("0", "0", "1", "0", "1", "noise");
        assertThat(all.get(4).x() - all.get(0).x()).isCloseTo(690, within(1e-6));
        assertThat(all).extracting(Segments.Point::y).containsOnly(0.0);
        assertThat(service.projection(3)).extracting(Segments.Point::customer).containsExactly("ann", "cid", "eve");
    }

    @Test
    void whatCannotBeGroupedIsSaid() {
        assertThatThrownBy(() -> service.form(Optional.of("magic"), List.of(), Map.of(), 1, Progress.unwatched()))
                .hasMessage("no strategy magic for segment");
        assertThatThrownBy(() -> form(Map.of("k", 3))).isInstanceOf(SettingException.class);
        SegmentService empty =
                new SegmentService(new SpendPortraits(store), new Stores(store, store, store), slot, new Workers());
        assertThatThrownBy(() -> empty.form(Optional.empty(), List.of(), Map.of(), 1, Progress.unwatched()))
                .isInstanceOf(TesseraException.class)
                .hasMessage("there are no customers to group");
        assertThat(service.current()).isEmpty();
    }

    @Test
    void aCancelledRunLeavesNothing() {
        Progress stopping = (phase, done, total) -> {
            if (phase.equals("describing")) {
                throw new CancellationException("enough");
            }
        };
        assertThatThrownBy(() -> service.form(Optional.empty(), List.of(), Map.of(), 1, stopping))
                .isInstanceOf(CancellationException.class);
        assertThat(clusterer.closed).hasValue(1);
        assertThat(service.current()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }
}
