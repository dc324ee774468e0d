// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Walks over the records of a file, one at a time; holds one record only. Not safe for many threads.
 */
public interface RecordCursor extends Closeable {
    /**
     * Names of the columns. For formats without a fixed set, those of the first record; {@link #column} may add others.
     */
    List<String> columns();

    /**
     * Index to pass to {@link #get} for a column of that name; formats without a fixed set make one for any name.
     *
     * @return a negative number where there is no such column
     */
    int column(String name);

    /**
     * Moves to the next record, good or bad.
     *
     * @return whether there was one
     * @throws IOException if the file cannot be read on
     */
    boolean next() throws IOException;

    /** Line of the file on which the record starts, from 1. */
    long line();

    /** Number of values of the record. */
    int size();

    /** Value of a column of the record; empty where it is missing or blank. */
    String get(int column);

    /** What is wrong with the record, where its values cannot be trusted. */
    Optional<Problem> problem();

    /** The record as it stands in the file, as far as it is known and at most {@code limit} characters. */
    String raw(int limit);

    /** Bytes of the file read up to now, for progress. */
    long bytesRead();

    /** What is wrong with a record: a short reason to count by and a sentence to read. */
    record Problem(String reason, String detail) {}
}
