// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.data.Event;
import org.tessera.api.store.EventStore;

/** The events, on disk. Many threads may read while one import adds. */
@Component(service = {EventStore.class, Events.class})
public final class Events implements EventStore {
    /** Customers whose blocks are looked up at a time, at most. */
    private static final int CUSTOMERS = 1024;
    /** So far apart, customers are looked up by themselves: those between have many rows that nobody wants. */
    private static final int APART = 8;
    /** Events held to bring them into the order of customers, about 100 bytes each: an eighth of the memory there is. */
    private static final long HELD = Math.max(100_000, Runtime.getRuntime().maxMemory() / 800);

    private final Database database;
    private final Customers customers;
    private final Dictionary types = new Dictionary();
    private final Dictionary channels = new Dictionary();
    private final BlockTable blocks = new BlockTable();
    private volatile Ledger ledger = Ledger.empty();

    /** An event with its number. */
    record Numbered(long number, Event event) {
        static final Comparator<Numbered> BY_TIME =
                Comparator.comparingLong((Numbered n) -> n.event.time()).thenComparingLong(n -> n.number);
    }

    @Activate
    public Events(@Reference Database database, @Reference Customers customers) {
        this.database = database;
        this.customers = customers;
        database.read(connection -> {
            load(connection, "event_type", types);
            load(connection, "channel", channels);
            ledger = readLedger(connection);
            return ledger;
        });
    }

