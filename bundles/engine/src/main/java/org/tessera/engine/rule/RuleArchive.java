// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.segment.RuleSegment.Movement;
import org.tessera.engine.model.AtomicFiles;
import org.tessera.engine.rule.Standing.Cursor;
import org.tessera.engine.rule.Standing.Definition;

/**
 * Rule segments on disk: what people said in one file that reads well, and who is in them in a file each, which can be
 * worked out again where it is lost. Every file is replaced whole. Guarded by the one who asks.
 */
final class RuleArchive {
    private static final Logger LOG = LoggerFactory.getLogger(RuleArchive.class);
    private static final String DEFINITIONS = "rules.json";
    private static final String ATTRIBUTES = "attributes.bin";
    private static final int FORMAT = 1;

    private final Path folder;
    private final Gson gson =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    RuleArchive(Path folder) {
        this.folder = folder;
    }

    /** One definition in the file. */
    private record Line(String name, String expression, String created, String updated) {}

    /**
     * All segments as they were left.
     *
     * @throws IOException if the definitions are there and cannot be read; its message names the file
     */
    List<Standing> read() throws IOException {
        Path file = folder.resolve(DEFINITIONS);
        if (Files.notExists(file)) {
            return List.of();
        }
        try {
            Line[] lines = gson.fromJson(Files.readString(file), Line[].class);
            List<Standing> all = new ArrayList<>();
            for (Line line : lines == null ? new Line[0] : lines) {
                Objects.requireNonNull(line, "a rule is left out between two commas or after the last");
                all.add(members(new Definition(
                        Objects.requireNonNull(line.name(), "a rule has no name"),
                        Objects.requireNonNull(line.expression(), line.name() + " has no expression"),
                        Instant.parse(line.created()),
                        Instant.parse(line.updated()))));
            }
            return all;
        } catch (CharacterCodingException e) {
            throw new IOException(file + " cannot be read: it is not in UTF-8", e);
        } catch (IOException | JsonParseException | java.time.DateTimeException | NullPointerException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    void writeDefinitions(Collection<Standing> all) throws IOException {
        List<Line> lines = all.stream()
                .map(Standing::definition)
                .map(d -> new Line(
                        d.name(),
                        d.expression(),
                        d.created().toString(),
                        d.updated().toString()))
                .toList();
        AtomicFiles.replace(folder.resolve(DEFINITIONS), gson.toJson(lines) + "\n");
    }

    /** Forgets who is in a segment. */
    void forget(Standing standing) throws IOException {
        Files.deleteIfExists(file(standing.definition()));
    }

    private Path file(Definition definition) {
        // The name may hold anything; the same name in another case is the same segment.
        String key = definition.name().toLowerCase(java.util.Locale.ROOT);
        return folder.resolve(UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)) + ".members");
    }

    private Standing members(Definition definition) {
        Path file = file(definition);
        Optional<Standing> read = load(file, in -> standing(definition, in));
        return read.orElseGet(() -> Standing.of(definition));
    }

    private static Standing standing(Definition definition, DataInputStream in) throws IOException {
        if (!text(in).equals(definition.expression())) {
            // The definition was changed and the evaluation broken off.
            return Standing.of(definition);
        }
        Cursor cursor = new Cursor(in.readLong(), in.readLong(), in.readLong(), text(in), in.readLong(), text(in));
        BitSet members = BitSet.valueOf(in.readNBytes(in.readInt()));
        long[] sure = new long[in.readInt()];
        long least = Long.MAX_VALUE;
        java.util.Arrays.fill(sure, Long.MAX_VALUE);
        for (int left = in.readInt(); left > 0; left--) {
            int customer = in.readInt();
            sure[customer] = in.readLong();
            least = Math.min(least, sure[customer]);
        }
        List<Movement> movements = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            movements.add(new Movement(Instant.ofEpochMilli(in.readLong()), in.readInt(), in.readInt()));
        }
        return new Standing(definition, cursor, members, sure, least, List.copyOf(movements), Optional.empty());
    }

    void writeMembers(Standing standing) throws IOException {
        save(file(standing.definition()), out -> {
            text(standing.definition().expression(), out);
            Cursor cursor = standing.cursor();
            out.writeLong(cursor.last());
            out.writeLong(cursor.revision());
            out.writeLong(cursor.moment());
            text(cursor.stamp(), out);
            out.writeLong(cursor.attributes());
            text(cursor.items(), out);
            byte[] members = standing.members().toByteArray();
            out.writeInt(members.length);
            out.write(members);
            long[] sure = standing.sure();
            out.writeInt(sure.length);
            int limited = 0;
            for (long moment : sure) {
                limited += moment == Long.MAX_VALUE ? 0 : 1;
            }
            out.writeInt(limited);
            for (int customer = 0; customer < sure.length; customer++) {
                if (sure[customer] != Long.MAX_VALUE) {
                    out.writeInt(customer);
                    out.writeLong(sure[customer]);
                }
            }
            out.writeInt(standing.movements().size());
            for (Movement movement : standing.movements()) {
                out.writeLong(movement.moment().toEpochMilli());
                out.writeInt(movement.entered());
                out.writeInt(movement.left());
            }
        });
    }

    AttributeWatch.Kept readAttributes() {
        return load(folder.resolve(ATTRIBUTES), in -> {
                    long generation = in.readLong();
                    int[] hashes = new int[in.readInt()];
                    for (int k = 0; k < hashes.length; k++) {
                        hashes[k] = in.readInt();
                    }
                    return new AttributeWatch.Kept(generation, hashes);
                })
                .orElseGet(AttributeWatch.Kept::nothing);
    }

    void writeAttributes(AttributeWatch.Kept kept) throws IOException {
        save(folder.resolve(ATTRIBUTES), out -> {
            out.writeLong(kept.generation());
            out.writeInt(kept.hashes().length);
            for (int hash : kept.hashes()) {
                out.writeInt(hash);
            }
        });
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private interface Body {
        void write(DataOutputStream out) throws IOException;
    }

    private interface Content<R> {
        R read(DataInputStream in) throws IOException;
    }

    private void save(Path file, Body body) throws IOException {
        Files.createDirectories(folder);
        Path temporary = folder.resolve(file.getFileName() + ".tmp");
        AtomicFiles.writeForced(temporary, out -> {
            CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32());
            DataOutputStream data = new DataOutputStream(new java.io.BufferedOutputStream(checked, 1 << 16));
            data.writeInt(FORMAT);
            body.write(data);
            data.flush();
            writeSum(out, checked.getChecksum().getValue());
        });
        AtomicFiles.move(temporary, file);
    }

    private static void writeSum(OutputStream out, long sum) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeLong(sum);
        data.flush();
    }

    /** What a file holds; empty where it is not there or not whole, which is told. */
    private static <R> Optional<R> load(Path file, Content<R> content) {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            int length = bytes.length - Long.BYTES;
            if (length < Integer.BYTES) {
                throw new IOException("it has " + bytes.length + " bytes only");
            }
            CRC32 sum = new CRC32();
            sum.update(bytes, 0, length);
            if (sum.getValue() != java.nio.ByteBuffer.wrap(bytes).getLong(length)) {
                throw new IOException("its checksum is wrong");
            }
            DataInputStream in = new DataInputStream(new java.io.ByteArrayInputStream(bytes, 0, length));
            if (in.readInt() != FORMAT) {
                throw new IOException("it has another format");
            }
            return Optional.of(content.read(in));
        } catch (IOException e) {
            LOG.warn("{} cannot be read and is worked out anew: {}", file, e.getMessage());
            return Optional.empty();
        }
    }
}
