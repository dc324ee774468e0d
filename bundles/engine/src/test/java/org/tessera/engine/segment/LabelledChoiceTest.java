// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.Choice;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.segment.Segmentation;
import org.tessera.api.strategy.Progress;
import org.tessera.engine.Stores;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.SlotAccess;
import org.tessera.engine.strategy.Workers;
import org.tessera.engine.testing.MemoryStore;
import org.tessera.engine.testing.TablePortraits;
import org.tessera.segment.kmeans.KMeans;
import org.tessera.tck.LabelledFile;

/** Well-known data with a known number of groups, which the automatic choice is to find. */
class LabelledChoiceTest {
    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}, seed {3}")
    @CsvSource({
        "hepta, 7, 7, 1",
        "hepta, 7, 7, 42",
        "tetra, 4, 4, 1",
        "tetra, 4, 4, 42",
        "s-set1, 15, 15, 1",
        "s-set1, 15, 15, 42",
        "iris, 2, 4, 1",
        "iris, 2, 4, 42"
    })
    void findsTheNumberOfGroups(String file, int least, int most, long seed) throws IOException {
        FeatureTable table = LabelledFile.read(file).table();
        MemoryStore store = new MemoryStore();
        IntStream.range(0, table.rows()).forEach(row -> store.purchase("c" + row, "a", row));
        Slot<FeatureTable, ClusterModel, Clusterer> slot = SlotAccess.slot("segment", folder, Duration.ofSeconds(10));
        SlotAccess.add(slot, "kmeans", 1, new KMeans());
        SegmentService service =
                new SegmentService(new TablePortraits(table), new Stores(store, store, store), slot, new Workers());
        Segmentation formed = service.formAutomatically(List.of(), List.of(), seed, Progress.unwatched());
        assertThat(formed.segments()).as(formed.choice().reason()).hasSizeBetween(least, most);
        Choice.Candidate picked = formed.choice().candidates().get(0);
        assertThat(picked.picked()).isTrue();
        assertThat(picked.clusters()).isBetween(least, most);
        assertThat(picked.stability()).isGreaterThan(.8);
    }
}
