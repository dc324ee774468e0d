// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.store.StateStore;

/** Saved states of profilers, on disk. */
@Component(service = StateStore.class)
public final class States implements StateStore {
    /** Rows that are read at a time: H2 holds the result of a query in memory. */
    private static final int PAGE = 4096;

    private final Database database;

    /** A profiler's number with its cursor. */
    private record Known(int id, Cursor cursor) {
        /** Key of a customer's state. */
        long key(int customer) {
            return (long) id << 32 | customer;
        }
    }

    @Activate
    public States(@Reference Database database) {
        this.database = database;
    }

    @Override
    public Cursor cursor(String profiler) {
        return database.read(c -> known(c, profiler).map(Known::cursor).orElse(Cursor.START));
    }

    private static Optional<Known> known(Connection connection, String profiler) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT id, format, last_event, revision FROM profiler WHERE name = ?")) {
            select.setString(1, profiler);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new Known(row.getInt(1), new Cursor(row.getString(2), row.getLong(3), row.getLong(4))))
                        : Optional.empty();
            }
        }
    }

    @Override
    public void visit(String profiler, Visitor visitor) {
        database.read(c -> {
            Optional<Known> known = known(c, profiler);
            if (known.isPresent()) {
                visit(c, known.get(), visitor);
            }
            return known;
        });
    }

    private static void visit(Connection connection, Known profiler, Visitor visitor) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT id, newest, bytes FROM profiler_state"
                + " WHERE id BETWEEN ? AND ? ORDER BY id LIMIT " + PAGE)) {
            long end = profiler.key(Integer.MAX_VALUE);
            long from = profiler.key(0);
            int rows = PAGE;
            while (rows == PAGE) {
                rows = 0;
                select.setLong(1, from);
                select.setLong(2, end);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        long key = row.getLong(1);
                        visitor.visit((int) key, new State(row.getBytes(3), row.getLong(2)));
                        from = key + 1;
                        rows++;
                    }
                }
            }
        }
    }

    @Override
    public Optional<State> find(String profiler, int customer) {
        return database.read(c -> {
            Optional<Known> known = known(c, profiler);
            if (known.isEmpty()) {
                return Optional.empty();
            }
            try (PreparedStatement select =
                    c.prepareStatement("SELECT newest, bytes FROM profiler_state WHERE id = ?")) {
                select.setLong(1, known.get().key(customer));
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(new State(row.getBytes(2), row.getLong(1))) : Optional.empty();
                }
            }
        });
    }

    @Override
    public void save(String profiler, Cursor cursor, Map<Integer, State> states) {
        database.write(c -> {
            Optional<Known> before = known(c, profiler);
            Known known = new Known(
                    before.isPresent()
                            ? before.get().id()
                            : (int) Sql.one(c, "SELECT COALESCE(MAX(id), 0) + 1 FROM profiler"),
                    cursor);
            write(c, profiler, known, before.isPresent());
            write(c, known, new TreeMap<>(states), before.isPresent());
        });
    }

    private static void write(Connection connection, String name, Known profiler, boolean there) throws SQLException {
        try (PreparedStatement write = connection.prepareStatement(
                there
                        ? "UPDATE profiler SET format = ?, last_event = ?, revision = ?, name = ? WHERE id = ?"
                        : "INSERT INTO profiler (format, last_event, revision, name, id) VALUES (?, ?, ?, ?, ?)")) {
            write.setString(1, profiler.cursor().format());
            write.setLong(2, profiler.cursor().last());
            write.setLong(3, profiler.cursor().revision());
            write.setString(4, name);
            write.setInt(5, profiler.id());
            write.executeUpdate();
        }
    }

    private static void write(Connection connection, Known profiler, Map<Integer, State> states, boolean replace)
            throws SQLException {
        if (replace) {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM profiler_state WHERE id = ?")) {
                for (int customer : states.keySet()) {
                    delete.setLong(1, profiler.key(customer));
                    delete.addBatch();
                }
                delete.executeBatch();
            }
        }
        try (BulkInsert insert = new BulkInsert(connection, "profiler_state", "id", "newest", "bytes")) {
            insert.begin(states.size());
            for (Map.Entry<Integer, State> entry : states.entrySet()) {
                State state = entry.getValue();
                insert.add(profiler.key(entry.getKey())).add(state.newest()).add(state.bytes());
            }
        }
    }

    @Override
    public void clear(String profiler) {
        database.write(c -> {
            Optional<Known> known = known(c, profiler);
            if (known.isEmpty()) {
                return;
            }
            try (PreparedStatement states = c.prepareStatement("DELETE FROM profiler_state WHERE id BETWEEN ? AND ?");
                    PreparedStatement row = c.prepareStatement("DELETE FROM profiler WHERE id = ?")) {
                states.setLong(1, known.get().key(0));
                states.setLong(2, known.get().key(Integer.MAX_VALUE));
                states.executeUpdate();
                row.setInt(1, known.get().id());
                row.executeUpdate();
            }
        });
    }
}
