// SPDX-License-Identifier: Apache-2.0
package org.tessera.ingest.delimited;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tessera.api.ingest.TextSource;

/**
 * Holds the characters of one record; strings are made of those columns only that are asked for. Columns of following
 * records often repeat (an order's number, time and customer): an equal string is handed out again, which saves making
 * and hashing it anew.
 */
final class FieldBuffer extends AbstractBaseCsvCallbackHandler<FieldBuffer> {
    /** Characters of a field at most. */
    static final int FIELD_LIMIT = 1 << 16;

    private final boolean plain;
    private char[] chars = new char[1024];
    private int[] ends = new int[32];
    private @Nullable String[] latest = new @Nullable String[32];
    private int fields;
    private long line;
    private int breaks;
    private int longest;
    private boolean bad;
    private boolean lastQuoted;

    /**
     * @param plain whether quotes are read as they stand, so that those around a field have to be taken off here
     */
    FieldBuffer(boolean plain) {
        this.plain = plain;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        line = startingLineNumber;
        fields = 0;
        breaks = 0;
        longest = 0;
        bad = false;
        lastQuoted = false;
    }

    @Override
    protected void handleField(int fieldIdx, char[] buf, int offset, int len, boolean quoted) {
        int start = fields == 0 ? 0 : ends[fields - 1];
        int kept = Math.min(len, FIELD_LIMIT);
        if (fields == ends.length) {
            ends = Arrays.copyOf(ends, fields * 2);
            latest = Arrays.copyOf(latest, fields * 2);
        }
        if (start + kept > chars.length) {
            chars = Arrays.copyOf(chars, Math.max(start + kept, chars.length * 2));
        }
        System.arraycopy(buf, offset, chars, start, kept);
        for (int k = start; k < start + kept; k++) {
            char c = chars[k];
            if (c == TextSource.BAD) {
                bad = true;
            } else if (c == '\n' && quoted) {
                breaks++;
            }
        }
        longest = Math.max(longest, len);
        lastQuoted = quoted;
        ends[fields++] = start + kept;
    }

    @Override
    protected FieldBuffer buildRecord() {
        return this;
    }

    int fields() {
        return fields;
    }

    long line() {
        return line;
    }

    /** Line breaks inside quotes. */
    int breaks() {
        return breaks;
    }

    /** Characters of the longest field, those that were not kept among them. */
    int longest() {
        return longest;
    }

    /** Whether some bytes were no characters. */
    boolean bad() {
        return bad;
    }

    boolean lastQuoted() {
        return lastQuoted;
    }

    /** A field without white space around it. */
    String get(int field) {
        int start = field == 0 ? 0 : ends[field - 1];
        int end = ends[field];
        while (start < end && chars[start] <= ' ') {
            start++;
        }
        while (end > start && chars[end - 1] <= ' ') {
            end--;
        }
        if (plain && end - start >= 2 && chars[start] == '"' && chars[end - 1] == '"') {
            start++;
            end--;
        }
        return start == end ? "" : text(field, start, end);
    }

    private String text(int field, int start, int end) {
        @Nullable String before = latest[field];
        if (before != null && before.length() == end - start) {
            int k = 0;
            while (k < before.length() && before.charAt(k) == chars[start + k]) {
                k++;
            }
            if (k == before.length()) {
                return before;
            }
        }
        String text = new String(chars, start, end - start);
        latest[field] = text;
        return text;
    }

    /** The record as it may have stood in the file. */
    String raw(String separator, int limit) {
        StringBuilder raw = new StringBuilder();
        for (int field = 0; field < fields && raw.length() <= limit; field++) {
            int start = field == 0 ? 0 : ends[field - 1];
            String text = new String(chars, start, Math.min(ends[field] - start, limit + 1));
            boolean quote = !plain
                    && (text.contains(separator)
                            || text.indexOf('"') == 0
                            || text.indexOf('\n') >= 0
                            || text.indexOf('\r') >= 0);
            raw.append(field == 0 ? "" : separator).append(quote ? '"' + text.replace("\"", "\"\"") + '"' : text);
        }
        return raw.length() <= limit ? raw.toString() : raw.substring(0, limit);
    }
}
