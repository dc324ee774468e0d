// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.model;

import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** Times in JSON as ISO 8601 text. */
public final class JsonTexts {
    /** {@code 2011-12-09T12:50:00Z}. */
    public static final TypeAdapter<Instant> INSTANT = adapter(Instant::parse);

    /** {@code PT1.5S}. */
    public static final TypeAdapter<Duration> DURATION = adapter(Duration::parse);

    private JsonTexts() {}

    private static <T> TypeAdapter<T> adapter(Function<String, T> parser) {
        return new TypeAdapter<T>() {
            @Override
            public void write(JsonWriter out, T value) throws IOException {
                out.value(value.toString());
            }

            @Override
            public T read(JsonReader in) throws IOException {
                return parser.apply(in.nextString());
            }
        }.nullSafe();
    }
}
