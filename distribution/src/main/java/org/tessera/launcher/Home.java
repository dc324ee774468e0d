// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.tessera.api.TesseraException;

/**
 * Where one engine keeps what is its own: {@code conf/}, {@code data/}, {@code deploy/} and {@code log/}.
 *
 * @param root its folder
 */
record Home(Path root) {
    Home {
        root = root.toAbsolutePath().normalize();
    }

    Path conf() {
        return root.resolve("conf");
    }

    Path data() {
        return root.resolve("data");
    }

    Path deploy() {
        return root.resolve("deploy");
    }

    Path log() {
        return root.resolve("log");
    }

    /** What a background process needs to be found; only its owner may look into it. */
    Path run() {
        return data().resolve("run");
    }

    /** Made anew at every start. */
    Path frameworkCache() {
        return data().resolve("cache");
    }

    /** Makes the folder of the data, where the home's lock is. */
    void create() {
        make(() -> Files.createDirectories(data()));
    }

    /** Makes what is missing; {@code conf/} becomes a copy of the distribution's {@code config/}. Needs the lock. */
    void complete(Distribution distribution) {
        make(() -> {
            Files.createDirectories(deploy());
            Files.createDirectories(log());
            if (!Files.exists(conf())) {
                // Under another name first: a copy that was cut short must not pass for a configuration.
                Path unfinished = root.resolve("conf.unfinished");
                delete(unfinished);
                copy(distribution.config(), unfinished);
                Files.move(unfinished, conf(), StandardCopyOption.ATOMIC_MOVE);
            }
        });
    }

    private interface Making {
        void run() throws IOException;
    }

    private void make(Making making) {
        try {
            making.run();
        } catch (IOException e) {
            throw new TesseraException(
                    "the home " + root + " cannot be made: " + Failures.text(e),
                    "choose a folder you may write to with --home DIR or TESSERA_HOME",
                    e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
