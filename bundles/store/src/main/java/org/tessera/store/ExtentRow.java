// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.tessera.api.store.EventStore.Extent;

/** The one row that says what the events are in all, written with every commit that changes them. */
final class ExtentRow {
    private ExtentRow() {}

    static void write(Connection connection, Extent extent) throws SQLException {
        if (update(
                        connection,
                        "UPDATE extent SET events = ?, last_event = ?, oldest = ?, newest = ?, revision = ?",
                        extent)
                == 0) {
            update(
                    connection,
                    "INSERT INTO extent (events, last_event, oldest, newest, revision) VALUES (?, ?, ?, ?, ?)",
                    extent);
        }
    }

    private static int update(Connection connection, String sql, Extent extent) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, extent.count());
            statement.setLong(2, extent.last());
            statement.setLong(3, extent.oldest());
            statement.setLong(4, extent.newest());
            statement.setLong(5, extent.revision());
            return statement.executeUpdate();
        }
    }
}
