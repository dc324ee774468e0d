// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.clusters.Agreement;
import org.tessera.tck.LabelledFile;

/** Well-known made-up data with known groups, with the default settings. */
class LabelledFilesTest {
    private static final List<String> SHAPES = List.of(
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
            "wingnut");

    /** One of the sixteen files, s-set4, comes without groups. */
    @Test
    void recoversTheGroupsOfMostShapesWithoutBeingToldAnything() throws IOException {
        Map<String, Double> agreement = new LinkedHashMap<>();
        for (String file : SHAPES) {
            agreement.put(file, agreement(file));
        }
        List<String> recovered = agreement.entrySet().stream()
                .filter(entry -> entry.getValue() >= 0.95)
                .map(Map.Entry::getKey)
                .toList();
        assertThat(recovered)
                .as("agreement %s", agreement)
                .hasSizeGreaterThanOrEqualTo(8)
                .contains("atom", "chainlink", "hepta", "lsun", "spiral", "target", "twodiamonds");
    }

    private static double agreement(String name) throws IOException {
        LabelledFile file = LabelledFile.read(name);
        DbscanModel model = new Dbscan().train(file.table(), Map.of(), TrainingContext.sequential(1));
        return Agreement.of(model.labels(), file.truth()).adjustedRand();
    }
}
