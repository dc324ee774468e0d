// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.tessera.api.data.Event;
import org.tessera.api.store.EventStore.Extent;
import org.tessera.api.store.Intake.NewEvent;

/**
 * Writes batches of events on one connection. The events of a batch are stored by customer, those of one customer in
 * the order in which they came, so that few blocks lead to a customer's history. Not safe for many threads.
 */
final class EventWriter implements AutoCloseable {
    private static final long DAY = 86_400_000;

    /** A block is one value of the database; H2 takes values of up to 1 MB. */
    private static final int LARGEST_BLOCK = 1 << 20;

    /** Whoever wants one customer's history unpacks the blocks with it, so they are to be small. */
    private static final int BLOCK_EVENTS = 4096;

    private final BulkInsert blocks;
    private final BulkInsert customerBlocks;
    private final BulkInsert fingerprints;
    private final BulkInsert openCancels;

    /**
     * A batch with its indexes.
     *
     * @param customers index of the customer of each row, {@link Event#NONE} where there is none
     * @param items likewise
     * @param types likewise
     * @param channels likewise
     */
    record Rows(List<NewEvent> events, int[] customers, int[] items, int[] types, int[] channels) {
        int size() {
            return events.size();
        }
    }

    EventWriter(Connection connection) throws SQLException {
        blocks = new BulkInsert(connection, "event_block", "first_event", "last_event", "bytes");
        customerBlocks = new BulkInsert(connection, "customer_block", "customer", "first_event", "events");
        fingerprints = new BulkInsert(connection, "event_fingerprint", "epoch_day", "first_event", "hashes");
        openCancels = new BulkInsert(connection, "open_cancel", "event", "customer", "item", "occurred", "quantity");
    }

    /** Day of a time, counted from 1970-01-01 in UTC. */
    static long day(long time) {
        return Math.floorDiv(time, DAY);
    }

    /** Writes the rows and returns the ledger with them. */
    Ledger write(Rows rows, Ledger before) throws SQLException {
        int n = rows.size();
        long first = before.extent().last() + 1;
        int[] order = byCustomer(rows.customers());
        EventBlock block = EventBlock.ofSize(first, n);
        Map<Long, Double> open = new HashMap<>();
        for (int k = 0; k < n; k++) {
            int r = order[k];
            NewEvent event = rows.events().get(r);
            block.times()[k] = event.time();
            block.customers()[k] = rows.customers()[r];
            block.items()[k] = rows.items()[r];
            block.types()[k] = rows.types()[r];
            block.aside()[k] = event.aside();
            block.values()[k] = event.value();
            block.quantities()[k] = event.quantity();
            block.prices()[k] = event.price();
            block.orders()[k] = event.order();
            block.channels()[k] = rows.channels()[r];
            block.lines()[k] = event.line();
            if (event.type().equals(Event.CANCEL) && !event.aside()) {
                open.put(first + k, event.quantity());
            }
        }
        writeBlock(block);
        writeFingerprints(rows.events(), first);
        writeOpenCancels(rows, order, first, open.size());
        return before.with(extent(rows, before.extent()), Map.of(), open);
    }

    private void writeBlock(EventBlock block) throws SQLException {
        if (block.size() > BLOCK_EVENTS) {
            halve(block);
            return;
        }
        byte[] bytes = block.toBytes();
        if (bytes.length > LARGEST_BLOCK) {
            if (block.size() == 1) {
                throw new IllegalArgumentException("an event of " + bytes.length + " bytes is too large");
            }
            halve(block);
            return;
        }
        blocks.begin(1).add(block.first()).add(block.last()).add(bytes);
        writeCustomers(block);
    }

    private void halve(EventBlock block) throws SQLException {
        int middle = block.size() / 2;
        writeBlock(block.part(0, middle));
        writeBlock(block.part(middle, block.size()));
    }

    /** Row numbers by customer, stable. */
    private static int[] byCustomer(int[] customers) {
        long[] keys = new long[customers.length];
        for (int r = 0; r < keys.length; r++) {
            keys[r] = ((long) customers[r] + 1) << 32 | r;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int k = 0; k < order.length; k++) {
            order[k] = (int) keys[k];
        }
        return order;
    }

    /** Which customers have events in a block. */
    private void writeCustomers(EventBlock block) throws SQLException {
        int[] customers = block.customers();
        int start = block.start(0);
        int count = 0;
        for (int k = start; k < customers.length; k++) {
            count += k == start || customers[k - 1] != customers[k] ? 1 : 0;
        }
        customerBlocks.begin(count);
        for (int k = start + 1; k <= customers.length && count > 0; k++) {
            if (k == customers.length || customers[k] != customers[start]) {
                customerBlocks.addIndex(customers[start]).add(block.first()).add((long) k - start);
                start = k;
            }
        }
    }

    private void writeFingerprints(List<NewEvent> rows, long first) throws SQLException {
        Map<Long, LongStream.Builder> hashes = new TreeMap<>();
        for (NewEvent event : rows) {
            hashes.computeIfAbsent(day(event.time()), d -> LongStream.builder()).add(event.fingerprint());
        }
        fingerprints.begin(hashes.size());
        for (Map.Entry<Long, LongStream.Builder> day : hashes.entrySet()) {
            long[] ofDay = day.getValue().build().toArray();
            ByteBuffer bytes = ByteBuffer.allocate(ofDay.length * Long.BYTES);
            bytes.asLongBuffer().put(ofDay);
            fingerprints.add((long) day.getKey()).add(first).add(bytes.array());
        }
    }

    private void writeOpenCancels(Rows rows, int[] order, long first, int count) throws SQLException {
        openCancels.begin(count);
        for (int k = 0; k < order.length && count > 0; k++) {
            int r = order[k];
            NewEvent event = rows.events().get(r);
            if (event.type().equals(Event.CANCEL) && !event.aside()) {
                openCancels
                        .add(first + k)
                        .addIndex(rows.customers()[r])
                        .addIndex(rows.items()[r])
                        .add(event.time())
                        .addNumber(event.quantity());
            }
        }
    }

    private static Extent extent(Rows rows, Extent before) {
        long count = before.count();
        long oldest = count == 0 ? Long.MAX_VALUE : before.oldest();
        long newest = count == 0 ? Long.MIN_VALUE : before.newest();
        for (NewEvent event : rows.events()) {
            if (!event.aside()) {
                count++;
                oldest = Math.min(oldest, event.time());
                newest = Math.max(newest, event.time());
            }
        }
        return new Extent(
                count,
                before.last() + rows.size(),
                count == 0 ? 0 : oldest,
                count == 0 ? 0 : newest,
                before.revision());
    }

    @Override
    public void close() throws SQLException {
        try (blocks;
                customerBlocks;
                fingerprints) {
            openCancels.close();
        }
    }
}