    private static void load(Connection connection, String table, Dictionary into) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT name FROM " + table + " ORDER BY id");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                into.add(row.getString(1));
            }
        }
    }

    private static Ledger readLedger(Connection connection) throws SQLException {
        Extent extent = new Extent(0, 0, 0, 0, 0);
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT events, last_event, oldest, newest, revision FROM extent");
                ResultSet row = select.executeQuery()) {
            if (row.next()) {
                extent = new Extent(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
            }
        }
        return Ledger.empty()
                .with(
                        extent,
                        units(connection, "SELECT purchase, SUM(quantity) FROM settlement GROUP BY purchase"),
                        units(connection, "SELECT event, quantity FROM open_cancel"));
    }

    private static Map<Long, Double> units(Connection connection, String query) throws SQLException {
        Map<Long, Double> units = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(query);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                units.put(row.getLong(1), row.getDouble(2));
            }
        }
        return units;
    }

    Dictionary types() {
        return types;
    }

    Dictionary channels() {
        return channels;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Lets everybody see what was committed. */
    void publish(Ledger committed) {
        ledger = committed;
    }

    @Override
    public Extent extent() {
        return ledger.extent();
    }

    @Override
    public BitSet changedSince(long revision) {
        return customers.changedSince(revision);
    }

    @Override
    public void visitAfter(long after, Visitor visitor) {
        Ledger moment = ledger;
        long last = moment.extent().last();
        database.read(connection -> {
            blocks.forEach(connection, after + 1, last, block -> {
                int start = (int) Math.max(0, after + 1 - block.first());
                hand(block, start, block.size(), moment, visitor);
            });
            return moment;
        });
    }

    @Override
    public void visitCustomer(int customer, Visitor visitor) {
        Ledger moment = ledger;
        List<Numbered> events = new ArrayList<>();
        database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT first_event FROM customer_block WHERE customer = ? AND first_event <= ?")) {
                select.setInt(1, customer);
                select.setLong(2, moment.extent().last());
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        EventBlock block = blocks.cached(connection, row.getLong(1));
                        hand(
                                block,
                                block.start(customer),
                                block.start(customer + 1),
                                moment,
                                (number, event) -> events.add(new Numbered(number, event)));
                    }
                }
            }
            return events;
        });
        events.sort(Numbered.BY_TIME);
        events.forEach(n -> visitor.visit(n.number(), n.event()));
    }

    @Override
    public void visitCustomers(BitSet wanted, Visitor visitor) {
        Ledger moment = ledger;
        database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(Gathering.LOOK_UP)) {
                Gathering gathering = new Gathering(connection, select, wanted, moment, visitor);
                int from = wanted.nextSetBit(0);
                while (from >= 0) {
                    int to = from;
                    int next = wanted.nextSetBit(from + 1);
                    while (next >= 0 && next - to < APART && next - from < CUSTOMERS) {
                        to = next;
                        next = wanted.nextSetBit(next + 1);
                    }
                    gathering.lookUp(from, to);
                    from = next;
                }
                gathering.hand();
            }
            return moment;
        });
    }

    /**
     * Brings the events of a range of customers into their order: as many customers at a time as there is room for,
     * with each block read once for all of them. For one thread.
     */
    private final class Gathering {
        static final String LOOK_UP = "SELECT customer, first_event, events FROM customer_block"
                + " WHERE customer BETWEEN ? AND ? AND first_event <= ? ORDER BY customer, first_event";

        private final Connection connection;
        private final PreparedStatement select;
        private final BitSet wanted;
        private final Ledger moment;
        private final Visitor visitor;
        private final TreeSet<Long> firsts = new TreeSet<>();
        private int from = -1;
        private int to = -1;
        private long events;

        Gathering(Connection connection, PreparedStatement select, BitSet wanted, Ledger moment, Visitor visitor) {
            this.connection = connection;
            this.select = select;
            this.wanted = wanted;
            this.moment = moment;
            this.visitor = visitor;
        }

        /** Adds customers to the range, handing out those before where there is no more room. */
        void lookUp(int first, int last) throws SQLException {
            select.setInt(1, first);
            select.setInt(2, last);
            select.setLong(3, moment.extent().last());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    int customer = row.getInt(1);
                    if (wanted.get(customer)) {
                        if (events > HELD && customer != to) {
                            hand();
                        }
                        from = from < 0 ? customer : from;
                        to = customer;
                        firsts.add(row.getLong(2));
                        events += row.getInt(3);
                    }
                }
            }
        }

        void hand() throws SQLException {
            if (from < 0) {
                return;
            }
            Map<Integer, List<Numbered>> byCustomer = new TreeMap<>();
            for (long first : firsts) {
                EventBlock block = blocks.read(connection, first);
                int[] customers = block.customers();
                int end = block.start(to + 1);
                for (int k = block.start(from); k < end; ) {
                    int next = k + 1;
                    while (next < end && customers[next] == customers[k]) {
                        next++;
                    }
                    if (wanted.get(customers[k])) {
                        List<Numbered> own = byCustomer.computeIfAbsent(customers[k], c -> new ArrayList<>());
                        Events.this.hand(
                                block, k, next, moment, (number, event) -> own.add(new Numbered(number, event)));
                    }
                    k = next;
                }
            }
            firsts.clear();
            from = -1;
            events = 0;
            for (List<Numbered> own : byCustomer.values()) {
                own.sort(Numbered.BY_TIME);
                own.forEach(n -> visitor.visit(n.number(), n.event()));
            }
        }
    }

    /** Hands out the events of a block from one place to before another, those that are left. */
    private void hand(EventBlock block, int from, int to, Ledger moment, Visitor visitor) {
        for (int k = from; k < to; k++) {
            long number = block.first() + k;
            if (block.aside()[k] || number > moment.extent().last()) {
                continue;
            }
            String type = types.key(block.types()[k]);
            double quantity = block.quantities()[k];
            double left = moment.left(number, type, quantity);
            if (moment.gone(number, type, left)) {
                continue;
            }
            double value = block.values()[k];
            int channel = block.channels()[k];
            visitor.visit(
                    number,
                    new Event(
                            block.customers()[k],
                            block.items()[k],
                            type,
                            block.times()[k],
                            left == quantity ? value : value * left / quantity,
                            left,
                            block.prices()[k],
                            block.orders()[k],
                            channel == Event.NONE ? "" : channels.key(channel)));
        }
    }
}
