// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.tessera.api.TesseraException;
import org.tessera.engine.model.AtomicFiles;

/** Settings by strategy in a file of JSON: {@code {strategy: {setting: value}}}. */
public final class SettingsFile {
    private SettingsFile() {}

    /**
     * Puts the settings of a strategy into a file, instead of those it had there; others stay.
     *
     * @throws TesseraException if the file holds anything else or cannot be written
     */
    public static void put(Path file, String strategy, Map<String, String> settings) {
        try {
            JsonObject all = Files.exists(file) ? read(file) : new JsonObject();
            JsonObject own = new JsonObject();
            new TreeMap<>(settings).forEach((setting, value) -> own.add(setting, json(value)));
            all.add(strategy, own);
            Gson gson =
                    new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
            AtomicFiles.replace(file, gson.toJson(all) + "\n");
        } catch (IOException e) {
            throw new TesseraException(
                    "the settings cannot be saved to " + file + ": " + e.getMessage(),
                    "check the name and permissions",
                    e);
        }
    }

    private static JsonObject read(Path file) throws IOException {
        try {
            JsonElement root = JsonParser.parseString(Files.readString(file));
            if (root.isJsonObject()) {
                return root.getAsJsonObject();
            }
        } catch (JsonParseException e) {
            throw foreign(file, String.valueOf(e.getMessage()));
        }
        throw foreign(file, "no object");
    }

    private static TesseraException foreign(Path file, String what) {
        return new TesseraException(
                file + " holds no settings by strategy: " + what,
                "give a new file, or one like {\"itemknn\": {\"neighbours\": 50}}");
    }

    /** Numbers and truths as such, everything else as text. */
    private static JsonPrimitive json(String value) {
        if (value.equals("true") || value.equals("false")) {
            return new JsonPrimitive(Boolean.valueOf(value));
        }
        try {
            return new JsonPrimitive(new BigDecimal(value));
        } catch (NumberFormatException e) {
            return new JsonPrimitive(value);
        }
    }
}
