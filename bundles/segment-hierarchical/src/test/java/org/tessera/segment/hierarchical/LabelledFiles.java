// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tessera.api.data.FeatureTable;

/** Reads real and well-known made-up data with known groups; a test that asks for one that is missing is skipped. */
final class LabelledFiles {
    private LabelledFiles() {}

    /** Rows with their true groups, the last column of the file. */
    record Labelled(FeatureTable table, int[] truth) {}

    static Labelled read(String name) throws IOException {
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
        return new Labelled(
                FeatureTable.ofRowMajor(
                        values, n, IntStream.range(0, d).mapToObj(j -> "x" + j).toList()),
                truth);
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
