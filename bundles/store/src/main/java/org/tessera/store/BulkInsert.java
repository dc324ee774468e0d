// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collections;

/**
 * Inserts rows with statements of {@value #BLOCK} rows. H2 takes these about twice as fast as a batch of single-row
 * statements, PostgreSQL saves the round trips. Not safe for many threads.
 *
 * <p>Say with {@link #begin} how many rows will come, then set the columns of each in order.
 */
final class BulkInsert implements AutoCloseable {
    private static final int BLOCK = 32;

    private final int columns;
    private final PreparedStatement block;
    private final PreparedStatement single;
    private PreparedStatement current;
    private int remaining;
    private int parameter;
    private int end;

    BulkInsert(Connection connection, String table, String... names) throws SQLException {
        columns = names.length;
        String row = "(" + String.join(", ", Collections.nCopies(columns, "?")) + ")";
        String head = "INSERT INTO " + table + " (" + String.join(", ", names) + ") VALUES ";
        block = connection.prepareStatement(head + String.join(", ", Collections.nCopies(BLOCK, row)));
        single = connection.prepareStatement(head + row);
        current = single;
    }

    BulkInsert begin(int rows) {
        if (parameter != end) {
            throw new IllegalStateException("the rows announced before have not all come");
        }
        remaining = rows;
        next();
        return this;
    }

    private void next() {
        boolean whole = remaining >= BLOCK;
        current = whole ? block : single;
        parameter = 0;
        end = remaining == 0 ? 0 : columns * (whole ? BLOCK : 1);
    }

    BulkInsert add(long value) throws SQLException {
        current.setLong(++parameter, value);
        return written();
    }

    BulkInsert add(boolean value) throws SQLException {
        current.setBoolean(++parameter, value);
        return written();
    }

    BulkInsert add(String value) throws SQLException {
        current.setString(++parameter, value);
        return written();
    }

    BulkInsert add(byte[] value) throws SQLException {
        current.setBytes(++parameter, value);
        return written();
    }

    /** A number, or nothing for NaN. */
    BulkInsert addNumber(double value) throws SQLException {
        if (Double.isNaN(value)) {
            current.setNull(++parameter, Types.DOUBLE);
        } else {
            current.setDouble(++parameter, value);
        }
        return written();
    }

    /** A dense index, or nothing for a negative one. */
    BulkInsert addIndex(int value) throws SQLException {
        if (value < 0) {
            current.setNull(++parameter, Types.INTEGER);
        } else {
            current.setInt(++parameter, value);
        }
        return written();
    }

    /** A text, or nothing for an empty one. */
    BulkInsert addText(String value) throws SQLException {
        if (value.isEmpty()) {
            current.setNull(++parameter, Types.VARCHAR);
        } else {
            current.setString(++parameter, value);
        }
        return written();
    }

    private BulkInsert written() throws SQLException {
        if (parameter == end) {
            current.executeUpdate();
            remaining -= end / columns;
            next();
        }
        return this;
    }

    @Override
    public void close() throws SQLException {
        try (single) {
            block.close();
        }
    }
}
