// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.ingest;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A text file, opened as every format should: gzip is unpacked whatever the name says, a byte order mark decides the
 * character set, and what is no text in that set reads as {@value #BAD} rather than ending the import. Not safe for many
 * threads.
 */
public final class TextSource implements Closeable {
    /** Stands for bytes that are no character. */
    public static final char BAD = '\uFFFD';

    private static final int BUFFER = 1 << 16;

    private final Counting bytes;
    private final Charset charset;
    private final Reader reader;

    private TextSource(Counting bytes, Charset charset, Reader reader) {
        this.bytes = bytes;
        this.charset = charset;
        this.reader = reader;
    }

    /**
     * Opens a file.
     *
     * @param encoding its character set; empty for what a byte order mark says, else UTF-8
     */
    public static TextSource open(Path file, Optional<Charset> encoding) throws IOException {
        Counting bytes = new Counting(Files.newInputStream(file));
        try {
            InputStream in = unpacked(new BufferedInputStream(bytes, BUFFER));
            Charset marked = byMark(in);
            Charset charset = encoding.orElse(marked);
            Reader reader = new InputStreamReader(
                    in,
                    charset.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPLACE)
                            .onUnmappableCharacter(CodingErrorAction.REPLACE)
                            .replaceWith(String.valueOf(BAD)));
            return new TextSource(bytes, charset, reader);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    /** The first bytes of a file, at most so many, unpacked where it is compressed. */
    public static byte[] head(Path file, int limit) throws IOException {
        try (InputStream in = unpacked(new BufferedInputStream(Files.newInputStream(file)))) {
            return in.readNBytes(limit);
        }
    }

    private static InputStream unpacked(InputStream in) throws IOException {
        in.mark(2);
        int first = in.read();
        int second = in.read();
        in.reset();
        boolean packed = (first | second << 8) == GZIPInputStream.GZIP_MAGIC;
        return packed ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
    }

    /** Reads past a byte order mark and says what it stands for. */
    private static Charset byMark(InputStream in) throws IOException {
        in.mark(3);
        int first = in.read();
        int second = in.read();
        if (first == 0xEF && second == 0xBB && in.read() == 0xBF) {
            return StandardCharsets.UTF_8;
        }
        in.reset();
        if ((first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE)) {
            in.skipNBytes(2);
            return first == 0xFE ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
        }
        return StandardCharsets.UTF_8;
    }

    /** The text, after a byte order mark; not buffered. */
    public Reader reader() {
        return reader;
    }

    public Charset charset() {
        return charset;
    }

    /** Bytes of the file read up to now; of a compressed file, compressed ones. */
    public long bytesRead() {
        return bytes.count;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static final class Counting extends FilterInputStream {
        private long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = in.read(buffer, offset, length);
            count += Math.max(0, n);
            return n;
        }
    }
}
