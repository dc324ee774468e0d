// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the table of blocks. Safe for many threads. */
final class BlockTable {
    /** Blocks that are read at a time: H2 holds the result of a query in memory. */
    private static final int PAGE = 16;
    /** Events of blocks kept unpacked for questions about single customers. */
    private static final int CACHED = 512 * 1024;

    private final BlockCache cache = new BlockCache(CACHED);

    /** Hands out the blocks with events from one number to another, in order. */
    void forEach(Connection connection, long number, long last, Consumer<EventBlock> visitor) throws SQLException {
        long from = holding(connection, number);
        try (PreparedStatement page = connection.prepareStatement("SELECT first_event, bytes FROM event_block"
                + " WHERE first_event BETWEEN ? AND ? ORDER BY first_event LIMIT " + PAGE)) {
            int rows = PAGE;
            while (rows == PAGE) {
                rows = 0;
                page.setLong(1, from);
                page.setLong(2, last);
                try (ResultSet row = page.executeQuery()) {
                    while (row.next()) {
                        EventBlock block = EventBlock.read(row.getLong(1), row.getBytes(2));
                        visitor.accept(block);
                        from = block.last() + 1;
                        rows++;
                    }
                }
            }
        }
    }

    /** Number of the first event of the block that holds an event. */
    private static long holding(Connection connection, long number) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT first_event FROM event_block WHERE first_event <= ? ORDER BY first_event DESC LIMIT 1")) {
            select.setLong(1, number);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : number;
            }
        }
    }

    /** A block that will be asked for again. */
    EventBlock cached(Connection connection, long first) throws SQLException {
        @Nullable EventBlock known = cache.get(first);
        if (known != null) {
            return known;
        }
        EventBlock block = read(connection, first);
        cache.put(block);
        return block;
    }

    /** A block, fresh from disk. */
    EventBlock read(Connection connection, long first) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT bytes FROM event_block WHERE first_event = ?")) {
            select.setLong(1, first);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("the store lacks the events from " + first + " on");
                }
                return EventBlock.read(first, row.getBytes(1));
            }
        }
    }
}
