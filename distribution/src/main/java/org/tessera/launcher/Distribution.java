// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Stream;
import org.tessera.api.TesseraException;

/**
 * What is installed and never written to: {@code bundles/} by start level and the pristine {@code config/}.
 *
 * @param root its folder
 */
record Distribution(Path root) {
    /** A folder of {@code bundles/}: its name starts with the start level of what is in it, as in {@code 30-engine}. */
    record Level(int number, String name, List<Path> jars) {}

    Distribution {
        root = root.toAbsolutePath().normalize();
        if (!Files.isDirectory(root.resolve("bundles"))) {
            throw new TesseraException(
                    "no Tessera distribution in " + root + ": it has no folder bundles",
                    "name the unpacked distribution, the folder that holds bin, lib and bundles");
        }
    }

    /** The distribution this class was loaded from: its jar is in {@code lib/}. */
    static Distribution ofThisClass() {
        CodeSource source = Distribution.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw notFound("an unknown place");
        }
        try {
            Path jar = Path.of(source.getLocation().toURI());
            Path lib = jar.getParent();
            if (lib != null && lib.getParent() != null && Files.isDirectory(lib.resolveSibling("bundles"))) {
                return new Distribution(lib.getParent());
            }
            throw notFound(jar.toString());
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw notFound(source.getLocation().toString());
        }
    }

    private static TesseraException notFound(String where) {
        return new TesseraException(
                "no Tessera distribution around " + where,
                "name the unpacked distribution: Tessera.at(home).distribution(folder)");
    }

    Path config() {
        return root.resolve("config");
    }

    /** Folders of bundles, lowest start level first. */
    List<Level> levels() throws IOException {
        try (Stream<Path> folders = Files.list(root.resolve("bundles"))) {
            return folders.filter(Files::isDirectory)
                    .map(Distribution::level)
                    .sorted((a, b) -> Integer.compare(a.number(), b.number()))
                    .toList();
        }
    }

    private static Level level(Path folder) {
        String name = folder.getFileName().toString();
        int dash = name.indexOf('-');
        try (Stream<Path> files = Files.list(folder)) {
            int number = Integer.parseInt(name.substring(0, dash < 0 ? name.length() : dash));
            List<Path> jars = files.filter(f -> f.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            return new Level(number, name.substring(dash + 1), jars);
        } catch (NumberFormatException e) {
            throw new TesseraException(
                    "the folder " + folder + " does not say its start level",
                    "name it with a number, a dash and a word, such as 40-strategies");
        } catch (IOException e) {
            throw new TesseraException(
                    "the folder " + folder + " cannot be read: " + Failures.text(e), "unpack the archive again", e);
        }
    }
}
