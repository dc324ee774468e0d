// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.ingest;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A format: turns a file into records. Mapping, validation, cleaning and everything after is the engine's, once for all
 * formats. A service with the property {@value #NAME}; keeps no state, safe for many threads.
 */
public interface RecordReader {
    /** Service property: the name by which people choose it, such as {@code delimited}. */
    String NAME = "reader.name";

    /** How sure a reader is that a file is of its format. */
    enum Claim {
        NO,
        /** The contents could be of this format. */
        MAYBE,
        /** The file's extension or contents say so. */
        YES
    }

    /**
     * Whether this reader would read a file.
     *
     * @param file its name counts, it is not opened
     * @param head the first bytes, at most 8192, already unpacked where the file is compressed
     */
    Claim claims(Path file, byte[] head);

    /**
     * Opens a file.
     *
     * @throws IOException if it cannot be read
     * @throws org.tessera.api.TesseraException if an option makes no sense for this format or file
     */
    RecordCursor open(Path file, ReadOptions options) throws IOException;
}
