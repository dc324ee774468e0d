// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.tessera.api.TesseraException;
import org.tessera.engine.model.AtomicFiles;

/** A CSV file that is there whole or not at all. */
public final class CsvTarget {
    private final Path file;

    private CsvTarget(Path file) {
        this.file = file;
    }

    /** @throws TesseraException if it is a folder, or there is no folder for it, before anything is written */
    public static CsvTarget at(Path file) {
        Path whole = file.toAbsolutePath();
        Path parent = whole.getParent();
        if (Files.isDirectory(whole)) {
            throw new TesseraException(file + " is a folder", "give a file");
        }
        if (parent == null || !Files.isDirectory(parent)) {
            throw new TesseraException(parent + " is no folder", "make it first, or write elsewhere");
        }
        return new CsvTarget(whole);
    }

    /** Writes the content. */
    @FunctionalInterface
    public interface Content {
        /** @return what the caller wants to know of it */
        long write(Writer out) throws IOException;
    }

    /** Writes it; whatever goes wrong, the file stays as it was. */
    public long write(Content content) {
        long[] result = new long[1];
        try {
            // Not as a temporary file, which others may not read: the move keeps the permissions.
            Path temporary =
                    Files.createFile(file.resolveSibling("." + file.getFileName() + UUID.randomUUID() + ".tmp"));
            try {
                AtomicFiles.writeForced(temporary, out -> {
                    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
                    result[0] = content.write(writer);
                    writer.flush();
                });
                AtomicFiles.move(temporary, file);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new TesseraException(
                    file + " cannot be written: " + e.getMessage(), "check space and permissions of its folder", e);
        }
        return result[0];
    }
}
