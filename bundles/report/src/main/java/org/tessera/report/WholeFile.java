// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.tessera.api.TesseraException;

/** A file that is replaced whole or not at all: written beside its place and then moved there. */
final class WholeFile {
    private final Path file;
    private final Path folder;

    private WholeFile(Path file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    /** Writes text. */
    @FunctionalInterface
    interface Text {
        void to(Writer out) throws IOException;
    }

    /**
     * A file to be written; makes the folders it lies in.
     *
     * @throws TesseraException if it is a folder, or its folder cannot be made or written to
     */
    static WholeFile at(Path given) {
        Path file = given.toAbsolutePath().normalize();
        if (Files.isDirectory(file)) {
            throw new TesseraException(
                    "cannot write " + given + ": it is a folder", "give the name of a file, such as report.html");
        }
        Path folder = Optional.ofNullable(file.getParent())
                .orElseThrow(() -> new TesseraException(
                        "cannot write " + given + ": it lies in no folder", "give the name of a file"));
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new TesseraException(
                    "cannot write " + given + ": the folder " + folder + " cannot be made (" + e + ")",
                    "choose another folder",
                    e);
        }
        if (!Files.isWritable(folder)) {
            throw new TesseraException(
                    "cannot write " + given + ": the folder " + folder + " is not writable",
                    "choose another folder or change its permissions");
        }
        return new WholeFile(file, folder);
    }

    /**
     * Writes the file.
     *
     * @throws IOException if that fails; names the file, which then is as it was before
     */
    void write(Text text) throws IOException {
        // A name of its own rather than a temporary file, which only its owner could read afterwards.
        Path draft = folder.resolve("." + file.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".part");
        try {
            try (Writer out = Files.newBufferedWriter(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                text.to(out);
            }
            move(draft);
        } catch (IOException e) {
            throw new IOException("cannot write " + file + ": " + e, e);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void move(Path draft) throws IOException {
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
