// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;

/**
 * Points with known groups: comma-separated numbers under a line of names, the column {@code class} holding the group.
 *
 * @param truth group of each row
 * @param classes how many groups
 */
record LabelledTable(FeatureTable table, int[] truth, int classes) {
    private static final String CLASS = "class";

    /**
     * @return empty where the file has no column {@code class}
     * @throws TesseraException if a line does not fit the first one or holds something else than numbers
     */
    static Optional<LabelledTable> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .toList();
        List<String> names =
                lines.isEmpty() ? List.of() : Arrays.asList(lines.get(0).split(","));
        int at = names.indexOf(CLASS);
        if (at < 0) {
            return Optional.empty();
        }
        int rows = lines.size() - 1;
        int d = names.size() - 1;
        double[] values = new double[rows * d];
        int[] truth = new int[rows];
        Map<String, Integer> classes = new HashMap<>();
        for (int row = 0; row < rows; row++) {
            List<String> fields =
                    new ArrayList<>(Arrays.asList(lines.get(row + 1).split(",")));
            if (fields.size() != names.size()) {
                throw new TesseraException(
                        file + ", row " + (row + 1) + ": " + fields.size() + " fields, expected " + names.size(),
                        "give a file of comma-separated numbers and a column class");
            }
            truth[row] = classes.computeIfAbsent(fields.remove(at), level -> classes.size());
            for (int j = 0; j < d; j++) {
                values[row * d + j] = number(file, row, fields.get(j));
            }
        }
        List<String> columns =
                names.stream().filter(name -> !name.equals(CLASS)).toList();
        return Optional.of(new LabelledTable(FeatureTable.ofRowMajor(values, rows, columns), truth, classes.size()));
    }

    private static double number(Path file, int row, String field) {
        try {
            return Double.parseDouble(field);
        } catch (NumberFormatException e) {
            throw new TesseraException(
                    file + ", row " + (row + 1) + ": '" + field + "' is no number",
                    "give a file of comma-separated numbers and a column class",
                    e);
        }
    }
}
