// SPDX-License-Identifier: Apache-2.0
package org.tessera.ingest.delimited;

import java.io.IOException;
import java.io.Reader;

/** A reader that can pass over lines, however long, and knows how its text ended. Not safe for many threads. */
final class SkippingReader extends Reader {
    private final Reader in;
    private final char[] buffer = new char[8192];
    private int position;
    private int limit;
    private char last;
    private boolean ended;

    SkippingReader(Reader in) {
        this.in = in;
    }

    /** Whether everything has been read. */
    boolean ended() {
        return ended;
    }

    /** The last character read that is no white space. */
    char last() {
        return last;
    }

    /**
     * Passes over lines. A line ends with LF, CR or both.
     *
     * @param keep characters to keep at most
     * @return the last line passed over, without its end
     */
    String skipLines(long count, int keep) throws IOException {
        StringBuilder line = new StringBuilder();
        for (long left = count; left > 0; left--) {
            line.setLength(0);
            int c = next();
            while (c >= 0 && c != '\n' && c != '\r') {
                if (line.length() < keep) {
                    line.append((char) c);
                }
                c = next();
            }
            if (c == '\r' && peek() == '\n') {
                next();
            }
        }
        return line.toString();
    }

    private int next() throws IOException {
        int c = peek();
        position += c < 0 ? 0 : 1;
        return c;
    }

    private int peek() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(buffer, 0, buffer.length));
        }
        return limit == 0 ? -1 : buffer[position];
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int n = Math.min(length, limit - position);
        if (n > 0) {
            System.arraycopy(buffer, position, target, offset, n);
            position += n;
        } else {
            n = in.read(target, offset, length);
            ended = n < 0;
        }
        for (int k = offset + n - 1; k >= offset; k--) {
            if (target[k] > ' ') {
                last = target[k];
                break;
            }
        }
        return n;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
