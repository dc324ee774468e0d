// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hdbscan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.strategy.TrainingContext;

/** Well-known shapes with known groups, all with the default settings and their one rule. */
class LabelledFilesTest {
    private static final double ALIKE = 0.95;

    /** Rows with their true groups, the last column of the file. */
    private record Labelled(FeatureTable table, int[] truth) {}

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
        Labelled data = read(file);
        HdbscanModel model = train(data);
        assertThat(model.clusters()).isEqualTo(clusters);
        assertThat(adjustedRand(data.truth(), model.labels())).isCloseTo(agreement, within(0.0001));
    }

    @Test
    void oneRuleSuitsElevenShapes() throws IOException {
        List<String> found = new ArrayList<>();
        for (String file : List.of(
                "aggregation", "atom", "chainlink", "cluto-t4-8k", "engytime", "flame", "hepta", "jain", "lsun", "s-set1",
                "spiral", "target", "tetra", "twodiamonds", "wingnut")) {
            Labelled data = read(file);
            if (adjustedRand(data.truth(), train(data).labels()) >= ALIKE) {
                found.add(file);
            }
        }
        assertThat(found)
                .containsExactly(
                        "atom", "chainlink", "hepta", "jain", "lsun", "s-set1", "spiral", "target", "tetra",
                        "twodiamonds", "wingnut");
    }

    private static HdbscanModel train(Labelled data) {
        return new Hdbscan().train(data.table(), Map.of(), TrainingContext.sequential(1));
    }

    /** Hubert and Arabie, Comparing partitions, 1985; noise counts as a group of its own. */
    private static double adjustedRand(int[] truth, int[] labels) {
        Map<List<Integer>, Integer> both = new HashMap<>();
        Map<Integer, Integer> one = new HashMap<>();
        Map<Integer, Integer> other = new HashMap<>();
        for (int i = 0; i < truth.length; i++) {
            both.merge(List.of(truth[i], labels[i]), 1, Integer::sum);
            one.merge(truth[i], 1, Integer::sum);
            other.merge(labels[i], 1, Integer::sum);
        }
        double a = pairs(one);
        double b = pairs(other);
        double expected = a * b / (truth.length * (truth.length - 1.0) / 2);
        return (pairs(both) - expected) / ((a + b) / 2 - expected);
    }

    private static double pairs(Map<?, Integer> counts) {
        return counts.values().stream().mapToDouble(c -> c * (c - 1.0) / 2).sum();
    }

    private static Labelled read(String name) throws IOException {
        Path file = folder().resolve("clustering").resolve(name + ".csv");
        assumeTrue(
                Files.isRegularFile(file),
                () -> "skipped: " + file + " is missing; name the folder of the real data with -Dtessera.data");
        List<String> lines = Files.readAllLines(file);
        int n = lines.size() - 1;
        int d = lines.get(0).split(",").length - 1;
        double[] values = new double[n * d];
        int[] truth = new int[n];
        Map<String, Integer> groups = new LinkedHashMap<>();
        for (int row = 0; row < n; row++) {
            String[] fields = lines.get(row + 1).split(",");
            for (int j = 0; j < d; j++) {
                values[row * d + j] = Double.parseDouble(fields[j]);
            }
            truth[row] = groups.computeIfAbsent(fields[d], group -> groups.size());
        }
        return new Labelled(Samples.table(values, d), truth);
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
