// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tessera.api.ingest.Reject;

/**
 * The table of rejected records. A record is known by its file, line, reason and text, so that importing a file again
 * does not quarantine its bad records twice.
 */
final class Quarantine {
    private Quarantine() {}

    static void write(Connection connection, int run, List<Reject> rejects) throws SQLException {
        Map<Long, Reject> fresh = new LinkedHashMap<>();
        try (PreparedStatement known =
                connection.prepareStatement("SELECT COUNT(*) FROM reject WHERE fingerprint = ?")) {
            for (Reject reject : rejects) {
                long fingerprint = fingerprint(reject);
                known.setLong(1, fingerprint);
                try (ResultSet row = known.executeQuery()) {
                    if (row.next() && row.getLong(1) == 0) {
                        fresh.put(fingerprint, reject);
                    }
                }
            }
        }
        if (fresh.isEmpty()) {
            return;
        }
        long id = Sql.one(connection, "SELECT COALESCE(MAX(id), 0) FROM reject");
        try (BulkInsert insert = new BulkInsert(
                connection, "reject", "id", "import_run", "file", "line", "reason", "detail", "raw", "fingerprint")) {
            insert.begin(fresh.size());
            for (Map.Entry<Long, Reject> entry : fresh.entrySet()) {
                Reject reject = entry.getValue();
                insert.add(++id)
                        .addIndex(run)
                        .add(reject.file())
                        .add(reject.line())
                        .add(reject.reason())
                        .add(reject.detail())
                        .add(storable(reject.raw()))
                        .add((long) entry.getKey());
            }
        }
    }

    private static long fingerprint(Reject reject) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String identity =
                    String.join("\n", reject.file(), Long.toString(reject.line()), reject.reason(), reject.raw());
            return ByteBuffer.wrap(digest.digest(identity.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** PostgreSQL takes no NUL in texts. */
    private static String storable(String raw) {
        return raw.replace('\0', '\uFFFD');
    }
}
