// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.ingest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to import and how.
 *
 * @param kind {@code events}, {@code customers} or {@code items}
 * @param mapping name of a mapping in the home's {@code conf/mappings}; the options below go before what it says
 * @param map field to column
 * @param set field to constant
 * @param separator between columns
 * @param encoding name of a character set
 * @param header whether the first record names the columns; empty for what the mapping says, else yes
 * @param columns names of the columns where there is no header
 * @param timeFormat pattern of times
 * @param strict whether the first bad row stops the import
 */
public record ImportRequest(
        String kind,
        Path file,
        Optional<String> mapping,
        Map<String, String> map,
        Map<String, String> set,
        Optional<String> separator,
        Optional<String> encoding,
        Optional<Boolean> header,
        List<String> columns,
        Optional<String> timeFormat,
        boolean strict) {
    /** By a named mapping, or by the names of the columns where there is none. */
    public static ImportRequest of(String kind, Path file, Optional<String> mapping) {
        return new ImportRequest(
                kind,
                file,
                mapping,
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false);
    }
}
