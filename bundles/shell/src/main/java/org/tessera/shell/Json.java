// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.Optional;

/**
 * Turns an answer into JSON. Records become objects with snake case names, an {@link Optional} its value or null, times
 * their ISO 8601 text, durations seconds, numbers that JSON lacks (NaN, infinity) null.
 */
public final class Json {
    private Json() {}

    /** One document on one line. */
    public static String write(Object document) {
        // One Gson for each document: it remembers classes, and those of a bundle must be free to go.
        return gson().toJson(document);
    }

    private static Gson gson() {
        JsonSerializer<Double> real = (value, type, context) -> real(value);
        JsonSerializer<Float> shortReal =
                (value, type, context) -> Float.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
        JsonSerializer<Duration> duration = (value, type, context) -> new JsonPrimitive(value.toNanos() / 1e9);
        return new GsonBuilder()
                .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
                .disableHtmlEscaping()
                .serializeNulls()
                .registerTypeAdapter(Double.class, real)
                .registerTypeAdapter(double.class, real)
                .registerTypeAdapter(Float.class, shortReal)
                .registerTypeAdapter(float.class, shortReal)
                .registerTypeAdapter(Duration.class, duration)
                .registerTypeHierarchyAdapter(Temporal.class, new AsText())
                .registerTypeHierarchyAdapter(Path.class, new AsText())
                .registerTypeHierarchyAdapter(Optional.class, new OfOptional())
                .create();
    }

    private static JsonElement real(double value) {
        if (!Double.isFinite(value)) {
            return JsonNull.INSTANCE;
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? new JsonPrimitive((long) value) : new JsonPrimitive(value);
    }

    private static final class AsText implements JsonSerializer<Object> {
        @Override
        public JsonElement serialize(Object value, Type type, JsonSerializationContext context) {
            return new JsonPrimitive(value.toString());
        }
    }

    private static final class OfOptional implements JsonSerializer<Optional<?>> {
        @Override
        public JsonElement serialize(Optional<?> value, Type type, JsonSerializationContext context) {
            return value.isPresent() ? context.serialize(value.get()) : JsonNull.INSTANCE;
        }
    }
}
