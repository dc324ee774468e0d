// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.segment.Drift;
import org.tessera.api.segment.Figure;
import org.tessera.api.segment.Member;
import org.tessera.api.segment.Movement;
import org.tessera.api.segment.Segment;
import org.tessera.api.segment.SegmentRun;
import org.tessera.api.segment.Segmentation;
import org.tessera.api.strategy.Progress;
import org.tessera.engine.Stores;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.SlotAccess;
import org.tessera.engine.strategy.Workers;
import org.tessera.engine.testing.BandClusterer;
import org.tessera.engine.testing.MemoryStore;
import org.tessera.engine.testing.SpendPortraits;
import org.tessera.engine.testing.TablePortraits;
import org.tessera.engine.testing.ThresholdClusterer;

/** What segments say beyond who is in them. */
class MarketerTest {
    @TempDir
    Path folder;

    private final MemoryStore store = new MemoryStore();
    private final SpendPortraits portraits = new SpendPortraits(store);
    private SegmentService service;

    @BeforeEach
    void open() throws IOException {
        customer("ann", 10, "web");
        customer("bob", 120, "web");
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

    private void start() throws IOException {
        Path models = folder.resolve("models");
        Slot<FeatureTable, ClusterModel, Clusterer> slot = SlotAccess.slot("segment", models, Duration.ofSeconds(10));
        SlotAccess.add(slot, "threshold", 1, new ThresholdClusterer(100));
        SlotAccess.add(slot, "bands", 2, new BandClusterer(List.of("spend")));
        service = new SegmentService(portraits, new Stores(store, store, store), slot, new Workers());
    }

    private Segmentation form(String strategy, Map<String, ?> settings) {
        return service.form(Optional.of(strategy), List.of(), settings, 1, Progress.unwatched());
    }

    @Test
    void namesOfTheStrategyAreTaken() {
        Segmentation formed = form("bands", Map.of());
        assertThat(formed.segments()).extracting(Segment::name).containsExactly("Small", "Big", "Outliers");
        assertThat(formed.segments().get(0).traits())
                .as("traits the strategy goes by")
                .containsOnlyKeys("spend");
        assertThat(form("threshold", Map.of()).segments().get(0).traits()).containsOnlyKeys("spend", "kind");
    }

    @Test
    void whatTheModelKnowsIsReachable() throws IOException {
        form("bands", Map.of());
        for (int time = 0; time < 2; time++) {
            assertThat(service.figures())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Figure.Curve.class, curve -> assertThat(curve.y()).containsExactly(10, 14, 120, 500, 700));
            List<Member> big = service.roster(Optional.of("big"));
            assertThat(big).extracting(Member::customer).containsExactly("bob", "cid", "eve");
            assertThat(big.get(0)).isEqualTo(new Member("bob", "1", "Big", .2, .8));
            assertThat(service.memberships("bob")).containsExactly(Map.entry("Big", .6), Map.entry("Small", .4));
            start();
        }
        assertThat(service.memberships("stranger")).isEmpty();
        form("threshold", Map.of());
        assertThat(service.figures()).isEmpty();
        assertThat(service.memberships("bob")).isEmpty();
        assertThat(service.roster(Optional.empty()))
                .hasSize(6)
                .allSatisfy(member -> assertThat(member.strength()).isNaN());
    }

    @Test
    void aNewcomerMayBeAnOutlier() {
        form("bands", Map.of());
        customer("gil", Double.NaN, "web");
        customer("hal", 101, "web");
        assertThat(service.of("gil")).containsExactly("Outliers");
        assertThat(service.of("hal")).containsExactly("Big");
        assertThat(service.memberships("hal")).containsKeys("Small", "Big");
    }

    @Test
    void anOutlierAmongThoseWithoutOutliersIsInNoSegment() {
        portraits.put("fox", 20, "web");
        form("bands", Map.of());
        customer("gil", Double.NaN, "web");
        assertThat(service.of("gil")).isEmpty();
    }

    @Test
    void aSegmentThatGoesOnKeepsItsName() {
        Segmentation first = form("threshold", Map.of());
        assertThat(service.movement()).isEmpty();
        String low = first.segments().get(0).name();
        // Bob comes down, and so many newcomers are high that the numbers change.
        portraits.put("bob", 12, "web");
        for (String id : List.of("gil", "hal", "ida", "jon")) {
            customer(id, 900, "shop");
        }
        Segmentation second = form("threshold", Map.of());
        assertThat(second.segments().get(1).name())
                .as("of its own, it would be called otherwise")
                .isEqualTo(first.segments().get(1).name());
        Movement movement = service.movement().orElseThrow();
        assertThat(movement.from()).isEqualTo("threshold-1");
        assertThat(movement.to()).isEqualTo("threshold-2");
        assertThat(movement.customers()).isEqualTo(6);
        assertThat(movement.segments().get(0)).isEqualTo(new Movement.Change("0", low, low, 2 / 3.0, true, 3, 2, 1, 0));
        assertThat(movement.segments().get(1))
                .satisfies(change -> assertThat(change.entered()).isEqualTo(4))
                .satisfies(change -> assertThat(change.left()).isEqualTo(1))
                .satisfies(change -> assertThat(change.overlap()).isCloseTo(2 / 3.0, within(1e-12)));
        assertThat(movement.flows())
                .contains(new Movement.Flow(first.segments().get(1).name(), low, 1))
                .contains(new Movement.Flow("", first.segments().get(1).name(), 4));
        // Of 15 pairs 4 are together before, 4 now, 2 both times: (2 - 16/15) / (4 - 16/15).
        assertThat(movement.agreement()).isCloseTo((2 - 16 / 15.0) / (4 - 16 / 15.0), within(1e-12));
    }

