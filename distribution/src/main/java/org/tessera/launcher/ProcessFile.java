// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.tessera.api.TesseraException;

/**
 * What a background process says of itself in {@code data/run/process} once it is ready. It stays behind when the
 * process is killed; the lock of the home tells whether that is so.
 *
 * @param pid of the process
 * @param started when it began
 * @param socket where it listens
 */
record ProcessFile(long pid, Instant started, Path socket) {
    private static Path file(Home home) {
        return home.run().resolve("process");
    }

    static Optional<ProcessFile> read(Home home) {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(file(home))));
            return Optional.of(new ProcessFile(
                    Long.parseLong(properties.getProperty("pid")),
                    Instant.parse(properties.getProperty("started")),
                    Path.of(properties.getProperty("socket"))));
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // there is none, or it is being replaced
        }
    }

    void write(Home home) throws IOException {
        Path unfinished = home.run().resolve("process.unfinished");
        String text = "pid=" + pid + "\nstarted=" + started + "\nsocket="
                + socket.toString().replace("\\", "\\\\") + "\n";
        Files.writeString(unfinished, text);
        Files.move(unfinished, file(home), StandardCopyOption.ATOMIC_MOVE);
    }

    static void delete(Home home) {
        try {
            Files.deleteIfExists(file(home));
        } catch (IOException e) {
            throw new TesseraException(file(home) + " cannot be deleted: " + Failures.text(e), "delete it", e);
        }
    }
}
