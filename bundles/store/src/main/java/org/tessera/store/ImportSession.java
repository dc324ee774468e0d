// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tessera.api.data.Event;
import org.tessera.api.ingest.ImportReport;
import org.tessera.api.store.Intake;
import org.tessera.api.store.Intake.NewCustomer;
import org.tessera.api.store.Intake.NewEvent;
import org.tessera.api.store.Intake.NewItem;
import org.tessera.api.strategy.Progress;

/**
 * An import under way. What it commits is seen by others only once it is on disk. For one thread, except
 * {@link #fingerprints}.
 */
final class ImportSession implements Intake.Run {
    private final StoreIntake.Tables tables;
    private final Intake.Source source;
    private final Runnable onClose;
    private final Connection connection;
    private final EventWriter writer;
    private final int id;
    private final Set<Long> days = ConcurrentHashMap.newKeySet();
    private final ItemPrices prices = new ItemPrices();
    private final BitSet touched = new BitSet();

    ImportSession(StoreIntake.Tables tables, Intake.Source source, Runnable onClose) {
        this.tables = tables;
        this.source = source;
        this.onClose = onClose;
        connection = tables.database().connection();
        try {
            writer = new EventWriter(connection);
            tidy();
            int[] begun = new int[1];
            Database.write(connection, c -> {
                begun[0] = ImportLog.begin(c, source, tables.events().extent().last() + 1);
                readDays(c);
            });
            id = begun[0];
        } catch (SQLException | RuntimeException e) {
            release();
            throw e instanceof SQLException failure ? Database.failed(failure) : (RuntimeException) e;
        }
    }

    /** What an import that was broken off has left to do: prices here, cancellations when they are settled. */
    private void tidy() {
        Database.write(connection, c -> {
            long from = ImportLog.brokenOffFrom(c);
            if (from == 0) {
                return;
            }
            tables.events()
                    .visitAfter(
                            from - 1,
                            (number, event) -> notePrice(event.item(), event.type(), event.price(), event.time()));
            writePrices(c).publish();
            touched.set(0, tables.customers().size());
        });
    }

