// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.strategy.TrainingContext;

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
        Path file = folder().resolve("clustering").resolve(name + ".csv");
        assumeTrue(
                Files.isRegularFile(file),
                () -> "skipped: " + file + " is missing; name the folder of the real data with -Dtessera.data");
        List<String> lines = Files.readAllLines(file);
        int n = lines.size() - 1;
        int d = lines.get(0).split(",").length - 1;
        double[] values = new double[n * d];
        int[] truth = new int[n];
        Map<String, Integer> groups = new HashMap<>();
        for (int row = 0; row < n; row++) {
            String[] fields = lines.get(row + 1).split(",");
            for (int j = 0; j < d; j++) {
                values[row * d + j] = Double.parseDouble(fields[j]);
            }
            truth[row] = groups.computeIfAbsent(fields[d], group -> groups.size());
        }
        List<String> names =
                new ArrayList<>(IntStream.range(0, d).mapToObj(j -> "x" + j).toList());
        DbscanModel model = new Dbscan()
                .train(FeatureTable.ofRowMajor(values, n, names), Map.of(), TrainingContext.sequential(1));
        return adjustedRand(truth, model.labels());
    }

    /** Noise counts as a group of its own (Hubert and Arabie, Comparing partitions, Journal of Classification 2, 1985). */
    private static double adjustedRand(int[] truth, int[] labels) {
        Map<List<Integer>, Integer> cells = new HashMap<>();
        Map<Integer, Integer> rows = new HashMap<>();
        Map<Integer, Integer> columns = new HashMap<>();
        for (int i = 0; i < truth.length; i++) {
            cells.merge(List.of(truth[i], labels[i]), 1, Integer::sum);
            rows.merge(truth[i], 1, Integer::sum);
            columns.merge(labels[i], 1, Integer::sum);
        }
        double expected = pairs(rows) * pairs(columns) / (truth.length * (truth.length - 1.0) / 2);
        return (pairs(cells) - expected) / ((pairs(rows) + pairs(columns)) / 2 - expected);
    }

    private static double pairs(Map<?, Integer> sizes) {
        return sizes.values().stream()
                .mapToDouble(size -> size * (size - 1.0) / 2)
                .sum();
    }

    private static Path folder() {
        String property = System.getProperty("tessera.data");
        if (property != null) {
            return Path.of(property);
        }
        String environment = System.getenv("TESSERA_DATA");
        return environment != null ? Path.of(environment) : Path.of("..", "..", "..", "shared", "data");
    }
}
