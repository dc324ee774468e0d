// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tessera.api.ingest.ImportReport;
import org.tessera.api.ingest.Reject;
import org.tessera.api.store.Intake.Source;
import org.tessera.api.store.Intake.Tally;

/** The table of imports. */
final class ImportLog {
    /** The step that the report of a broken-off import ends with. */
    static final String BROKEN_OFF = "broken off: import the file again to go on";

    private ImportLog() {}

    /** Notes that an import starts and returns its number. */
    static int begin(Connection connection, Source source, long firstEvent) throws SQLException {
        int id = (int) Sql.one(connection, "SELECT COALESCE(MAX(id), 0) + 1 FROM import_run");
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO import_run (id, file, kind, mapping, started, first_event, records_read, accepted,"
                        + " rejected, duplicates, reasons, steps) VALUES (?, ?, ?, ?, ?, ?, 0, 0, 0, 0, '{}', '[]')")) {
            insert.setInt(1, id);
            insert.setString(2, source.file());
            insert.setString(3, source.kind());
            insert.setString(4, source.mapping());
            insert.setLong(5, source.started().toEpochMilli());
            insert.setLong(6, firstEvent);
            insert.executeUpdate();
        }
        return id;
    }

    /** Notes how far an import has come. */
    static void advance(Connection connection, int id, Tally tally) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE import_run SET records_read = ?,"
                + " accepted = ?, rejected = ?, duplicates = ? WHERE id = ?")) {
            update.setLong(1, tally.read());
            update.setLong(2, tally.accepted());
            update.setLong(3, tally.rejected());
            update.setLong(4, tally.duplicates());
            update.setInt(5, id);
            update.executeUpdate();
        }
    }

    static void finish(Connection connection, int id, ImportReport report) throws SQLException {
        long rejected =
                report.rejected().values().stream().mapToLong(Long::longValue).sum();
        advance(connection, id, new Tally(report.read(), report.accepted(), rejected, report.duplicates()));
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE import_run SET finished = ?, reasons = ?, steps = ?, seconds = ? WHERE id = ?")) {
            update.setLong(1, System.currentTimeMillis());
            update.setString(2, Texts.of(report.rejected()));
            update.setString(3, steps(report.steps()));
            update.setDouble(4, report.seconds());
            update.setInt(5, id);
            update.executeUpdate();
        }
    }

    /** First event of the oldest import that was broken off and not tidied up after; 0 where there is none. */
    static long brokenOffFrom(Connection connection) throws SQLException {
        return Sql.one(connection, "SELECT COALESCE(MIN(first_event), 0) FROM import_run WHERE finished IS NULL");
    }

    /** Notes that everything broken off up to now has been tidied up after. */
    static void tidied(Connection connection) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE import_run SET finished = ? WHERE finished IS NULL")) {
            update.setLong(1, System.currentTimeMillis());
            update.executeUpdate();
        }
    }

    static List<ImportReport> history(Connection connection) throws SQLException {
        List<ImportReport> reports = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT file, kind, mapping, records_read, accepted, rejected, duplicates, reasons, steps, seconds,"
                                + " started FROM import_run ORDER BY id DESC");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                reports.add(report(row));
            }
        }
        return reports;
    }

    private static ImportReport report(ResultSet row) throws SQLException {
        double seconds = row.getDouble(10);
        boolean brokenOff = row.wasNull();
        long rejected = row.getLong(6);
        Map<String, Long> reasons = Texts.counts(row.getString(8));
        if (brokenOff && rejected > 0) {
            reasons = Map.of("rejected", rejected);
        }
        List<ImportReport.Step> steps =
                brokenOff ? List.of(new ImportReport.Step(BROKEN_OFF, row.getLong(4))) : steps(row.getString(9));
        return new ImportReport(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getLong(5),
                reasons,
                row.getLong(7),
                steps,
                brokenOff ? 0 : seconds,
                Instant.ofEpochMilli(row.getLong(11)));
    }

    static List<Reject> rejects(Connection connection, int limit) throws SQLException {
        List<Reject> rejects = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT file, line, reason, detail, raw FROM reject ORDER BY id DESC LIMIT ?")) {
            select.setInt(1, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rejects.add(new Reject(
                            row.getString(1), row.getLong(2), row.getString(3), row.getString(4), row.getString(5)));
                }
            }
        }
        return rejects;
    }

    private static String steps(List<ImportReport.Step> steps) {
        JsonArray array = new JsonArray();
        for (ImportReport.Step step : steps) {
            JsonObject object = new JsonObject();
            object.addProperty("name", step.name());
            object.addProperty("rows", step.rows());
            array.add(object);
        }
        return array.toString();
    }

    private static List<ImportReport.Step> steps(String text) {
        List<ImportReport.Step> steps = new ArrayList<>();
        for (JsonElement element : JsonParser.parseString(text).getAsJsonArray()) {
            JsonObject object = element.getAsJsonObject();
            steps.add(new ImportReport.Step(
                    object.get("name").getAsString(), object.get("rows").getAsLong()));
        }
        return steps;
    }
}