    private void readDays(Connection c) throws SQLException {
        try (PreparedStatement select = c.prepareStatement("SELECT DISTINCT epoch_day FROM event_fingerprint");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                days.add(row.getLong(1));
            }
        }
    }

    int id() {
        return id;
    }

    @Override
    public long[] fingerprints(long day) {
        if (!days.contains(day)) {
            return new long[0];
        }
        return tables.database().read(c -> {
            try (PreparedStatement select =
                    c.prepareStatement("SELECT hashes FROM event_fingerprint WHERE epoch_day = ?")) {
                select.setLong(1, day);
                long[] all = new long[0];
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        LongBuffer block = ByteBuffer.wrap(row.getBytes(1)).asLongBuffer();
                        int size = all.length;
                        all = Arrays.copyOf(all, size + block.remaining());
                        block.get(all, size, all.length - size);
                    }
                }
                return all;
            }
        });
    }

    @Override
    public Intake.Written commit(Intake.Batch batch) {
        Changes changes = new Changes();
        Database.write(connection, c -> changes.write(c, batch));
        changes.publish();
        return new Intake.Written(changes.changed, changes.unchanged);
    }

    /** What one batch changes: drafts until they are on disk, then seen by everybody. */
    private final class Changes {
        private final Customers.Draft customers = tables.customers().draft();
        private final ItemDraft items = new ItemDraft(tables.items());
        private final Dictionary.Draft types = tables.events().types().draft();
        private final Dictionary.Draft channels = tables.events().channels().draft();
        private Ledger ledger = tables.events().ledger();
        private long changed;
        private long unchanged;

        void write(Connection c, Intake.Batch batch) throws SQLException {
            for (NewCustomer customer : batch.customers()) {
                count(put(customer));
            }
            for (NewItem item : batch.items()) {
                count(items.put(item));
            }
            EventWriter.Rows rows = rows(batch.events());
            customers.write(c);
            items.write(c);
            writeNames(c, "event_type", types);
            writeNames(c, "channel", channels);
            if (rows.size() > 0) {
                ledger = writer.write(rows, ledger);
                ExtentRow.write(c, ledger.extent());
            }
            Quarantine.write(c, id, batch.rejects());
            ImportLog.advance(c, id, batch.tally());
        }

        private void count(boolean change) {
            changed += change ? 1 : 0;
            unchanged += change ? 0 : 1;
        }

        private boolean put(NewCustomer given) {
            int customer = customers.resolve(given.id());
            boolean change = customers.isFresh(customer);
            for (Map.Entry<String, String> attribute : given.attributes().entrySet()) {
                change |= customers.put(customer, attribute.getKey(), attribute.getValue(), true);
            }
            return change;
        }

        private EventWriter.Rows rows(List<NewEvent> events) {
            int n = events.size();
            EventWriter.Rows rows = new EventWriter.Rows(events, new int[n], new int[n], new int[n], new int[n]);
            long day = Long.MIN_VALUE;
            for (int r = 0; r < n; r++) {
                NewEvent event = events.get(r);
                int customer = event.customer().isEmpty() ? Event.NONE : customers.resolve(event.customer());
                int item = event.item().isEmpty() ? Event.NONE : items.resolve(event.item());
                rows.customers()[r] = customer;
                rows.items()[r] = item;
                rows.types()[r] = types.resolve(event.type());
                rows.channels()[r] = event.channel().isEmpty() ? Event.NONE : channels.resolve(event.channel());
                if (EventWriter.day(event.time()) != day) {
                    day = EventWriter.day(event.time());
                    days.add(day);
                }
                if (customer != Event.NONE) {
                    customers.fill(customer, source.details(), event.details());
                    touched.set(customer);
                }
                if (item != Event.NONE) {
                    items.fill(item, event.product(), source.details(), event.details());
                    if (!event.aside()) {
                        notePrice(item, event.type(), event.price(), event.time());
                    }
                }
            }
            return rows;
        }

        void publish() {
            customers.publish();
            items.publish();
            types.publish();
            channels.publish();
            tables.events().publish(ledger);
        }
    }

    private static void writeNames(Connection c, String table, Dictionary.Draft names) throws SQLException {
        if (names.added().isEmpty()) {
            return;
        }
        try (BulkInsert insert = new BulkInsert(c, table, "id", "name")) {
            insert.begin(names.added().size());
            for (int k = 0; k < names.added().size(); k++) {
                insert.addIndex(names.from() + k).add(names.added().get(k));
            }
        }
    }

    private void notePrice(int item, String type, double price, long time) {
        if (item != Event.NONE && price > 0 && type.equals(Event.PURCHASE)) {
            prices.put(item, price, time);
        }
    }

    private ItemDraft writePrices(Connection c) throws SQLException {
        ItemDraft draft = new ItemDraft(tables.items());
        prices.forEach(draft::price);
        draft.write(c);
        return draft;
    }

    @Override
    public Intake.Settlement settle(Progress progress) {
        return new Settler(connection, tables.events(), tables.customers()).settle(touched, progress);
    }

    @Override
    public void finish(ImportReport report) {
        ItemDraft[] draft = new ItemDraft[1];
        Database.write(connection, c -> {
            draft[0] = writePrices(c);
            ImportLog.finish(c, id, report);
            // Only now, as what is settled is: an import that breaks off leaves this to the next as well.
            ImportLog.tidied(c);
        });
        draft[0].publish();
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (SQLException e) {
            throw Database.failed(e);
        } finally {
            release();
        }
    }

    private void release() {
        onClose.run();
        try {
            connection.close();
        } catch (SQLException e) {
            throw Database.failed(e);
        }
    }
}
