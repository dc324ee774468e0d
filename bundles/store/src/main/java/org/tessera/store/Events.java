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
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.data.Event;
import org.tessera.api.store.EventStore;

/** The events, on disk. Many threads may read while one import adds. */
@Component(service = {EventStore.class, Events.class})
public final class Events implements EventStore {
    /** Rows that are read at a time: H2 holds the result of a query in memory. */
    private static final int PAGE = 8192;

    private static final String FIELDS =
            "e.id, e.occurred, e.customer, e.item, e.type, e.amount, e.quantity, e.price, e.order_id, e.channel";

    private final Database database;
    private final Customers customers;
    private final Dictionary types = new Dictionary();
    private final Dictionary channels = new Dictionary();
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
        database.read(connection -> {
            try (PreparedStatement page = connection.prepareStatement(
                    "SELECT " + FIELDS + " FROM event e WHERE e.id BETWEEN ? AND ? AND NOT e.aside ORDER BY e.id")) {
                long last = moment.extent().last();
                for (long from = after + 1; from <= last; from += PAGE) {
                    page.setLong(1, from);
                    page.setLong(2, Math.min(last, from + PAGE - 1));
                    try (ResultSet row = page.executeQuery()) {
                        while (row.next()) {
                            hand(row, moment, visitor);
                        }
                    }
                }
            }
            return moment;
        });
    }

    @Override
    public void visitCustomer(int customer, Visitor visitor) {
        Ledger moment = ledger;
        database.read(connection -> {
            try (Histories histories = new Histories(connection)) {
                histories.read(customer, customer, moment, visitor);
            }
            return moment;
        });
    }

    @Override
    public void visitCustomers(BitSet wanted, Visitor visitor) {
        Ledger moment = ledger;
        database.read(connection -> {
            try (Histories histories = new Histories(connection)) {
                for (int first = wanted.nextSetBit(0); first >= 0; ) {
                    int end = wanted.nextClearBit(first);
                    // A range of customers in one query, but few enough to hold their events.
                    int until = Math.min(end, first + Histories.CUSTOMERS);
                    histories.read(first, until - 1, moment, visitor);
                    first = wanted.nextSetBit(until);
                }
            }
            return moment;
        });
    }

    /** Reads by customer. For one thread. */
    private final class Histories implements AutoCloseable {
        static final int CUSTOMERS = 64;

        private final PreparedStatement select;

        Histories(Connection connection) throws SQLException {
            select = connection.prepareStatement("SELECT " + FIELDS + " FROM customer_span s JOIN event e"
                    + " ON e.id BETWEEN s.first_event AND s.last_event"
                    + " WHERE s.customer BETWEEN ? AND ? AND NOT e.aside ORDER BY s.customer, s.first_event");
        }

        /** Hands out the events of customers from one to another, both included, each by time. */
        void read(int from, int to, Ledger moment, Visitor visitor) throws SQLException {
            List<Numbered> events = new ArrayList<>();
            select.setInt(1, from);
            select.setInt(2, to);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    if (row.getLong(1) <= moment.extent().last()) {
                        hand(row, moment, (number, event) -> events.add(new Numbered(number, event)));
                    }
                }
            }
            events.sort(Comparator.comparingInt((Numbered n) -> n.event().customer())
                    .thenComparing(Numbered.BY_TIME));
            events.forEach(n -> visitor.visit(n.number(), n.event()));
        }

        @Override
        public void close() throws SQLException {
            select.close();
        }
    }

    private void hand(ResultSet row, Ledger moment, Visitor visitor) throws SQLException {
        long number = row.getLong(1);
        String type = types.key(row.getInt(5));
        double quantity = row.getDouble(7);
        double left = moment.left(number, type, quantity);
        if (moment.gone(number, type, left)) {
            return;
        }
        double amount = number(row, 6);
        @Nullable String order = row.getString(9);
        visitor.visit(
                number,
                new Event(
                        index(row, 3),
                        index(row, 4),
                        type,
                        row.getLong(2),
                        left == quantity ? amount : amount * left / quantity,
                        left,
                        number(row, 8),
                        order == null ? "" : order,
                        channel(row)));
    }

    private String channel(ResultSet row) throws SQLException {
        int channel = index(row, 10);
        return channel == Event.NONE ? "" : channels.key(channel);
    }

    private static int index(ResultSet row, int column) throws SQLException {
        int index = row.getInt(column);
        return row.wasNull() ? Event.NONE : index;
    }

    private static double number(ResultSet row, int column) throws SQLException {
        double number = row.getDouble(column);
        return row.wasNull() ? Double.NaN : number;
    }
}
