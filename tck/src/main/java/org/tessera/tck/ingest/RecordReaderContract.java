// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.TesseraException;
import org.tessera.api.ingest.ReadOptions;
import org.tessera.api.ingest.RecordCursor;
import org.tessera.api.ingest.RecordReader;
import org.tessera.api.ingest.RecordReader.Claim;
import org.tessera.tck.ServiceContract;

/** What every format must do. A format's own test extends this and adds what is special about it. */
public abstract class RecordReaderContract extends ServiceContract {
    private static final List<String> COLUMNS = List.of("customer", "item", "note");

    /** The folder of one test. */
    @TempDir
    protected Path folder;

    /** The reader under test. */
    protected abstract RecordReader reader();

    /** Extension of files of this format, without a full stop. */
    protected abstract String extension();

    /** A file of this format with such records, as text. Empty values may be left out. */
    protected abstract String encode(List<String> columns, List<List<String>> records);

    /** A line that is no record of this format. */
    protected abstract String brokenLine();

    @Test
    void claimsItsOwnFilesPackedOrNot() {
        byte[] head = encode(COLUMNS, records(3)).getBytes(StandardCharsets.UTF_8);

        assertThat(reader().claims(Path.of("events." + extension()), head)).isEqualTo(Claim.YES);
        assertThat(reader().claims(Path.of("EVENTS." + extension() + ".gz"), head))
                .isEqualTo(Claim.YES);
        assertThat(reader().claims(Path.of("events.unheard-of"), head)).isNotEqualTo(Claim.NO);
    }

