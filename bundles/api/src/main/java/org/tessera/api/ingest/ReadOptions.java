// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.ingest;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/**
 * How a file is to be read.
 *
 * @param separator between columns; empty to find out
 * @param encoding empty to find out (byte order mark, else UTF-8)
 * @param header whether the first record holds the names of the columns
 * @param columns names of the columns where there is no header; empty for {@code 1}, {@code 2}, …
 * @param ragged whether records may have any number of columns, as baskets have
 */
public record ReadOptions(
        Optional<String> separator, Optional<Charset> encoding, boolean header, List<String> columns, boolean ragged) {
    public static ReadOptions defaults() {
        return new ReadOptions(Optional.empty(), Optional.empty(), true, List.of(), false);
    }
}
