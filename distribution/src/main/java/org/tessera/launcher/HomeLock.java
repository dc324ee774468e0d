// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tessera.api.TesseraException;

/**
 * Keeps a home to one process. The lock is the operating system's on {@code data/lock}: it is gone with the process,
 * however that ends. The file says who holds it.
 */
final class HomeLock implements AutoCloseable {
    /** Bytes past any content, so that Windows, whose locks are mandatory, lets others read who holds it. */
    private static final long POSITION = 1L << 40;

    /**
     * Files locked by this process. POSIX drops a process's lock as soon as it closes the file through any descriptor,
     * so a file in here must not even be opened.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private HomeLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes a home.
     *
     * @param purpose what the process does there, in a word or two
     * @throws TesseraException if another has it
     */
    static HomeLock take(Home home, String purpose) {
        Path file = file(home);
        if (!HELD.add(file)) {
            throw inUse(home, "this very process");
        }
        boolean taken = false;
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw inUse(home, text(file));
            }
            taken = true;
            String text = "process " + ProcessHandle.current().pid() + " (" + purpose + ")";
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
            return new HomeLock(file, channel);
        } catch (IOException e) {
            throw new TesseraException(
                    "the home " + home.root() + " cannot be locked: " + Failures.text(e),
                    "choose a folder you may write to with --home DIR or TESSERA_HOME",
                    e);
        } finally {
            if (!taken) {
                HELD.remove(file);
            }
        }
    }

    private static TesseraException inUse(Home home, String holder) {
        return new TesseraException(
                "the home " + home.root() + " is in use by " + holder,
                "end that process first, or work in another home with --home DIR");
    }

    /** Who holds a home, or empty if nobody does. */
    static Optional<String> holder(Home home) {
        Path file = file(home);
        if (HELD.contains(file)) {
            return Optional.of("this very process");
        }
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (lock(channel)) {
                return Optional.empty();
            }
            return Optional.of(text(file));
        } catch (IOException e) {
            throw new TesseraException(
                    "the lock " + file + " cannot be read: " + Failures.text(e),
                    "ask the owner of that folder, or choose another with --home DIR",
                    e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        return channel.tryLock(POSITION, 1, false) != null;
    }

    private static String text(Path file) throws IOException {
        String text = Files.readString(file);
        return text.isBlank() ? "another process" : text;
    }

    private static Path file(Home home) {
        try {
            return home.data().toRealPath().resolve("lock");
        } catch (IOException e) {
            return home.data().resolve("lock"); // there is no such home yet
        }
    }

    @Override
    public void close() {
        try {
            channel.truncate(0);
            channel.close();
        } catch (IOException e) {
            throw new TesseraException("the home's lock cannot be released: " + Failures.text(e), "", e);
        } finally {
            HELD.remove(file);
        }
    }
}
