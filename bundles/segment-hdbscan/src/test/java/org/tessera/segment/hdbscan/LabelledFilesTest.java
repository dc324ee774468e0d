// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.clusters.Agreement;
import org.tessera.tck.LabelledFile;

/** Well-known shapes with known groups, all with the default settings and their one rule. */
class LabelledFilesTest {
    private static final double ALIKE = 0.95;

    /** All the same from scikit-learn 1.9.1 with the same rule, on columns of mean 0 and deviation 1. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "aggregation, 3, 0.7338",
        "atom, 2, 1",
        "chainlink, 2, 1",
        "cluto-t4-8k, 6, 0.9480",
        "engytime, 3, 0.3131",
        "flame, 2, 0.9081",
        "hepta, 7, 1",
        "jain, 2, 0.9971",
        "lsun, 3, 1",
        "s-set1, 15, 0.9773",
        "spiral, 2, 1",
        "target, 2, 0.9996",
        "tetra, 4, 0.9795",
        "twodiamonds, 2, 0.9536",
        "wingnut, 2, 1"
    })
    void findsTheGroups(String file, int clusters, double agreement) throws IOException {
        LabelledFile data = LabelledFile.read(file);
        HdbscanModel model = train(data);
        assertThat(model.clusters()).isEqualTo(clusters);
        assertThat(Agreement.of(model.labels(), data.truth()).adjustedRand()).isCloseTo(agreement, within(0.0001));
    }

    @Test
    void oneRuleSuitsElevenShapes() throws IOException {
        List<String> found = new ArrayList<>();
        for (String file : List.of(
                "aggregation",
                "atom",
                "chainlink",
                "cluto-t4-8k",
                "engytime",
                "flame",
                "hepta",
                "jain",
                "lsun",
                "s-set1",
                "spiral",
                "target",
                "tetra",
                "twodiamonds",
                "wingnut")) {
            LabelledFile data = LabelledFile.read(file);
            if (Agreement.of(train(data).labels(), data.truth()).adjustedRand() >= ALIKE) {
                found.add(file);
            }
        }
        assertThat(found)
                .containsExactly(
                        "atom",
                        "chainlink",
                        "hepta",
                        "jain",
                        "lsun",
                        "s-set1",
                        "spiral",
                        "target",
                        "tetra",
                        "twodiamonds",
                        "wingnut");
    }

    private static HdbscanModel train(LabelledFile data) {
        return new Hdbscan().train(data.table(), Map.of(), TrainingContext.sequential(1));
    }
}
