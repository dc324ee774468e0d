// SPDX-License-Identifier: Apache-2.0
package org.tessera.ingest.jsonl;

import java.io.IOException;
import java.io.Reader;

/** Reads lines of which it holds {@value #LIMIT} characters at most. Not safe for many threads. */
final class LineReader {
    static final int LIMIT = 1 << 20;

    private final Reader in;
    private final char[] buffer = new char[1 << 14];
    private final StringBuilder current = new StringBuilder();
    private int position;
    private int limit;
    private long line;
    private boolean cut;
    private String text = "";

    LineReader(Reader in) {
        this.in = in;
    }

    /** Moves to the next line. */
    boolean next() throws IOException {
        current.setLength(0);
        cut = false;
        boolean any = false;
        while (fill()) {
            any = true;
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            keep(position, end);
            boolean ended = end < limit;
            position = ended ? end + 1 : end;
            if (ended) {
                break;
            }
        }
        text = current.toString();
        line += any ? 1 : 0;
        return any;
    }

    private boolean fill() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(buffer, 0, buffer.length));
        }
        return limit > 0;
    }

    private void keep(int from, int to) {
        int room = LIMIT - current.length();
        cut |= to - from > room;
        current.append(buffer, from, Math.min(to - from, room));
    }

    /** The line as far as it is held. */
    String text() {
        return text;
    }

    /** Whether the line is longer than what is held. */
    boolean cut() {
        return cut;
    }

    /** Number of the line, from 1. */
    long line() {
        return line;
    }
}
