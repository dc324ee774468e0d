// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.tessera.api.measure.Metric;
import org.tessera.api.measure.Split;
import org.tessera.api.measure.Tuning;
import org.tessera.api.measure.Tunings;
import org.tessera.api.measure.Tunings.Method;
import org.tessera.api.measure.Tunings.Source;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Provenance;
import org.tessera.api.strategy.Settings;
import org.tessera.engine.Stores;
import org.tessera.engine.recommend.RecommendationService;
import org.tessera.engine.recommend.SurroundingsOf;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.SlotAccess;
import org.tessera.engine.strategy.Workers;
import org.tessera.engine.testing.AimingRecommender;
import org.tessera.engine.testing.FixedRecommender;
import org.tessera.engine.testing.MemoryStore;

class TuningServiceTest {
    private static final int ITEMS = 60;

    /** The last twenty of a hundred days. */
    private static final double HELD_OUT = 80.0 / 460;

    @TempDir
    Path folder;

    private final AimingRecommender aiming = new AimingRecommender();
    private final MemoryStore store = new MemoryStore();
    private Slot<RecommenderInput, RecommenderModel, Recommender> slot;
    private TuningService service;

    @BeforeEach
    void open() {
        slot = SlotAccess.slot("recommend", folder.resolve("models"), Duration.ofSeconds(10));
        slot.configure(List.of("fixed", "aiming"));
        SlotAccess.add(slot, "fixed", 1, new FixedRecommender(true, false));
        SlotAccess.add(slot, "aiming", 2, aiming);
        Workers workers = new Workers();
        RecommendationService recommendations = new RecommendationService(
                new Stores(store, store, store),
                slot,
                workers,
                SurroundingsOf.nothing(),
                Settings.defaults(RecommendationService.Config.class));
        service = new TuningService(recommendations, slot, workers, folder.resolve("tuning"), 1000);
        for (int item = 0; item < ITEMS; item++) {
            store.purchase("somebody", "i" + item, 1);
        }
        // What customers buy moves: to item 50 at the end, to 25 in the part that settings are chosen by.
        for (int day = 1; day <= 100; day++) {
            int wanted = day <= 60 ? day / 6 : day <= 80 ? 25 : 50;
            for (int c = 0; c < 4; c++) {
                store.purchase("c" + (day * 4 + c) % 30, "i" + wanted, 1000L * day + c);
            }
        }
    }

    private static Tunings.Request request(Source source, boolean resume, Optional<Path> save) {
        return new Tunings.Request(
                "aiming",
                source,
                Metric.NDCG,
                20,
                Method.RANDOM,
                25,
                Duration.ofMinutes(5),
                Map.of("mood", "calm"),
                11,
                resume,
                save);
    }

    @Test
    void choosesOnTheTrainingPartChecksOnTheRestAndTrainsOnAll() throws IOException {
        Source source = new Source.Store(new Split.ByTime(HELD_OUT));
        Path settings = folder.resolve("settings.json");
        Files.writeString(settings, "{\"popular\": {\"n\": 3}, \"aiming\": {\"aim\": 1, \"old\": true}}");
        Tuning found = service.recommend(request(source, false, Optional.of(settings)), Progress.unwatched());
        // A search that looked at what was held out would aim at 50.
        double aim = Double.parseDouble(found.best().settings().get("aim"));
        assertThat(Math.abs(aim - 25)).isLessThan(Math.abs(aim - 50));
        assertThat(found.best().score()).isGreaterThan(found.defaults().score());
        assertThat(found.check()).hasValueSatisfying(check -> {
            assertThat(check.users()).isPositive();
            assertThat(check.low()).isLessThanOrEqualTo(check.best() - check.defaults());
            assertThat(check.split()).contains("1970-01-01T00:01:21");
        });
        assertThat(found.model()).hasValueSatisfying(model -> {
            Provenance provenance = model.provenance();
            assertThat(provenance.settings()).containsEntry("aim", aim);
            assertThat(provenance.quality())
                    .containsEntry("tuning trials", 25.0)
                    .containsEntry("tuning ndcg@20", found.best().score());
            assertThat(model.serving()).isFalse();
        });
        assertThat(slot.hasModel("aiming")).isTrue();
        assertThat(slot.preferred()).contains("fixed");
        assertThat(Files.readString(settings))
                .contains("\"popular\"", "\"aim\": " + found.best().settings().get("aim"), "\"mood\": \"calm\"")
                .doesNotContain("old");
    }

