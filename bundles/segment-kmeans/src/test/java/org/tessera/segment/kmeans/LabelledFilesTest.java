// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.clusters.Agreement;
import org.tessera.tck.LabelledFile;

/** Real and well-known made-up data with known groups. */
class LabelledFilesTest {
    @ParameterizedTest(name = "{0}, seed {2}")
    @CsvSource({"hepta, 7, 1", "hepta, 7, 2", "hepta, 7, 3", "s-set1, 15, 1", "s-set1, 15, 2", "s-set1, 15, 3"})
    void recoversTheGroupsOfWhichItKnowsTheNumber(String file, int k, long seed) throws IOException {
        LabelledFile data = LabelledFile.read(file);
        KMeansModel model = new KMeans().train(data.table(), Map.of("k", k), TrainingContext.sequential(seed));
        assertThat(Agreement.of(model.labels(), data.truth()).adjustedRand()).isGreaterThanOrEqualTo(0.95);
    }

    @ParameterizedTest(name = "{0}, seed {3}")
    @CsvSource({
        "hepta, 7, 7, 1",
        "hepta, 7, 7, 2",
        "tetra, 4, 4, 1",
        "tetra, 4, 4, 2",
        "s-set1, 14, 16, 1",
        "s-set1, 14, 16, 2",
        "iris, 2, 4, 1",
        "iris, 2, 4, 2",
        "wine, 3, 3, 1"
    })
    void choosesTheirNumber(String file, int least, int most, long seed) throws IOException {
        KMeansModel model =
                new KMeans().train(LabelledFile.read(file).table(), Map.of(), TrainingContext.sequential(seed));
        assertThat(model.clusters()).isBetween(least, most);
    }
}
