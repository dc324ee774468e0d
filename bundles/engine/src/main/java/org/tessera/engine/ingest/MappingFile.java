// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tessera.api.TesseraException;

/** Reads the mappings in a folder: {@code NAME.json}, JSON with comments, a section for each kind of file. */
final class MappingFile {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final String SUFFIX = ".json";

    private MappingFile() {}

    /**
     * The section of a mapping for a kind of file.
     *
     * @throws TesseraException if there is no such mapping or section, or something in it does not fit
     */
    static Mapping read(Path folder, String name, Kind kind) throws IOException {
        Path file = folder.resolve(name + SUFFIX);
        if (!NAME.matcher(name).matches() || !Files.isRegularFile(file)) {
            throw new TesseraException(
                    "there is no mapping '" + name + "' in " + folder,
                    "there are: " + String.join(", ", names(folder)));
        }
        JsonView whole = parse(file);
        whole.only("about", "events", "customers", "items");
        JsonView section = whole.get(kind.word())
                .orElseThrow(() -> whole.wrong(
                        "it says nothing about " + kind.word(), "it has: " + String.join(", ", sections(whole))));
        return mapping(name, kind, section);
    }

    private static List<String> sections(JsonView whole) {
        return whole.members().keySet().stream()
                .filter(key -> !key.equals("about"))
                .toList();
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }

    private static JsonView parse(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file);
                JsonReader json = new JsonReader(text)) {
            // Lenient for the sake of comments.
            json.setStrictness(Strictness.LENIENT);
            return new JsonView(file.getFileName().toString(), "", JsonParser.parseReader(json));
        } catch (JsonParseException e) {
            throw new TesseraException(
                    file.getFileName() + " is no JSON: " + e.getMessage(), "correct it in " + file.getParent(), e);
        }
    }

    private static Mapping mapping(String name, Kind kind, JsonView json) {
        json.only("format", "decimal", "fields", "attributes", "rules");
        Map<String, FieldSpec> fields = new LinkedHashMap<>();
        json.get("fields")
                .ifPresent(given -> given.members().forEach((field, spec) -> {
                    Mapping.check(kind, field, given.file());
                    fields.put(field, FieldSpec.read(spec));
                }));
        List<Rule> rules = json.list("rules", rule -> RuleFile.read(rule, kind));
        return new Mapping(
                name,
                json.get("format").map(MappingFile::format).orElse(Mapping.Format.UNSAID),
                fields,
                json.texts("attributes"),
                rules,
                decimal(json));
    }

    private static char decimal(JsonView json) {
        String decimal = json.text("decimal").orElse(".");
        if (!decimal.equals(".") && !decimal.equals(",")) {
            throw json.wrong("decimal is '" + decimal + "'", "say . or ,");
        }
        return decimal.charAt(0);
    }

    private static Mapping.Format format(JsonView json) {
        json.only("separator", "encoding", "header", "columns", "ragged");
        Optional<Boolean> header = json.get("header").map(JsonView::flag);
        return new Mapping.Format(
                json.text("separator"), json.text("encoding"), header, json.texts("columns"), json.flag("ragged"));
    }
}
