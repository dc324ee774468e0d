// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import java.util.List;
import org.tessera.api.TesseraException;
import org.tessera.api.ingest.RecordCursor;

/** A field tied to the columns of one file. Not safe for many threads. */
final class BoundField {
    private static final int NO_COLUMN = -1;

    private final String name;
    private final FieldSpec spec;
    private final int column;
    private final int[] flagColumns;
    private final String before;
    private final String after;
    private final boolean numbered;
    private String latestRaw = "";
    private String latestClean;

    private BoundField(String name, FieldSpec spec, int column, int[] flagColumns, String fileName) {
        this.name = name;
        this.spec = spec;
        this.column = column;
        this.flagColumns = flagColumns;
        String constant = spec.value().orElse("").replace("{file}", fileName);
        int line = constant.indexOf("{line}");
        numbered = line >= 0;
        before = numbered ? constant.substring(0, line) : constant;
        after = numbered ? constant.substring(line + "{line}".length()) : "";
        latestClean = spec.cleaned("");
    }

    /**
     * Finds the columns of a field.
     *
     * @param fileName without extensions
     * @param required whether records without it are refused, so that the first has to have it
     * @throws TesseraException if a column is not there
     */
    static BoundField bind(String name, FieldSpec spec, RecordCursor cursor, String fileName, boolean required) {
        int column =
                spec.columns().isEmpty() ? NO_COLUMN : find(name, spec.columns(), cursor, required, spec.optional());
        int[] flags = spec.flags().stream()
                .mapToInt(flag -> find(name, List.of(flag), cursor, false, false))
                .toArray();
        return new BoundField(name, spec, column, flags, fileName);
    }

    private static int find(String field, List<String> names, RecordCursor cursor, boolean required, boolean optional) {
        // Formats without a fixed set of columns make any column up: what the first record has goes before.
        for (String candidate : names) {
            if (cursor.columns().stream().anyMatch(candidate::equalsIgnoreCase)) {
                return cursor.column(candidate);
            }
        }
        int made = required ? NO_COLUMN : cursor.column(names.get(0));
        if (made >= 0 || optional) {
            return made;
        }
        throw new TesseraException(
                "there is no column '" + String.join("' or '", names) + "' for " + field,
                "columns are: " + String.join(", ", cursor.columns()) + "; say --map " + field + "=COLUMN");
    }

    String name() {
        return name;
    }

    FieldSpec spec() {
        return spec;
    }

    /** Index of its column, negative where it has none. */
    int column() {
        return column;
    }

    int[] flagColumns() {
        return flagColumns;
    }

    /**
     * The cleaned text of the field, empty where the record has none.
     *
     * @param cell the cell that is a record of its own, where records are baskets
     */
    String read(RecordCursor cursor, int cell) {
        if (spec.value().isPresent()) {
            return numbered ? before + cursor.line() + after : before;
        }
        int from = spec.each() ? cell : column;
        if (from < 0) {
            return "";
        }
        String raw = cursor.get(from);
        if (!spec.cleans()) {
            return raw;
        }
        if (!raw.equals(latestRaw)) {
            latestRaw = raw;
            latestClean = spec.cleaned(raw).strip();
        }
        return latestClean;
    }
}