    @Test
    void goesOnWithTheTrialsInItsJournal() {
        Source source = new Source.Store(new Split.ByTime(HELD_OUT));
        Tuning first = service.recommend(request(source, false, Optional.empty()), Progress.unwatched());
        int once = aiming.trainings.getAndSet(0);
        Tuning second = service.recommend(request(source, true, Optional.empty()), Progress.unwatched());
        assertThat(second.trials()).isEqualTo(first.trials());
        // The best and the defaults to check them, and the model in the end.
        assertThat(aiming.trainings).hasValue(3);
        assertThat(once).isEqualTo(28);
        store.purchase("c1", "i59", 99);
        aiming.trainings.set(0);
        service.recommend(request(source, true, Optional.empty()), Progress.unwatched());
        assertThat(aiming.trainings).hasValue(28);
    }

    @Test
    void searchesOnFilesWithoutAModelInTheEnd() throws IOException {
        Path train = folder.resolve("train.tsv");
        Path test = folder.resolve("test.tsv");
        StringBuilder pairs = new StringBuilder();
        StringBuilder asked = new StringBuilder();
        for (int c = 0; c < 200; c++) {
            for (int item = 0; item < 12; item++) {
                pairs.append(c).append('\t').append((c + 7 * item) % 100).append("\t1\n");
            }
            asked.append(c).append('\t').append((c + 3) % 100).append("\t1\n");
        }
        Files.writeString(train, pairs);
        Files.writeString(test, asked);
        Source source = new Source.PairFile(train, Optional.of(test), .2);
        Tuning found = service.recommend(request(source, false, Optional.empty()), Progress.unwatched());
        assertThat(found.model()).isEmpty();
        assertThat(found.split()).startsWith("a random 20 % of the pairs held out");
        assertThat(found.check())
                .hasValueSatisfying(check -> assertThat(check.users()).isEqualTo(200));
        assertThat(slot.hasModel("aiming")).isFalse();
    }

    @Test
    void aStrategyWithoutSettingsToSearchIsNamed() {
        Tunings.Request request = new Tunings.Request(
                "fixed",
                new Source.Store(new Split.ByTime(HELD_OUT)),
                Metric.NDCG,
                3,
                Method.RANDOM,
                5,
                Duration.ofMinutes(5),
                Map.of(),
                1,
                false,
                Optional.empty());
        assertThatThrownBy(() -> service.recommend(request, Progress.unwatched()))
                .hasMessage("fixed names no settings to search");
    }

    @Test
    void aFileThatHoldsSomethingElseIsLeftAlone() throws IOException {
        Path file = folder.resolve("notes.json");
        for (String text : new String[] {"[1]", "{\"a\": ", ""}) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> SettingsFile.put(file, "aiming", Map.of("aim", "3")))
                    .hasMessageContaining("notes.json holds no settings by strategy");
            assertThat(file).hasContent(text);
        }
    }

    @Test
    void settingsStandInTheFileAsTheyAre() throws IOException {
        Path file = folder.resolve("settings.json");
        SettingsFile.put(file, "blend", Map.of("settings", "slim.alpha=0.1;ease.l2=400", "depth", "300"));
        SettingsFile.put(file, "ease", Map.of("l2", "400"));
        assertThat(Files.readString(file))
                .contains("\"settings\": \"slim.alpha=0.1;ease.l2=400\"", "\"depth\": 300", "\"l2\": 400");
    }
}
