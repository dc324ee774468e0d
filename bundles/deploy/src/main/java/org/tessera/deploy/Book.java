// SPDX-License-Identifier: Apache-2.0
package org.tessera.deploy;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.deploy.Deployment;

/** The deployments, newest first, kept in a file. Safe for many threads. */
final class Book {
    private static final Logger LOG = LoggerFactory.getLogger(Book.class);
    private static final int MOST = 200;

    private final Path file;
    private final Gson gson = new GsonBuilder().setPrettyPrinting().create();
    private final List<Entry> entries = new ArrayList<>();

    /**
     * One deployment as it is kept.
     *
     * @param id counted from 1
     * @param digest SHA-256 of the jar
     * @param since ISO 8601
     */
    record Entry(
            long id,
            String file,
            String digest,
            String bundle,
            String version,
            List<String> strategies,
            Deployment.State state,
            String reason,
            String since) {
        Entry with(Deployment.State now, String why) {
            return new Entry(
                    id,
                    file,
                    digest,
                    bundle,
                    version,
                    strategies,
                    now,
                    why,
                    Instant.now().toString());
        }

        Entry of(JarCheck.Identity identity) {
            return new Entry(
                    id, file, digest, identity.symbolicName(), identity.version(), strategies, state, reason, since);
        }

        Entry offering(List<String> labels) {
            return new Entry(id, file, digest, bundle, version, List.copyOf(labels), state, reason, since);
        }

        Deployment shown() {
            return new Deployment(file, bundle, version, strategies, state, reason, Instant.parse(since));
        }
    }

    Book(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try {
                List<Entry> read = gson.fromJson(Files.readString(file), new TypeToken<List<Entry>>() {}.getType());
                entries.addAll(read);
            } catch (IOException | JsonParseException e) {
                LOG.warn("{} cannot be read and is begun anew: {}", file, e.toString());
            }
        }
    }

    /** A new deployment. */
    synchronized Entry open(String name, String digest) {
        long id = entries.stream().mapToLong(Entry::id).max().orElse(0) + 1;
        Entry entry = new Entry(
                id,
                name,
                digest,
                "",
                "",
                List.of(),
                Deployment.State.UNDER_WAY,
                "is checked",
                Instant.now().toString());
        entries.add(0, entry);
        while (entries.size() > MOST) {
            entries.remove(entries.size() - 1);
        }
        write();
        return entry;
    }

    /** Replaces what is known of a deployment. */
    synchronized Entry put(Entry entry) {
        entries.replaceAll(old -> old.id() == entry.id() ? entry : old);
        write();
        return entry;
    }

    synchronized List<Entry> all() {
        return List.copyOf(entries);
    }

    synchronized Optional<Entry> newest(Predicate<Entry> wanted) {
        return entries.stream().filter(wanted).findFirst();
    }

    private void write() {
        try {
            Files.createDirectories(file.getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, gson.toJson(entries));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", file, e.toString());
        }
    }
}
