// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tessera.api.TesseraException;

/** Settings of strategies in a file: {@code {"strategy": {"setting": value}}}. */
final class SettingsFile {
    private SettingsFile() {}

    /**
     * The settings of one strategy as text; none where the file does not name it.
     *
     * @throws IOException if the file cannot be read
     * @throws TesseraException if it is not of that form
     */
    static Map<String, String> read(Path file, String strategy) throws IOException {
        JsonElement root;
        try {
            root = JsonParser.parseString(Files.readString(file));
        } catch (JsonParseException e) {
            throw new TesseraException(file + " is not JSON: " + e.getMessage(), "mend it, or give another file", e);
        }
        if (!root.isJsonObject()) {
            throw wrong(file, "the file");
        }
        JsonElement own = root.getAsJsonObject().get(strategy);
        if (own == null) {
            return Map.of();
        }
        if (!own.isJsonObject()) {
            throw wrong(file, strategy);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        JsonObject values = own.getAsJsonObject();
        for (Map.Entry<String, JsonElement> entry : values.entrySet()) {
            settings.put(entry.getKey(), text(file, strategy, entry.getKey(), entry.getValue()));
        }
        return settings;
    }

    private static String text(Path file, String strategy, String name, JsonElement value) {
        if (value.isJsonArray()) {
            StringBuilder joined = new StringBuilder();
            value.getAsJsonArray()
                    .forEach(part ->
                            joined.append(joined.isEmpty() ? "" : ",").append(text(file, strategy, name, part)));
            return joined.toString();
        }
        if (!value.isJsonPrimitive()) {
            throw wrong(file, strategy + "." + name);
        }
        return value.getAsString();
    }

    private static TesseraException wrong(Path file, String what) {
        return new TesseraException(
                file + ": " + what + " is not of the form expected", "write {\"strategy\": {\"setting\": value}}");
    }
}
