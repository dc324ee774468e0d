// SPDX-License-Identifier: Apache-2.0
package org.tessera.ingest.delimited;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tessera.api.TesseraException;
import org.tessera.api.ingest.ReadOptions;
import org.tessera.api.ingest.RecordCursor;
import org.tessera.api.ingest.TextSource;

/**
 * Walks over delimited text. A quote that is not closed would swallow what follows: where a record over several lines
 * does not fit, only its first line is given up and reading starts again at the next one. That opens the file anew, so
 * it is done {@value #RESTARTS} times at most; from then on quotes are read as plain characters.
 */
final class DelimitedCursor implements RecordCursor {
    private static final int RESTARTS = 20;
    private static final int PARSER_BUFFER = 1 << 20;
    /** Stands for no quote: a private character that files do not use. */
    private static final char NO_QUOTE = '\uE000';

    private final Path file;
    private final ReadOptions options;
    private final Separator separator;
    private final List<String> columns;
    private TextSource source;
    private SkippingReader text;
    private CloseableIterator<FieldBuffer> records;
    private FieldBuffer fields;
    private Optional<Problem> problem = Optional.empty();
    private boolean plain;
    private boolean peeked;
    private int restarts;
    private long bytesRead;
    private long line;
    // Lines passed over before the parser started.
    private long before;
    // Where only the first line of a record was given up: that line.
    private Optional<String> firstLine = Optional.empty();

    DelimitedCursor(Path file, ReadOptions options, Separator separator) throws IOException {
        this.file = file;
        this.options = options;
        this.separator = separator;
        source = TextSource.open(file, options.encoding());
        text = new SkippingReader(source.reader());
        fields = new FieldBuffer(false);
        records = parser(fields).iterator();
        try {
            columns = header();
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private CsvReader<FieldBuffer> parser(FieldBuffer into) {
        return CsvReader.builder()
                .fieldSeparator(separator.text())
                .quoteCharacter(plain ? NO_QUOTE : '"')
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .skipEmptyLines(true)
                .maxBufferSize(PARSER_BUFFER)
                .build(into, text);
    }

    /** Names of the columns; the first record is kept for {@link #next} where it is no header. */
    private List<String> header() throws IOException {
        boolean first = advance();
        if (!options.header()) {
            peeked = first;
            int count = first ? fields.fields() : 0;
            return options.columns().isEmpty()
                    ? IntStream.rangeClosed(1, count)
                            .mapToObj(Integer::toString)
                            .toList()
                    : options.columns();
        }
        if (!first) {
            throw new TesseraException(
                    file + " is empty, expected a first line with the names of the columns",
                    "for a file without one say --header none --columns a,b,c");
        }
        List<String> names = new ArrayList<>(fields.fields());
        for (int k = 0; k < fields.fields(); k++) {
            names.add(fields.get(k));
        }
        return List.copyOf(names);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public int column(String name) {
        int exact = columns.indexOf(name);
        for (int k = 0; exact < 0 && k < columns.size(); k++) {
            exact = columns.get(k).equalsIgnoreCase(name.strip()) ? k : -1;
        }
        return exact;
    }

    @Override
    public boolean next() throws IOException {
        if (peeked) {
            peeked = false;
        } else if (!advance()) {
            return false;
        }
        if (problem.isEmpty()) {
            check();
        }
        return true;
    }

    private boolean advance() throws IOException {
        problem = Optional.empty();
        firstLine = Optional.empty();
        try {
            fields = records.next();
            line = before + fields.line();
            return true;
        } catch (NoSuchElementException e) {
            return false;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException e) {
            line = before + fields.line();
            giveUpFirstLine(
                    String.valueOf(e.getMessage()).contains("maximum buffer size")
                            ? new Problem("over-long field", "a field has more than " + PARSER_BUFFER + " characters")
                            : new Problem("stray quote", "there is text after a closing quote"));
            return true;
        }
    }

    private void check() throws IOException {
        int expected = columns.size();
        boolean fits = options.ragged() || fields.fields() == expected;
        boolean tooLong = fields.longest() > FieldBuffer.FIELD_LIMIT;
        if (fields.breaks() > 0 && (!fits || tooLong || unclosed())) {
            giveUpFirstLine(new Problem("stray quote", "a quote is opened and not closed on this line"));
        } else if (!fits) {
            problem = Optional.of(new Problem(
                    "wrong number of columns", "found " + fields.fields() + " columns, expected " + expected));
        } else if (tooLong) {
            problem = Optional.of(new Problem(
                    "over-long field",
                    "a field has " + fields.longest() + " characters, expected at most " + FieldBuffer.FIELD_LIMIT));
        } else if (fields.bad()) {
            problem = Optional.of(
                    new Problem("bad encoding", "there are bytes that are no " + source.charset() + " characters"));
        }
    }

    /** Whether the file ends within this record's last field. */
    private boolean unclosed() {
        return fields.lastQuoted() && text.ended() && text.last() != '"';
    }

    /** Rejects the line on which the record starts, and goes on with the one after it. */
    private void giveUpFirstLine(Problem why) throws IOException {
        problem = Optional.of(why);
        restarts++;
        plain = restarts > RESTARTS;
        source.close();
        source = TextSource.open(file, options.encoding());
        text = new SkippingReader(source.reader());
        firstLine = Optional.of(text.skipLines(line, FieldBuffer.FIELD_LIMIT));
        before = line;
        fields = new FieldBuffer(plain);
        records = parser(fields).iterator();
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public int size() {
        return fields.fields();
    }

    @Override
    public String get(int column) {
        return column < fields.fields() ? fields.get(column) : "";
    }

    @Override
    public Optional<Problem> problem() {
        return problem;
    }

    @Override
    public String raw(int limit) {
        return firstLine
                .map(text -> text.substring(0, Math.min(limit, text.length())))
                .orElseGet(() -> fields.raw(separator.text(), limit));
    }

    @Override
    public long bytesRead() {
        // Reading anew is no step back.
        bytesRead = Math.max(bytesRead, source.bytesRead());
        return bytesRead;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
