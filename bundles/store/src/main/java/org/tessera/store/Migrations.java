// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;

/**
 * Brings the schema up to date by numbered scripts. H2 commits after every statement that changes the schema, so a
 * script that was broken off is run again: each statement must stand being repeated.
 */
final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    /** In order; the number at the front is the version that the script leads to. */
    private static final List<String> SCRIPTS = List.of("001-base.sql");

    private Migrations() {}

    static void run(Database database) {
        database.write(connection -> {
            Database.execute(
                    connection,
                    "CREATE TABLE IF NOT EXISTS schema_version"
                            + " (version INT PRIMARY KEY, script VARCHAR NOT NULL, applied BIGINT NOT NULL)");
            int version = version(connection);
            int newest = number(SCRIPTS.get(SCRIPTS.size() - 1));
            if (version > newest) {
                throw new TesseraException(
                        "the database has schema version " + version + ", newer than " + newest
                                + " of this version of Tessera",
                        "run the version of Tessera that wrote it, or a later one");
            }
            for (String script : SCRIPTS) {
                if (number(script) > version) {
                    apply(connection, script);
                }
            }
        });
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT MAX(version) FROM schema_version")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private static void apply(Connection connection, String script) throws SQLException {
        for (String statement : statements(text(script))) {
            Database.execute(connection, statement);
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO schema_version VALUES (?, ?, ?)")) {
            insert.setInt(1, number(script));
            insert.setString(2, script);
            insert.setLong(3, System.currentTimeMillis());
            insert.executeUpdate();
        }
        connection.commit();
        LOG.info("schema brought to {}", script);
    }

    private static int number(String script) {
        return Integer.parseInt(script.substring(0, 3));
    }

    /** The statements of a script: comments are whole lines, and a semicolon ends a statement. */
    static List<String> statements(String script) {
        String code =
                script.lines().filter(line -> !line.strip().startsWith("--")).collect(Collectors.joining("\n"));
        return Arrays.stream(code.split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static String text(String script) {
        try (InputStream in = Migrations.class.getResourceAsStream("migrations/" + script)) {
            if (in == null) {
                throw new IllegalStateException("the store lacks its script " + script);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
