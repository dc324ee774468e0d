// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.strategy.TrainingContext;

/** Real and well-known made-up data with known groups. */
class LabelledFilesTest {
    /** Rows with their true groups, the last column of the file. */
    private record Labelled(FeatureTable table, int[] truth) {}

    @ParameterizedTest(name = "{0}, seed {2}")
    @CsvSource({"hepta, 7, 1", "hepta, 7, 2", "hepta, 7, 3", "s-set1, 15, 1", "s-set1, 15, 2", "s-set1, 15, 3"})
    void recoversTheGroupsOfWhichItKnowsTheNumber(String file, int k, long seed) throws IOException {
        Labelled data = read(file);
        KMeansModel model = new KMeans().train(data.table(), Map.of("k", k), TrainingContext.sequential(seed));
        assertThat(ClusterCount.adjustedRand(data.truth(), model.labels(), k)).isGreaterThanOrEqualTo(0.95);
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
        KMeansModel model = new KMeans().train(read(file).table(), Map.of(), TrainingContext.sequential(seed));
        assertThat(model.clusters()).isBetween(least, most);
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
        List<String> names =
                new ArrayList<>(IntStream.range(0, d).mapToObj(j -> "x" + j).toList());
        return new Labelled(FeatureTable.ofRowMajor(values, n, names), truth);
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
