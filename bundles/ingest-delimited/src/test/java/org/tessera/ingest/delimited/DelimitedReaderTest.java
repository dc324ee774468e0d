// SPDX-License-Identifier: Apache-2.0
package org.tessera.ingest.delimited;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.TesseraException;
import org.tessera.api.ingest.ReadOptions;
import org.tessera.api.ingest.RecordCursor;
import org.tessera.api.ingest.RecordReader;
import org.tessera.tck.ingest.RecordReaderContract;

class DelimitedReaderTest extends RecordReaderContract {
    private static final ReadOptions NO_HEADER =
            new ReadOptions(Optional.empty(), Optional.empty(), false, List.of(), false);

    @Override
    protected RecordReader reader() {
        return new DelimitedReader();
    }

    @Override
    protected String extension() {
        return "csv";
    }

    @Override
    protected String encode(List<String> columns, List<List<String>> records) {
        List<List<String>> all = new ArrayList<>();
        all.add(columns);
        all.addAll(records);
        return all.stream()
                .map(record -> record.stream()
                        .map(value -> value.contains("\"") || value.contains(",")
                                ? '"' + value.replace("\"", "\"\"") + '"'
                                : value)
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Override
    protected String brokenLine() {
        return "one,column,too,many";
    }

    private Path file(String text) throws IOException {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {"','!a,b,c", "';'!a;b,x;c", "'|'!a|b;x|c", "'\t'!a\tb, x\tc", "','!'a,\"b;;;;;\",c'"})
    void theSeparatorIsFoundOut(String separator, String line) {
        assertThat(Separator.detect("txt", line + "\n" + line + "\n").text()).isEqualTo(separator);
    }

    @Test
    void theExtensionSaysTab() {
        assertThat(Separator.detect("tsv", "a,b c,d\n").text()).isEqualTo("\t");
        assertThat(Separator.detect("txt", "one column\n").text()).isEqualTo(",");
    }

    @ParameterizedTest
    @CsvSource({"tab,'\t'", "'\\t','\t'", "'::','::'", "pipe,|", "semicolon,;", "'\t','\t'"})
    void separatorsHaveNames(String given, String meant) {
        assertThat(Separator.named(given).text()).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "x", "\n", "123456789"})
    void whatCannotSeparateIsRefused(String given) {
        assertThatThrownBy(() -> Separator.named(given)).isInstanceOf(TesseraException.class);
    }

    @Test
    void separatorsMayBeLongerThanACharacter() throws IOException {
        ReadOptions options = new ReadOptions(
                Optional.of("::"), Optional.empty(), false, List.of("user", "item", "rating", "time"), false);

        assertThat(read(file("1::1193::5::978300760\n1::661::3::978302109\n"), options))
                .containsExactly(List.of("1", "1193", "5", "978300760"), List.of("1", "661", "3", "978302109"));
    }

    @Test
    void columnsWithoutAHeaderAreNumbered() throws IOException {
        Path file = file("a,b\nc,d\n");
        try (RecordCursor cursor = reader().open(file, NO_HEADER)) {
            assertThat(cursor.columns()).containsExactly("1", "2");
        }
        assertThat(read(file, NO_HEADER)).containsExactly(List.of("a", "b"), List.of("c", "d"));
    }

    @Test
    void basketsMayHaveAnyNumberOfColumns() throws IOException {
        ReadOptions baskets = new ReadOptions(Optional.of(","), Optional.empty(), false, List.of(), true);
        List<Integer> sizes = new ArrayList<>();
        try (RecordCursor cursor = reader().open(file("milk\nmilk,rolls,beer\n\nbeer,\n"), baskets)) {
            while (cursor.next()) {
                assertThat(cursor.problem()).isEmpty();
                assertThat(cursor.get(99)).isEmpty();
                sizes.add(cursor.size());
            }
        }
        assertThat(sizes).containsExactly(1, 3, 2);
    }

    @Test
    void quotedFieldsMayHoldLineBreaks() throws IOException {
        assertThat(read(file("a,b\n1,\"x\ny\"\n2,z\n"))).containsExactly(List.of("1", "x\ny"), List.of("2", "z"));
    }

    @Test
    void anUnclosedQuoteCostsItsOwnLineOnly() throws IOException {
        Path file = file("a,b,c\n1,x,y\n2,\"open,z\n3,x,y\n4,\"fine\",y\n5,x,\"open\n6,x,y\n");
        List<String> seen = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        try (RecordCursor cursor = reader().open(file, ReadOptions.defaults())) {
            while (cursor.next()) {
                if (cursor.problem().isEmpty()) {
                    seen.add(cursor.line() + ":" + cursor.get(0));
                } else {
                    bad.add(cursor.line() + ":" + cursor.problem().get().reason() + ":" + cursor.raw(100));
                }
            }
        }

        assertThat(seen).containsExactly("2:1", "4:3", "5:4", "7:6");
        assertThat(bad).containsExactly("3:stray quote:2,\"open,z", "6:stray quote:5,x,\"open");
    }

    @Test
    void textAfterAClosingQuoteCostsItsOwnLineOnly() throws IOException {
        Path file = file("a,b\n1,\"x\"y\n2,z\n");

        assertThat(problems(file, ReadOptions.defaults())).containsExactly("stray quote", "");
    }

    @Test
    void aFileFullOfStrayQuotesIsReadWithoutQuoting() throws IOException {
        StringBuilder text = new StringBuilder("a,b\n");
        for (int k = 0; k < 100; k++) {
            text.append(k).append(",\"stray\"").append(k).append("\n");
        }
        text.append("100,\"whole\"\n");
        List<String> good = new ArrayList<>();
        try (RecordCursor cursor = reader().open(file(text.toString()), ReadOptions.defaults())) {
            while (cursor.next()) {
                if (cursor.problem().isEmpty()) {
                    good.add(cursor.get(1));
                }
            }
        }

        assertThat(good).hasSize(80).contains("\"stray\"99").endsWith("whole");
    }

    @Test
    void overLongFieldsAreRejectedHoweverLong() throws IOException {
        String text = "a,b\n1," + "x".repeat(70_000) + "\n2,ok\n3," + "y".repeat(3_000_000) + "\n4,ok\n5,\""
                + "z".repeat(2_000_000) + "\"\n6,ok\n";

        assertThat(problems(file(text), ReadOptions.defaults()))
                .containsExactly("over-long field", "", "over-long field", "", "over-long field", "");
    }

    @Test
    void repeatedValuesAreTheSameString() throws IOException {
        try (RecordCursor cursor = reader().open(file("a,b\nx,1\nx,2\n"), ReadOptions.defaults())) {
            assertThat(cursor.next()).isTrue();
            String first = cursor.get(0);
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.get(0)).isSameAs(first);
            assertThat(cursor.get(1)).isEqualTo("2");
        }
    }
}
