// SPDX-License-Identifier: Apache-2.0
package org.tessera.ingest.jsonl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.tessera.api.ingest.ReadOptions;
import org.tessera.api.ingest.RecordCursor;
import org.tessera.api.ingest.TextSource;

/** Walks over JSON lines. */
final class JsonLinesCursor implements RecordCursor {
    private final TextSource source;
    private final LineReader lines;
    private final List<String> columns = new ArrayList<>();
    private final Map<String, Integer> indexes = new HashMap<>();
    // Value of each column of the current record, empty where missing.
    private final List<String> values = new ArrayList<>();
    private Optional<Problem> problem = Optional.empty();
    private int size;
    private boolean peeked;

    JsonLinesCursor(Path file, ReadOptions options) throws IOException {
        source = TextSource.open(file, options.encoding());
        lines = new LineReader(source.reader());
        try {
            peeked = advance();
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    @Override
    public List<String> columns() {
        return List.copyOf(columns);
    }

    @Override
    public int column(String name) {
        @Nullable Integer known = indexes.get(name);
        if (known != null) {
            return known;
        }
        int index = columns.size();
        indexes.put(name, index);
        columns.add(name);
        values.add("");
        return index;
    }

    @Override
    public boolean next() throws IOException {
        if (peeked) {
            peeked = false;
            return true;
        }
        return advance();
    }

    private boolean advance() throws IOException {
        do {
            if (!lines.next()) {
                return false;
            }
        } while (lines.text().isBlank());
        problem = Optional.empty();
        size = 0;
        values.replaceAll(value -> "");
        read(lines.text());
        return true;
    }

    private void read(String text) {
        if (lines.cut()) {
            problem = Optional.of(
                    new Problem("over-long line", "the line has more than " + LineReader.LIMIT + " characters"));
            return;
        }
        if (text.indexOf(TextSource.BAD) >= 0) {
            problem = Optional.of(
                    new Problem("bad encoding", "there are bytes that are no " + source.charset() + " characters"));
            return;
        }
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement element = JsonParser.parseReader(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                problem = Optional.of(new Problem("not JSON", "there is text after the object"));
            } else if (element instanceof JsonObject object) {
                put("", object);
            } else {
                problem = Optional.of(new Problem("not JSON", "expected an object, as in {\"customer\": \"c1\"}"));
            }
        } catch (JsonParseException | IOException e) {
            problem = Optional.of(new Problem("not JSON", why(e)));
        }
    }

    /** What Gson found wrong and where in the line, without the names of its classes. */
    private static String why(Exception e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("^(?:[\\w.$]+(?:Exception|Error): )+", "")
                .replaceFirst(" at line \\d+ column (\\d+) path .*", " at character $1");
    }

    private void put(String prefix, JsonObject object) {
        for (Map.Entry<String, JsonElement> member : object.entrySet()) {
            String name = prefix + member.getKey();
            JsonElement value = member.getValue();
            if (value instanceof JsonObject nested) {
                put(name + ".", nested);
            } else if (!value.isJsonNull()) {
                values.set(
                        column(name), (value instanceof JsonArray list ? joined(list) : value.getAsString()).strip());
                size++;
            }
        }
    }

    private static String joined(JsonArray list) {
        StringJoiner joined = new StringJoiner("|");
        for (JsonElement element : list) {
            joined.add(element.isJsonPrimitive() ? element.getAsString() : element.toString());
        }
        return joined.toString();
    }

    @Override
    public long line() {
        return lines.line();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String get(int column) {
        return values.get(column);
    }

    @Override
    public Optional<Problem> problem() {
        return problem;
    }

    @Override
    public String raw(int limit) {
        String text = lines.text();
        return text.substring(0, Math.min(limit, text.length()));
    }

    @Override
    public long bytesRead() {
        return source.bytesRead();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
