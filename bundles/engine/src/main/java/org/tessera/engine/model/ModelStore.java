// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.model;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.ToNumberPolicy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.strategy.Model;
import org.tessera.api.strategy.Provenance;

/**
 * The models of one task on disk, a folder each. A folder appears in one step once everything in it is on disk, so what
 * is listed is whole unless a disk went bad; that is what the checksum finds out. Safe for many threads.
 */
public final class ModelStore {
    private static final Logger LOG = LoggerFactory.getLogger(ModelStore.class);
    private static final String MODEL = "model.bin";
    private static final String ABOUT = "model.json";
    private static final String POINTERS = "slot.json";
    private static final String TEMPORARY = ".new-";

    private final Path folder;
    private final Gson gson = new GsonBuilder()
            .setPrettyPrinting()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .serializeSpecialFloatingPointValues()
            .registerTypeAdapter(java.time.Instant.class, JsonTexts.INSTANT)
            .registerTypeAdapter(java.time.Duration.class, JsonTexts.DURATION)
            .create();

    /**
     * @param folder of the task, made if it is not there; what an interrupted save left behind is removed
     */
    public ModelStore(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                if (entry.getFileName().toString().startsWith(TEMPORARY)) {
                    AtomicFiles.deleteTree(entry);
                }
            }
        }
    }

    /** What {@code model.json} holds. */
    private record About(Provenance provenance, long bytes, String sha256) {}

    /**
     * Which model of each strategy is in use, which strategy is preferred, and in what order models came to serve.
     *
     * @param preferred empty where nobody chose
     * @param serving model id by strategy name
     * @param served model ids in the order in which they came to serve, the present one last
     */
    public record Pointers(String preferred, Map<String, String> serving, List<String> served) {
        static final Pointers NONE = new Pointers("", Map.of(), List.of());

        /** The same with only the last so many that came to serve. */
        public Pointers latest(int most) {
            return new Pointers(
                    preferred,
                    Map.copyOf(serving),
                    List.copyOf(served.subList(Math.max(0, served.size() - most), served.size())));
        }
    }

    /**
     * Saves a model with its provenance.
     *
     * @param attachments other files that belong to it, by name
     */
    public synchronized StoredModel save(Model model, Provenance provenance, Map<String, byte[]> attachments)
            throws IOException {
        String id = nextId(provenance.strategy());
        Path temporary = Files.createTempDirectory(folder, TEMPORARY);
        try {
            MessageDigest digest = sha256();
            AtomicFiles.writeForced(temporary.resolve(MODEL), out -> {
                OutputStream digested = new DigestOutputStream(out, digest);
                model.write(digested);
                digested.flush();
            });
            String sum = HexFormat.of().formatHex(digest.digest());
            long bytes = Files.size(temporary.resolve(MODEL));
            for (Map.Entry<String, byte[]> attachment : attachments.entrySet()) {
                AtomicFiles.writeForced(
                        temporary.resolve(attachment.getKey()), out -> out.write(attachment.getValue()));
            }
            String about = gson.toJson(new About(provenance, bytes, sum));
            AtomicFiles.writeForced(
                    temporary.resolve(ABOUT),
                    out -> out.write(about.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            AtomicFiles.move(temporary, folder.resolve(id));
            return new StoredModel(id, provenance, folder.resolve(id), bytes, sum);
        } finally {
            AtomicFiles.deleteTree(temporary);
        }
    }

    /** All models, newest first. One whose description cannot be read is left out with a warning. */
    public List<StoredModel> list() throws IOException {
        List<StoredModel> models = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (Files.isDirectory(entry) && !name.startsWith(TEMPORARY)) {
                    find(name).ifPresent(models::add);
                }
            }
        }
        models.sort(Comparator.comparing((StoredModel m) -> m.provenance().trained())
                .thenComparing(m -> number(m.id()))
                .reversed());
        return models;
    }

    /** The model of that id. */
    public Optional<StoredModel> find(String id) throws IOException {
        Path about = folder.resolve(id).resolve(ABOUT);
        if (Files.notExists(about)) {
            return Optional.empty();
        }
        try {
            About read = gson.fromJson(Files.readString(about), About.class);
            if (read == null || read.provenance() == null || read.sha256() == null) {
                throw new JsonParseException("incomplete");
            }
            return Optional.of(new StoredModel(id, read.provenance(), folder.resolve(id), read.bytes(), read.sha256()));
        } catch (JsonParseException e) {
            LOG.warn("model {} is left out: {} cannot be read: {}", id, about, e.getMessage());
            return Optional.empty();
        }
    }

    /** Turns the bytes of a model into one. */
    @FunctionalInterface
    public interface Reader<M> {
        M read(InputStream in) throws IOException;
    }

    /**
     * Reads a model after its checksum was found right.
     *
     * @throws IOException if it is torn, altered or not readable by its strategy
     */
    public <M> M load(StoredModel model, Reader<M> reader) throws IOException {
        Path file = model.folder().resolve(MODEL);
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        String sum = HexFormat.of().formatHex(digest.digest());
        if (!sum.equals(model.sha256())) {
            throw new IOException("model " + model.id() + " is damaged: " + file + " has checksum " + sum
                    + ", expected " + model.sha256());
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return reader.read(in);
        }
    }

    /** Another file of a model. */
    public Optional<byte[]> attachment(StoredModel model, String name) throws IOException {
        Path file = model.folder().resolve(name);
        return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    /** Deletes a model. */
    public synchronized void delete(StoredModel model) throws IOException {
        Path grave = Files.createTempDirectory(folder, TEMPORARY);
        AtomicFiles.move(model.folder(), grave.resolve(model.id()));
        AtomicFiles.deleteTree(grave);
    }

    /** Which models are in use; nothing where that is not known. */
    public Pointers pointers() throws IOException {
        Path file = folder.resolve(POINTERS);
        if (Files.notExists(file)) {
            return Pointers.NONE;
        }
        try {
            Pointers read = gson.fromJson(Files.readString(file), Pointers.class);
            return read == null || read.preferred() == null || read.serving() == null || read.served() == null
                    ? Pointers.NONE
                    : read;
        } catch (JsonParseException e) {
            LOG.warn("{} cannot be read and is ignored: {}", file, e.getMessage());
            return Pointers.NONE;
        }
    }

    /** Remembers which models are in use, in one step. */
    public void point(Pointers pointers) throws IOException {
        AtomicFiles.replace(folder.resolve(POINTERS), gson.toJson(pointers));
    }

    private String nextId(String strategy) throws IOException {
        int highest = 0;
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (name.startsWith(strategy + "-")) {
                    highest = Math.max(highest, number(name));
                }
            }
        }
        return strategy + "-" + (highest + 1);
    }

    private static int number(String id) {
        String digits = id.substring(id.lastIndexOf('-') + 1);
        return !digits.isEmpty() && digits.length() < 10 && digits.chars().allMatch(Character::isDigit)
                ? Integer.parseInt(digits)
                : 0;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Deletes the models of a strategy but the newest.
     *
     * @param keep how many stay
     * @param pinned ids that stay in any case
     */
    public void prune(String strategy, int keep, Collection<String> pinned) throws IOException {
        List<StoredModel> old = list().stream()
                .filter(m -> m.provenance().strategy().equals(strategy))
                .skip(keep)
                .filter(m -> !pinned.contains(m.id()))
                .toList();
        for (StoredModel model : old) {
            delete(model);
        }
    }
}