    @Test
    void leavesBinaryFilesAlone() {
        assertThat(reader().claims(Path.of("picture.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0, 1}))
                .isEqualTo(Claim.NO);
    }

    @Test
    void valuesComeBackAsTheyAre() throws IOException {
        List<List<String>> given = List.of(
                List.of("c1", "i 1", "plain"),
                List.of("c2", "{\"i\": [2]}", "a \"quoted\", comma; and | more"),
                List.of("c3", "Grüße 你好 \uD83D\uDE00", "a\ttab"),
                List.of("c4", "", "after a missing value"));
        Path file = write(encode(COLUMNS, given).getBytes(StandardCharsets.UTF_8));

        assertThat(read(file)).isEqualTo(given);
    }

    @Test
    void columnsAreFoundByNameAndUnknownOnesAreNegativeOrEmpty() throws IOException {
        Path file = write(encode(COLUMNS, records(2)).getBytes(StandardCharsets.UTF_8));
        try (RecordCursor cursor = reader().open(file, ReadOptions.defaults())) {
            assertThat(cursor.columns()).containsExactlyElementsOf(COLUMNS);
            int unknown = cursor.column("nonsense");
            int item = cursor.column("item");
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.get(item)).isEqualTo("i0");
            assertThat(cursor.size()).isEqualTo(3);
            if (unknown >= 0) {
                assertThat(cursor.get(unknown)).isEmpty();
            }
        }
    }

    @Test
    void linesAreCountedFromOneAndGrow() throws IOException {
        Path file = write(encode(COLUMNS, records(5)).getBytes(StandardCharsets.UTF_8));
        List<Long> lines = new ArrayList<>();
        try (RecordCursor cursor = reader().open(file, ReadOptions.defaults())) {
            while (cursor.next()) {
                lines.add(cursor.line());
            }
            assertThat(cursor.next()).isFalse();
        }

        long last = encode(COLUMNS, records(5)).lines().count();
        assertThat(lines).containsExactly(last - 4, last - 3, last - 2, last - 1, last);
    }

    @Test
    void aBrokenRecordIsSaidToBeAndTheOthersAreRead() throws IOException {
        List<String> lines = new ArrayList<>(encode(COLUMNS, records(4)).lines().toList());
        int at = lines.size() - 2;
        lines.add(at, brokenLine());
        Path file = write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        List<String> good = new ArrayList<>();
        List<Long> bad = new ArrayList<>();
        try (RecordCursor cursor = reader().open(file, ReadOptions.defaults())) {
            int customer = cursor.column("customer");
            while (cursor.next()) {
                if (cursor.problem().isPresent()) {
                    assertThat(cursor.problem().get().reason()).isNotBlank();
                    assertThat(cursor.problem().get().detail()).isNotBlank();
                    assertThat(cursor.raw(1000)).isEqualTo(brokenLine());
                    assertThat(cursor.raw(3)).isEqualTo(brokenLine().substring(0, 3));
                    bad.add(cursor.line());
                } else {
                    good.add(cursor.get(customer));
                }
            }
        }

        assertThat(bad).containsExactly(at + 1L);
        assertThat(good).containsExactly("c0", "c1", "c2", "c3");
    }

    @Test
    void bytesThatAreNoCharactersSpoilTheirRecordOnly() throws IOException {
        byte[] bytes = encode(
                        COLUMNS, List.of(List.of("c0", "ok", "x"), List.of("c1", "b~d", "x"), List.of("c2", "ok", "x")))
                .getBytes(StandardCharsets.UTF_8);
        for (int k = 0; k < bytes.length; k++) {
            bytes[k] = bytes[k] == '~' ? (byte) 0xE9 : bytes[k];
        }
        Path file = write(bytes);

        assertThat(problems(file, ReadOptions.defaults())).containsExactly("", "bad encoding", "");
        ReadOptions latin =
                new ReadOptions(Optional.empty(), Optional.of(StandardCharsets.ISO_8859_1), true, List.of(), false);
        assertThat(problems(file, latin)).containsExactly("", "", "");
    }

    @Test
    void gzipIsUnpackedWhateverTheName() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(encode(COLUMNS, records(10)).getBytes(StandardCharsets.UTF_8));
        }
        Path file = write(packed.toByteArray());

        assertThat(read(file)).isEqualTo(records(10));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstRecord() throws IOException {
        String text = encode(COLUMNS, records(2));

        assertThat(read(write(("\uFEFF" + text).getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(records(2));
        assertThat(read(write(("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE))))
                .isEqualTo(records(2));
    }

    @Test
    void windowsLineEndsAreLineEnds() throws IOException {
        String text = encode(COLUMNS, records(3)).replace("\n", "\r\n");

        assertThat(read(write(text.getBytes(StandardCharsets.UTF_8)))).isEqualTo(records(3));
    }

    @Test
    void aFileIsReadPieceByPiece() throws IOException {
        Path file = write(encode(COLUMNS, records(200_000)).getBytes(StandardCharsets.UTF_8));
        try (RecordCursor cursor = reader().open(file, ReadOptions.defaults())) {
            assertThat(cursor.next()).isTrue();
            long first = cursor.bytesRead();
            long last = first;
            while (cursor.next()) {
                assertThat(cursor.bytesRead()).isGreaterThanOrEqualTo(last);
                last = cursor.bytesRead();
            }
            assertThat(first).isLessThan(Files.size(file) / 2);
            assertThat(cursor.bytesRead()).isEqualTo(Files.size(file));
        }
    }

    @Test
    void cursorsDoNotDisturbEachOther() throws IOException {
        Path one = write(encode(COLUMNS, records(3)).getBytes(StandardCharsets.UTF_8));
        try (RecordCursor first = reader().open(one, ReadOptions.defaults());
                RecordCursor second = reader().open(one, ReadOptions.defaults())) {
            assertThat(first.next()).isTrue();
            assertThat(first.next()).isTrue();
            assertThat(second.next()).isTrue();
            assertThat(first.get(first.column("customer"))).isEqualTo("c1");
            assertThat(second.get(second.column("customer"))).isEqualTo("c0");
        }
    }

    @Test
    void anEmptyFileHasNoRecordsOrSaysWhatIsMissing() throws IOException {
        Path file = write(new byte[0]);
        try (RecordCursor cursor = reader().open(file, ReadOptions.defaults())) {
            assertThat(cursor.next()).isFalse();
        } catch (TesseraException e) {
            assertThat(e).hasMessageContaining("empty");
        }
    }

    @Test
    void manyReadAtATime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int k = 0; k < 16; k++) {
                int size = 100 * (k + 1);
                Path file = write(encode(COLUMNS, records(size)).getBytes(StandardCharsets.UTF_8));
                all.add(threads.submit(() -> {
                    assertThat(read(file)).isEqualTo(records(size));
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aFileThatIsCutOffIsSaidToBe() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(encode(COLUMNS, records(10_000)).getBytes(StandardCharsets.UTF_8));
        }
        Path file = write(Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
        assertThatThrownBy(() -> problems(file, ReadOptions.defaults()))
                .isInstanceOfAny(IOException.class, TesseraException.class);
    }

    @Test
    @Tag(THOROUGH)
    void readingTakesNoLongerThanItShould() {
        assertGrowth(
                size -> {
                    try {
                        return write(encode(COLUMNS, records(size)).getBytes(StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                file -> {
                    try {
                        assertThat(problems(file, ReadOptions.defaults())).isNotEmpty();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    @Override
    public final void exercise(Executor executor) throws IOException {
        List<List<String>> records = records(1_000);
        Path file = write(encode(COLUMNS, records).getBytes(StandardCharsets.UTF_8));
        assertThat(read(file)).isEqualTo(records);
    }

    @Override
    protected final RecordReader service() {
        return reader();
    }

    /** Writes a file of this format. */
    protected Path write(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "events", "." + extension()), bytes);
    }

    /** Every good record of a file. */
    protected List<List<String>> read(Path file) throws IOException {
        return read(file, ReadOptions.defaults());
    }

    /** As above, with options. */
    protected List<List<String>> read(Path file, ReadOptions options) throws IOException {
        List<List<String>> records = new ArrayList<>();
        try (RecordCursor cursor = reader().open(file, options)) {
            while (cursor.next()) {
                assertThat(cursor.problem()).isEmpty();
                List<String> record = new ArrayList<>();
                for (int column = 0; column < cursor.columns().size(); column++) {
                    record.add(cursor.get(column));
                }
                records.add(record);
            }
        }
        return records;
    }

    /** Reason for which each record is bad, empty for a good one. */
    protected List<String> problems(Path file, ReadOptions options) throws IOException {
        List<String> problems = new ArrayList<>();
        try (RecordCursor cursor = reader().open(file, options)) {
            while (cursor.next()) {
                problems.add(cursor.problem().map(RecordCursor.Problem::reason).orElse(""));
            }
        }
        return problems;
    }

    private static List<List<String>> records(int n) {
        List<List<String>> records = new ArrayList<>(n);
        for (int k = 0; k < n; k++) {
            records.add(List.of("c" + k, "i" + k, "note " + k));
        }
        return records;
    }
}
