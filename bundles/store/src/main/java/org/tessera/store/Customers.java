// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.Intake.Detail;

/** The customers, held in memory and on disk. Many threads may read while one import adds. */
@Component(service = {CustomerDirectory.class, Customers.class})
public final class Customers implements CustomerDirectory {
    private final Dictionary dictionary = new Dictionary();
    private final AttributeTable attributes = new AttributeTable();
    // By customer, 0 where nothing has changed or past the end; guarded by this.
    private long[] revisions = new long[64];
    private final AtomicLong attributeChanges = new AtomicLong();

    @Activate
    public Customers(@Reference Database database) {
        database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "SELECT external_id, attributes, revision, id FROM customer ORDER BY id");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    int index = dictionary.size();
                    dictionary.add(row.getString(1));
                    attributes.set(index, Texts.strings(row.getString(2)));
                    changed(index, row.getLong(3));
                }
                return dictionary.size();
            }
        });
    }

    @Override
    public int size() {
        return dictionary.size();
    }

    @Override
    public String id(int customer) {
        return dictionary.key(customer);
    }

    @Override
    public OptionalInt indexOf(String id) {
        return dictionary.indexOf(id);
    }

    @Override
    public Map<String, String> attributes(int customer) {
        return attributes.get(customer);
    }

    @Override
    public List<String> attributeNames() {
        return attributes.names();
    }

    @Override
    public long revision() {
        return attributeChanges.get();
    }

    /** Notes that earlier events of a customer changed. */
    synchronized void changed(int customer, long revision) {
        if (customer >= revisions.length) {
            revisions = Arrays.copyOf(revisions, Math.max(customer + 1, revisions.length * 2));
        }
        revisions[customer] = revision;
    }

    synchronized BitSet changedSince(long revision) {
        BitSet changed = new BitSet();
        int n = Math.min(revisions.length, dictionary.size());
        for (int customer = 0; customer < n; customer++) {
            if (revisions[customer] > revision) {
                changed.set(customer);
            }
        }
        return changed;
    }

    Draft draft() {
        return new Draft();
    }

    /** Customers added and changed in one transaction. For one thread. */
    final class Draft {
        private final Dictionary.Draft keys = dictionary.draft();
        private final Map<Integer, Map<String, String>> changes = new LinkedHashMap<>();
        private final Set<Integer> seen = new HashSet<>();

        int resolve(String id) {
            return keys.resolve(id);
        }

        /**
         * Takes attributes.
         *
         * @param overwrite whether they replace what is known
         * @return whether that changes the customer or the customer is new
         */
        boolean put(int customer, String name, String value, boolean overwrite) {
            String known = known(customer, name);
            if (value.isEmpty() || value.equals(known) || (!overwrite && !known.isEmpty())) {
                return false;
            }
            changes.computeIfAbsent(customer, c -> new LinkedHashMap<>()).put(name, value);
            return true;
        }

        private String known(int customer, String name) {
            @Nullable Map<String, String> drafted = changes.get(customer);
            @Nullable String value = drafted == null ? null : drafted.get(name);
            return value != null ? value : customer < keys.from() ? attributes.get(customer, name) : "";
        }

        /** Fills gaps with what an event says. */
        void fill(int customer, List<Detail> details, List<String> values) {
            for (int k = 0; k < details.size(); k++) {
                if (details.get(k).subject() == Detail.Subject.CUSTOMER) {
                    put(customer, details.get(k).name(), values.get(k), false);
                }
            }
        }

        private boolean isNew(int customer) {
            return customer >= keys.from();
        }

        /** Whether a customer is new and this is the first call for it. */
        boolean isFresh(int customer) {
            return isNew(customer) && seen.add(customer);
        }

        void write(Connection connection) throws SQLException {
            List<String> added = keys.added();
            try (BulkInsert insert =
                    new BulkInsert(connection, "customer", "id", "external_id", "attributes", "revision")) {
                insert.begin(added.size());
                for (int k = 0; k < added.size(); k++) {
                    int customer = keys.from() + k;
                    Map<String, String> own = changes.getOrDefault(customer, Map.of());
                    insert.addIndex(customer)
                            .add(added.get(k))
                            .add(Texts.of(own))
                            .add(0L);
                }
            }
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE customer SET attributes = ? WHERE id = ?")) {
                for (Map.Entry<Integer, Map<String, String>> change : changes.entrySet()) {
                    if (!isNew(change.getKey())) {
                        Map<String, String> all = new LinkedHashMap<>(attributes.get(change.getKey()));
                        all.putAll(change.getValue());
                        update.setString(1, Texts.of(all));
                        update.setInt(2, change.getKey());
                        update.addBatch();
                    }
                }
                update.executeBatch();
            }
        }

        /** Lets everybody see the changes; call it once they are on disk. */
        void publish() {
            changes.forEach(attributes::set);
            keys.publish();
            if (!changes.isEmpty()) {
                attributeChanges.addAndGet(changes.size());
            }
        }
    }
}
