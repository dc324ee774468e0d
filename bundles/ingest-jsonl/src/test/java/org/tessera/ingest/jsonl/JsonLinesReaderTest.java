// SPDX-License-Identifier: Apache-2.0
package org.tessera.ingest.jsonl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.TesseraException;
import org.tessera.api.ingest.ReadOptions;
import org.tessera.api.ingest.RecordCursor;
import org.tessera.api.ingest.RecordReader;
import org.tessera.tck.ingest.RecordReaderContract;

class JsonLinesReaderTest extends RecordReaderContract {
    @Override
    protected RecordReader reader() {
        return new JsonLinesReader();
    }

    @Override
    protected String extension() {
        return "jsonl";
    }

    @Override
    protected String encode(List<String> columns, List<List<String>> records) {
        StringBuilder text = new StringBuilder();
        for (List<String> record : records) {
            JsonObject object = new JsonObject();
            for (int k = 0; k < columns.size(); k++) {
                if (!record.get(k).isEmpty()) {
                    object.addProperty(columns.get(k), record.get(k));
                }
            }
            text.append(object).append('\n');
        }
        return text.toString();
    }

    @Override
    protected String brokenLine() {
        return "{\"customer\": \"c9\", ";
    }

    private Path file(String text) throws IOException {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void nestedMembersAndListsAreColumns() throws IOException {
        Path file = file("{\"user\":{\"id\":7,\"vip\":true},\"tags\":[\"a\",2],\"none\":null,\"price\":1.50}\n");
        try (RecordCursor cursor = reader().open(file, ReadOptions.defaults())) {
            assertThat(cursor.columns()).containsExactly("user.id", "user.vip", "tags", "price");
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.get(cursor.column("user.id"))).isEqualTo("7");
            assertThat(cursor.get(cursor.column("user.vip"))).isEqualTo("true");
            assertThat(cursor.get(cursor.column("tags"))).isEqualTo("a|2");
            assertThat(cursor.get(cursor.column("price"))).isEqualTo("1.50");
            assertThat(cursor.get(cursor.column("none"))).isEmpty();
        }
    }

    @Test
    void membersMayComeAndGo() throws IOException {
        Path file = file("{\"a\":1}\n\n{\"b\":2}\n");
        try (RecordCursor cursor = reader().open(file, ReadOptions.defaults())) {
            int b = cursor.column("b");
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.get(b)).isEmpty();
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.line()).isEqualTo(3);
            assertThat(cursor.get(b)).isEqualTo("2");
            assertThat(cursor.get(cursor.column("a"))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,2]", "7", "{\"a\":1} {\"b\":2}", "{a:1}", "{\"a\":1,}", "nonsense", "{\"a\":\"x"})
    void whatIsNoObjectIsRejected(String line) throws IOException {
        assertThat(problems(file("{\"a\":1}\n" + line + "\n{\"a\":2}\n"), ReadOptions.defaults()))
                .containsExactly("", "not JSON", "");
    }

    @Test
    void overLongLinesAreRejectedHoweverLong() throws IOException {
        String text = "{\"a\":1}\n{\"a\":\"" + "x".repeat(3_000_000) + "\"}\n{\"a\":2}\n";

        assertThat(problems(file(text), ReadOptions.defaults())).containsExactly("", "over-long line", "");
    }

    @Test
    void aSeparatorMakesNoSense() throws IOException {
        Path file = file("{\"a\":1}\n");
        ReadOptions options = new ReadOptions(Optional.of(","), Optional.empty(), true, List.of(), false);

        assertThatThrownBy(() -> reader().open(file, options))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("separator");
    }
}