    @Test
    void whatIsGoneAndWhatIsNewIsSaid() {
        form("threshold", Map.of());
        form("bands", Map.of());
        assertThat(service.movement().orElseThrow().segments())
                .extracting(Movement.Change::carried)
                .as("names of a strategy are its own")
                .containsOnly(false);
        form("threshold", Map.of("cut", 5));
        Movement movement = service.movement().orElseThrow();
        assertThat(movement.segments())
                .extracting(Movement.Change::before, Movement.Change::segment)
                .contains(org.assertj.core.groups.Tuple.tuple("Small", ""));
        assertThat(movement.segments()).filteredOn(c -> c.segment().isEmpty()).allSatisfy(gone -> {
            assertThat(gone.left()).isEqualTo(gone.sizeBefore()).isPositive();
            assertThat(gone.name()).isEmpty();
        });
    }

    @Test
    void runsAreRemembered() throws IOException {
        form("threshold", Map.of());
        form("bands", Map.of());
        start();
        form("threshold", Map.of("cut", 600));
        assertThat(service.history())
                .extracting(SegmentRun::model)
                .containsExactly("threshold-1", "bands-1", "threshold-2");
        SegmentRun last = service.history().get(2);
        assertThat(last.customers()).isEqualTo(6);
        assertThat(last.segments()).extracting(SegmentRun.Size::size).containsExactly(4, 1, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"model\":", "[null]", "{}", "\u0000\u0000\u0000\u0000"})
    void damagedFilesOfEarlierRunsAreLeftOut(String damaged) throws IOException {
        form("threshold", Map.of());
        form("bands", Map.of());
        Path model = folder.resolve("models").resolve("bands-1");
        Files.writeString(model.resolve("history.json"), damaged);
        Files.writeString(model.resolve("histograms.json"), damaged);
        start();
        assertThat(service.history()).extracting(SegmentRun::model).containsExactly("threshold-1");
        form("threshold", Map.of());
        assertThat(service.history()).extracting(SegmentRun::model).containsExactly("threshold-1", "threshold-2");
        Movement movement = service.movement().orElseThrow();
        assertThat(movement.from()).isEqualTo("bands-1");
        assertThat(movement.drift()).isEmpty();
    }

    @Test
    void driftOfATraitThatIsGoneIsWarnedOf() {
        TablePortraits changing = new TablePortraits(spendOf(10, 20, 300, 400));
        Slot<FeatureTable, ClusterModel, Clusterer> slot =
                SlotAccess.slot("segment", folder.resolve("other"), Duration.ofSeconds(10));
        SlotAccess.add(slot, "bands", 1, new BandClusterer(List.of("spend")));
        service = new SegmentService(changing, new Stores(store, store, store), slot, new Workers());
        form("bands", Map.of());
        changing.replace(
                FeatureTable.builder(4).numeric("visits", "", new double[4]).build());
        store.purchase("ann", "a", 8);
        Drift drift = service.drift(Progress.unwatched()).orElseThrow();
        assertThat(drift.shifts()).isEmpty();
        assertThat(drift.customersThen()).isEqualTo(4);
        assertThat(drift.warning())
                .isEqualTo("how far customers have changed cannot be said: there is no trait spend;"
                        + " form segments again: segment");
    }

    private static FeatureTable spendOf(double... spend) {
        return FeatureTable.builder(spend.length).numeric("spend", "", spend).build();
    }

    @Test
    void cardsCountPurchases() {
        store.purchase("eve", "a", Duration.ofDays(200).toMillis());
        store.purchase("eve", "a", Duration.ofDays(100).toMillis());
        store.purchase("ann", "a", Duration.ofDays(200).toMillis());
        store.add("view", "ann", "a", Duration.ofDays(200).toMillis());
        List<Segment> segments = form("bands", Map.of()).segments();
        Segment.Card big = segments.get(1).card();
        assertThat(big.value()).isEqualTo(new Segment.Value(50, 50 / 3.0, 50 / 90.0));
        assertThat(big.growth()).isEqualTo(new Segment.Growth(10, 10, 0, 90));
        assertThat(segments.get(0).card().growth().change()).isNaN();
        assertThat(big.typical()).as("nearest to 440").containsExactly("cid", "eve", "bob");
        assertThat(segments.get(2).card().typical())
                .as("outliers have no centre")
                .isEmpty();
    }

