// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

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
    @ParameterizedTest(name = "{0}, {1} linkage")
    @CsvSource({
        "hepta, ward, 7",
        "hepta, average, 7",
        "hepta, complete, 7",
        "hepta, single, 7",
        "s-set1, ward, 15",
        "s-set1, average, 15",
        "tetra, ward, 4",
        "tetra, average, 4",
        "tetra, complete, 4",
        "twodiamonds, ward, 2",
        "wingnut, ward, 2",
        "aggregation, average, 7"
    })
    void recoversTheGroupsOfWhichItKnowsTheNumber(String file, String linkage, int k) throws IOException {
        assertThat(adjustedRand(file, linkage, k)).isGreaterThanOrEqualTo(0.95);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"atom, 2", "chainlink, 2", "hepta, 7", "lsun, 3", "spiral, 2", "target, 6", "wingnut, 2"})
    void singleLinkageIsPerfectWhereGroupsAreApart(String file, int k) throws IOException {
        assertThat(adjustedRand(file, "single", k)).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}, {1} linkage")
    @CsvSource({
        "hepta, ward, 7, 7",
        "hepta, single, 7, 7",
        "s-set1, ward, 14, 16",
        "tetra, ward, 4, 4",
        "iris, ward, 2, 4",
        "atom, single, 2, 2",
        "chainlink, single, 2, 2",
        "spiral, single, 2, 2",
        "target, single, 6, 6"
    })
    void choosesTheirNumber(String file, String linkage, int least, int most) throws IOException {
        HierarchicalModel model = new Hierarchical()
                .train(LabelledFile.read(file).table(), Map.of("linkage", linkage), TrainingContext.sequential(1));
        assertThat(model.clusters()).isBetween(least, most);
    }

    private static double adjustedRand(String file, String linkage, int k) throws IOException {
        LabelledFile data = LabelledFile.read(file);
        HierarchicalModel model = new Hierarchical()
                .train(data.table(), Map.of("linkage", linkage, "k", k), TrainingContext.sequential(1));
        return Agreement.of(model.labels(), data.truth()).adjustedRand();
    }
}
