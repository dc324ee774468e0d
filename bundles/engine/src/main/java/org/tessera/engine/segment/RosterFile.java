// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.tessera.api.TesseraException;
import org.tessera.api.segment.Member;
import org.tessera.engine.model.AtomicFiles;

/** Writes who is in which segment to a file, whole or not at all, as its ending says. */
final class RosterFile {
    private static final String HEADER = "customer,segment,name,strength,outlier_score\r\n";

    private final Path file;
    private final boolean json;

    private RosterFile(Path file, boolean json) {
        this.file = file;
        this.json = json;
    }

    /** @throws TesseraException if the ending says nothing, or there is no such folder, before anything is written */
    static RosterFile at(Path file) {
        Path name = file.getFileName();
        String lower = name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
        if (!lower.endsWith(".csv") && !lower.endsWith(".json")) {
            throw new TesseraException(
                    file + " ends in neither .csv nor .json", "give a file that does: the ending decides the format");
        }
        if (Files.isDirectory(file)) {
            throw new TesseraException(file + " is a folder", "give a file");
        }
        return new RosterFile(file.toAbsolutePath(), lower.endsWith(".json"));
    }

    void write(List<Member> members) {
        try {
            Path parent = file.getParent();
            if (parent == null || !Files.isDirectory(parent)) {
                throw new TesseraException(parent + " is no folder", "make it first, or write elsewhere");
            }
            // Not as a temporary file, which others may not read: the move keeps the permissions.
            Path temporary = Files.createFile(parent.resolve("." + file.getFileName() + UUID.randomUUID() + ".tmp"));
            try {
                AtomicFiles.writeForced(temporary, out -> {
                    if (json) {
                        json(members, out);
                    } else {
                        csv(members, out);
                    }
                });
                AtomicFiles.move(temporary, file);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new TesseraException(
                    file + " cannot be written: " + e.getMessage(), "check space and permissions of its folder", e);
        }
    }

    /** RFC 4180. */
    private static void csv(List<Member> members, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write(HEADER);
        for (Member member : members) {
            writer.write(quoted(member.customer()) + "," + quoted(member.segment()) + "," + quoted(member.name()) + ","
                    + number(member.strength()) + "," + number(member.outlierScore()) + "\r\n");
        }
        writer.flush();
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                && text.equals(text.strip());
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "";
    }

    private static void json(List<Member> members, OutputStream out) throws IOException {
        JsonWriter writer = new JsonWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.beginArray();
        for (Member member : members) {
            writer.beginObject();
            writer.name("customer").value(member.customer());
            writer.name("segment").value(member.segment());
            writer.name("name").value(member.name());
            value(writer.name("strength"), member.strength());
            value(writer.name("outlier_score"), member.outlierScore());
            writer.endObject();
        }
        writer.endArray();
        writer.flush();
    }

    private static void value(JsonWriter writer, double value) throws IOException {
        if (Double.isFinite(value)) {
            writer.value(value);
        } else {
            writer.nullValue();
        }
    }
}