    @Test
    void exportsWholeFilesOrNone() throws IOException {
        customer("o'\"neil, ltd", 130, "web");
        form("bands", Map.of());
        Path csv = folder.resolve("out.csv");
        Files.writeString(csv, "old");
        assertThat(service.export(csv, Optional.empty())).isEqualTo(7);
        assertThat(Files.readAllLines(csv))
                .startsWith("customer,segment,name,strength,outlier_score", "ann,0,Small,0.9,0.09999999999999998")
                .contains("\"o'\"\"neil, ltd\",1,Big,0.3,0.7")
                .contains("fox,noise,Outliers,0.0,1.0");
        Path plain = Files.createFile(folder.resolve("plain"));
        if (plain.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(Files.getPosixFilePermissions(csv)).isEqualTo(Files.getPosixFilePermissions(plain));
        }
        Files.delete(plain);
        Path json = folder.resolve("OUT.JSON");
        assertThat(service.export(json, Optional.of("1"))).isEqualTo(4);
        JsonArray rows = JsonParser.parseString(Files.readString(json)).getAsJsonArray();
        assertThat(rows).hasSize(4);
        assertThat(rows.get(0).getAsJsonObject().keySet())
                .containsExactly("customer", "segment", "name", "strength", "outlier_score");
        assertThatThrownBy(() -> service.export(folder.resolve("out.xlsx"), Optional.empty()))
                .isInstanceOf(TesseraException.class)
                .hasMessageEndingWith("out.xlsx ends in neither .csv nor .json");
        assertThatThrownBy(() -> service.export(folder.resolve("no").resolve("out.csv"), Optional.empty()))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("is no folder");
        assertThatThrownBy(() -> service.export(csv, Optional.of("Nobody"))).hasMessage("no segment Nobody");
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("models", "out.csv", "OUT.JSON");
        }
    }

    @Test
    void driftIsWarnedOf() {
        for (int k = 0; k < 100; k++) {
            customer("many" + k, k, "web");
        }
        form("bands", Map.of());
        Drift none = service.drift(Progress.unwatched()).orElseThrow();
        assertThat(none.warning()).isEmpty();
        assertThat(none.shifts()).isEmpty();
        for (int k = 0; k < 100; k++) {
            customer("more" + k, 1000 + k, "web");
        }
        Drift drift = service.drift(Progress.unwatched()).orElseThrow();
        assertThat(drift.customersThen()).isEqualTo(106);
        assertThat(drift.customersNow()).isEqualTo(206);
        assertThat(drift.shifts()).singleElement().satisfies(shift -> {
            assertThat(shift.trait()).isEqualTo("spend");
            assertThat(shift.index()).isGreaterThan(.25);
            assertThat(shift.strength()).isEqualTo("strong");
        });
        assertThat(drift.warning()).contains("spend (strong, PSI ").endsWith("form them again: segment");
        form("bands", Map.of());
        assertThat(service.drift(Progress.unwatched()).orElseThrow().warning()).isEmpty();
        assertThat(service.movement().orElseThrow().drift())
                .singleElement()
                .satisfies(shift -> assertThat(shift.strength()).isEqualTo("strong"));
    }

    @Test
    void beforeThereAreAnyNothingIsKnown() {
        assertThat(service.figures()).isEmpty();
        assertThat(service.movement()).isEmpty();
        assertThat(service.history()).isEmpty();
        assertThat(service.drift(Progress.unwatched())).isEmpty();
        assertThat(service.memberships("ann")).isEmpty();
        assertThatThrownBy(() -> service.roster(Optional.empty())).hasMessage("no segments were formed yet");
    }

    @Test
    void segmentsOfAnEarlierVersionAreRead() throws IOException {
        Segmentation formed = form("bands", Map.of());
        Path model = folder.resolve("models").resolve("bands-1");
        for (String added : List.of("forming.json", "histograms.json", "history.json")) {
            Files.delete(model.resolve(added));
        }
        String old = Files.readString(model.resolve("segments.json"))
                .replaceAll(",\"choice\":\\{.*?\\}", "")
                .replaceAll(",\"expression\":\"[^\"]*\",\"card\":\\{\"value\".*?\"typical\":\\[.*?\\]\\}", "");
        assertThat(old).doesNotContain("card", "choice", "expression");
        Files.writeString(model.resolve("segments.json"), old);
        start();
        assertThat(service.current().orElseThrow().segments())
                .extracting(Segment::name)
                .isEqualTo(formed.segments().stream().map(Segment::name).toList());
        assertThat(service.current().orElseThrow().segments().get(0).card().typical())
                .isEmpty();
        assertThat(service.history()).isEmpty();
        assertThat(service.drift(Progress.unwatched()).orElseThrow().shifts()).isEmpty();
        form("bands", Map.of());
        assertThat(service.movement()).isPresent();
    }
}
