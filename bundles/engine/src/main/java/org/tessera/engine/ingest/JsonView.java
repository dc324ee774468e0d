// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tessera.api.TesseraException;

/**
 * A piece of a JSON file that knows where it stands, so that what does not fit is named by its place.
 *
 * @param file the file's name
 * @param path such as {@code events.rules[2]}; empty for the whole
 */
record JsonView(String file, String path, JsonElement element) {
    /** A failure at this place. */
    TesseraException wrong(String what, String hint) {
        return new TesseraException(file + (path.isEmpty() ? "" : ": " + path) + ": " + what, hint);
    }

    private TesseraException expected(String what) {
        return wrong("expected " + what + ", found " + element, "correct it in " + file);
    }

    private JsonView at(String key, JsonElement value) {
        return new JsonView(file, path.isEmpty() ? key : path + "." + key, value);
    }

    boolean isObject() {
        return element.isJsonObject();
    }

    private JsonObject object() {
        if (element instanceof JsonObject object) {
            return object;
        }
        throw expected("{…}");
    }

    /** Refuses members other than these. */
    JsonView only(String... keys) {
        for (String key : object().keySet()) {
            if (!Arrays.asList(keys).contains(key)) {
                throw wrong("there is no '" + key + "' here", "known are " + String.join(", ", keys));
            }
        }
        return this;
    }

    /** A member, if it is there. */
    Optional<JsonView> get(String key) {
        @Nullable JsonElement value = object().get(key);
        return value == null ? Optional.empty() : Optional.of(at(key, value));
    }

    /** The members in order. */
    Map<String, JsonView> members() {
        Map<String, JsonView> members = new LinkedHashMap<>();
        object().entrySet().forEach(entry -> members.put(entry.getKey(), at(entry.getKey(), entry.getValue())));
        return members;
    }

    /** The elements of a list. */
    List<JsonView> elements() {
        if (!(element instanceof JsonArray array)) {
            throw expected("[…]");
        }
        List<JsonView> elements = new ArrayList<>();
        for (int k = 0; k < array.size(); k++) {
            elements.add(new JsonView(file, path + "[" + k + "]", array.get(k)));
        }
        return elements;
    }

    /** A text; numbers and truth values count as such. */
    String text() {
        if (element instanceof JsonPrimitive primitive) {
            return primitive.getAsString();
        }
        throw expected("a text");
    }

    /** One text, or a list of them. */
    List<String> texts() {
        return element.isJsonArray() ? elements().stream().map(JsonView::text).toList() : List.of(text());
    }

    double number() {
        if (element instanceof JsonPrimitive primitive && primitive.isNumber()) {
            return primitive.getAsDouble();
        }
        throw expected("a number");
    }

    boolean flag() {
        if (element instanceof JsonPrimitive primitive && primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        throw expected("true or false");
    }

    Optional<String> text(String key) {
        return get(key).map(JsonView::text);
    }

    List<String> texts(String key) {
        return get(key).map(JsonView::texts).orElse(List.of());
    }

    boolean flag(String key) {
        return get(key).map(JsonView::flag).orElse(false);
    }

    /** What a list holds, each element read alike. */
    <T> List<T> list(String key, Function<JsonView, T> read) {
        return get(key).map(list -> list.elements().stream().map(read).toList()).orElse(List.of());
    }
}
