// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.tessera.api.data.FeatureTable;

/**
 * Points with known groups, out of a file of comma-separated values with a line of names. The column {@code class},
 * wherever it stands, holds the group of each row, as a number or a word; all others are numbers. Immutable.
 *
 * @param name of the file, without its ending
 * @param table the other columns
 * @param truth group of each row, numbered from 0 in the order of their first rows; empty where the file has no such
 *     column
 * @param classes how the file calls the groups, by number
 */
public record LabelledFile(String name, FeatureTable table, int[] truth, List<String> classes) {
    /** What names the folder of the real data: a system property. */
    public static final String FOLDER_PROPERTY = "tessera.data";

    private static final String CLASS = "class";

    /**
     * A file of the folder {@code clustering} of the real data. The test that asks is skipped, and says why, where the
     * file is missing.
     *
     * @param name without its ending, such as {@code iris}
     */
    public static LabelledFile read(String name) throws IOException {
        Path file = folder().resolve("clustering").resolve(name + ".csv");
        Assumptions.assumeTrue(
                Files.isRegularFile(file),
                () -> "skipped: " + file + " is missing; name the folder of the real data with -D" + FOLDER_PROPERTY);
        return read(file);
    }

    /**
     * Any file of this form.
     *
     * @throws IllegalArgumentException if a row has another number of fields than the first line, or a field that should
     *     be a number is none
     */
    public static LabelledFile read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .toList();
        List<String> names = new ArrayList<>(Arrays.asList(lines.get(0).split(",")));
        int fieldCount = names.size();
        int at = names.indexOf(CLASS);
        names.remove(CLASS);
        int rows = lines.size() - 1;
        int d = names.size();
        double[] values = new double[rows * d];
        int[] truth = new int[at < 0 ? 0 : rows];
        Map<String, Integer> classes = new LinkedHashMap<>();
        for (int row = 0; row < rows; row++) {
            List<String> fields =
                    new ArrayList<>(Arrays.asList(lines.get(row + 1).split(",")));
            if (fields.size() != fieldCount) {
                throw new IllegalArgumentException(
                        file + ", row " + (row + 1) + ": " + fields.size() + " fields, expected " + fieldCount);
            }
            if (at >= 0) {
                truth[row] = classes.computeIfAbsent(fields.remove(at), level -> classes.size());
            }
            for (int j = 0; j < d; j++) {
                values[row * d + j] = Double.parseDouble(fields.get(j));
            }
        }
        String fileName = String.valueOf(file.getFileName());
        return new LabelledFile(
                fileName.endsWith(".csv") ? fileName.substring(0, fileName.length() - 4) : fileName,
                FeatureTable.ofRowMajor(values, rows, names),
                truth,
                List.copyOf(classes.keySet()));
    }

    private static Path folder() {
        String property = System.getProperty(FOLDER_PROPERTY, "");
        if (!property.isEmpty()) {
            return Path.of(property);
        }
        String environment = System.getenv("TESSERA_DATA");
        return environment != null ? Path.of(environment) : Path.of("..", "..", "..", "shared", "data");
    }

    /** The points as they are, row-major; only to be read. */
    public double[] values() {
        return table.rowMajor().orElseThrow();
    }
}
