// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tessera.api.TesseraException;
import org.tessera.api.ingest.RecordCursor;
import org.tessera.api.ingest.Reject;
import org.tessera.api.store.Intake.NewCustomer;
import org.tessera.api.store.Intake.NewEvent;
import org.tessera.api.store.Intake.NewItem;

/** Collects what becomes of the records of a file, until a packet of it is full. Not safe for many threads. */
final class Intaking {
    /** Rows that are committed together: the fewer, the sooner they are safe; the more, the less a commit costs. */
    static final int ROWS = 16_384;
    /** Records after which a packet goes off in any case, so that progress shows where all are duplicates. */
    private static final int RECORDS = 65_536;
    /** Characters of a rejected record that are kept. */
    private static final int RAW = 2000;
    /** Rejected records of one file that are kept; a file that is all wrong would fill the store. */
    static final int KEPT_REJECTS = 100_000;

    private final String file;
    private final boolean strict;
    private final Map<String, Long> rejected = new LinkedHashMap<>();
    private List<NewEvent> events = new ArrayList<>();
    private List<NewCustomer> customers = new ArrayList<>();
    private List<NewItem> items = new ArrayList<>();
    private List<Reject> rejects = new ArrayList<>();
    private long packet;
    private long read;
    private long readBefore;
    private long rejectedInAll;
    private long duplicates;

    /**
     * @param file name as given
     * @param strict whether the first record that is refused ends the import
     */
    Intaking(String file, boolean strict) {
        this.file = file;
        this.strict = strict;
    }

    /** Notes that another record was read. */
    void read() {
        read++;
    }

    void add(NewEvent event) {
        events.add(event);
    }

    void add(NewCustomer customer) {
        customers.add(customer);
    }

    void add(NewItem item) {
        items.add(item);
    }

    void duplicate() {
        duplicates++;
    }

    /** Notes a record that is left out and not kept. */
    void drop(String reason) {
        rejected.merge(reason, 1L, Long::sum);
        rejectedInAll++;
    }

    /** Puts a record into quarantine, or ends a strict import. */
    void reject(RecordCursor cursor, Refusal refusal) {
        drop(refusal.reason());
        if (strict) {
            throw new TesseraException(
                    file + ":" + cursor.line() + ": " + refusal.reason() + ": " + refusal.detail(),
                    "correct the line, or import without --strict to put such records into quarantine; nothing was imported");
        }
        if (rejectedInAll <= KEPT_REJECTS) {
            rejects.add(new Reject(file, cursor.line(), refusal.reason(), refusal.detail(), cursor.raw(RAW)));
        }
    }

    /** Number of the packet that is being filled. */
    long packet() {
        return packet;
    }

    boolean full() {
        int rows = events.size() + customers.size() + items.size() + rejects.size();
        return rows >= ROWS || read - readBefore >= RECORDS;
    }

    /** Whether something was read since the last packet. */
    boolean any() {
        return read > readBefore;
    }

    /** What was collected; the next packet begins. */
    Packet take(long bytes) {
        Packet taken = new Packet(packet++, events, customers, items, rejects, read, rejectedInAll, duplicates, bytes);
        events = new ArrayList<>(ROWS);
        customers = new ArrayList<>();
        items = new ArrayList<>();
        rejects = new ArrayList<>();
        readBefore = read;
        return taken;
    }

    /** Records read. */
    long records() {
        return read;
    }

    /** Records the store, or this file before, already had. */
    long duplicates() {
        return duplicates;
    }

    /** Rejected records by reason, in order of appearance. */
    Map<String, Long> rejectedByReason() {
        return rejected;
    }
}
