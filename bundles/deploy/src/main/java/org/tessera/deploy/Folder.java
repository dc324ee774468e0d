// SPDX-License-Identifier: Apache-2.0
package org.tessera.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** The folder {@code deploy}: which of its jars are new, and whether they are wholly there. For one thread. */
final class Folder {
    private static final String REJECTED = "rejected";

    /** A jar that cannot be read may still be on its way: it is looked at again for so long after it last grew. */
    private static final long GROWING_MS = 3000;

    private final Path folder;
    private final Map<String, Stamp> seen = new HashMap<>();
    private final Map<String, Stamp> handled = new HashMap<>();

    /** What tells one state of a file from another. */
    private record Stamp(long size, long modified) {}

    Folder(Path folder) {
        this.folder = folder;
    }

    /** What is to be done about the folder now. */
    record Changes(List<String> come, List<String> gone) {}

    /** Jars that have come or changed and grow no more, and those that have gone. */
    Changes changes() throws IOException {
        Map<String, Stamp> now = stamps();
        List<String> come = now.entrySet().stream()
                .filter(file -> !file.getValue().equals(handled.get(file.getKey())))
                .filter(file -> file.getValue().equals(seen.get(file.getKey())))
                .filter(file -> whole(file.getKey(), file.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        List<String> gone = handled.keySet().stream()
                .filter(name -> !now.containsKey(name))
                .sorted()
                .toList();
        come.forEach(name -> handled.put(name, now.get(name)));
        gone.forEach(handled::remove);
        seen.clear();
        seen.putAll(now);
        return new Changes(come, gone);
    }

    /** Notes that the file as it is now is known. */
    void known(String name) throws IOException {
        Stamp stamp = stamps().get(name);
        if (stamp != null) {
            handled.put(name, stamp);
        }
    }

    /** Whether every jar has been handed out as it is. */
    boolean settled() throws IOException {
        return stamps().equals(handled);
    }

    private Map<String, Stamp> stamps() throws IOException {
        Files.createDirectories(folder);
        Map<String, Stamp> stamps = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".jar") && !name.startsWith(".")) {
                    try {
                        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                        if (attributes.isRegularFile()) {
                            stamps.put(
                                    name,
                                    new Stamp(
                                            attributes.size(),
                                            attributes.lastModifiedTime().toMillis()));
                        }
                    } catch (NoSuchFileException e) {
                        // It has just gone, which the next look will find.
                        continue;
                    }
                }
            }
        }
        return stamps;
    }

    /** A jar's list of contents stands at its end. */
    private boolean whole(String name, Stamp stamp) {
        try (ZipFile file = new ZipFile(folder.resolve(name).toFile())) {
            return file.size() >= 0;
        } catch (IOException e) {
            return System.currentTimeMillis() - stamp.modified() > GROWING_MS;
        }
    }

    /** Copies a jar to a folder, named by its contents. */
    Staged stage(String name, Path into) throws IOException {
        Files.createDirectories(into);
        Path copy = Files.createTempFile(into, "staging", ".tmp");
        Files.copy(folder.resolve(name), copy, StandardCopyOption.REPLACE_EXISTING);
        String digest = digest(copy);
        Path staged = into.resolve(digest + ".jar");
        Files.move(copy, staged, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Staged(staged, digest);
    }

    /** A copy that nobody changes. */
    record Staged(Path file, String digest) {}

    /** SHA-256 of a jar of the folder, if it is there. */
    Optional<String> digestOf(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.isRegularFile(file) ? Optional.of(digest(file)) : Optional.empty();
    }

    private static String digest(Path file) throws IOException {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Moves a jar out of the way, with the reason beside it. */
    void reject(String name, String reason) throws IOException {
        Path rejected = Files.createDirectories(folder.resolve(REJECTED));
        Stamp tried = handled.remove(name);
        Stamp now = stamps().get(name);
        // What came under the same name meanwhile is another matter.
        if (now != null && now.equals(tried)) {
            Files.move(folder.resolve(name), rejected.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(rejected.resolve(name + ".txt"), reason + System.lineSeparator());
    }
}
