// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.Event;
import org.tessera.api.store.EventStore.Extent;
import org.tessera.api.store.Intake.Settlement;
import org.tessera.api.strategy.Progress;
import org.tessera.store.Events.Numbered;

/**
 * Matches open cancellations with the purchases they take back: the latest ones of the same customer and item that are
 * not later than the cancellation, the newest first. Commits customer by customer, so that it can be broken off and
 * taken up again at any point. For one thread.
 */
final class Settler {
    /** Cancellations committed together, or a little more. */
    private static final int CHUNK = 16_384;

    private static final int DELETED_TOGETHER = 64;

    private final Connection connection;
    private final Events events;
    private final Customers customers;

    private final List<Match> matches = new ArrayList<>();
    private final Map<Long, Double> taken = new HashMap<>();
    private final Map<Long, Double> stillOpen = new HashMap<>();
    private final BitSet changed = new BitSet();
    private int settled;
    private int gonePurchases;
    private long whole;
    private long part;
    private long unmatched;

    /** A cancellation with units that have found no purchase. */
    private record OpenCancel(long number, int customer, int item, long time, double units) {}

    private record Match(long purchase, long cancel, double units) {}

    Settler(Connection connection, Events events, Customers customers) {
        this.connection = connection;
        this.events = events;
        this.customers = customers;
    }

    /** Settles what is open of the customers given. */
    Settlement settle(BitSet of, Progress progress) {
        Map<Integer, List<OpenCancel>> open = open(of);
        int total = open.size();
        BitSet wanted = new BitSet();
        open.keySet().forEach(wanted::set);
        History history = new History(open, progress, total);
        events.visitCustomers(wanted, history::add);
        history.end();
        commit();
        return new Settlement(whole, part, unmatched);
    }

    private Map<Integer, List<OpenCancel>> open(BitSet of) {
        Map<Integer, List<OpenCancel>> open = new HashMap<>();
        Database.write(connection, c -> {
            try (PreparedStatement select = c.prepareStatement("SELECT event, customer, item, occurred, quantity"
                            + " FROM open_cancel WHERE customer IS NOT NULL AND item IS NOT NULL");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    OpenCancel cancel = new OpenCancel(
                            row.getLong(1), row.getInt(2), row.getInt(3), row.getLong(4), row.getDouble(5));
                    if (of.get(cancel.customer())) {
                        open.computeIfAbsent(cancel.customer(), k -> new ArrayList<>())
                                .add(cancel);
                    }
                }
            }
        });
        return open;
    }

    /** Gathers one customer's purchases after the other. */
    private final class History {
        private final Map<Integer, List<OpenCancel>> open;
        private final Progress progress;
        private final int total;
        private final Map<Integer, List<Numbered>> purchases = new HashMap<>();
        private int customer = Event.NONE;
        private int done;

        History(Map<Integer, List<OpenCancel>> open, Progress progress, int total) {
            this.open = open;
            this.progress = progress;
            this.total = total;
        }

        void add(long number, Event event) {
            if (event.customer() != customer) {
                end();
                customer = event.customer();
            }
            if (event.type().equals(Event.PURCHASE) && event.hasItem()) {
                purchases.computeIfAbsent(event.item(), i -> new ArrayList<>()).add(new Numbered(number, event));
            }
        }

        void end() {
            if (customer == Event.NONE) {
                return;
            }
            List<OpenCancel> cancels = open.getOrDefault(customer, List.of());
            cancels.sort(Comparator.comparingLong(OpenCancel::time).thenComparingLong(OpenCancel::number));
            Map<Long, Double> left = new HashMap<>();
            for (OpenCancel cancel : cancels) {
                match(cancel, purchases.getOrDefault(cancel.item(), List.of()), left);
            }
            purchases.clear();
            progress.report("settling cancellations", ++done, total);
            if (settled >= CHUNK) {
                commit();
            }
        }
    }

    /** @param left units left of purchases this customer's earlier cancellations took from */
    private void match(OpenCancel cancel, List<Numbered> purchases, Map<Long, Double> left) {
        double units = cancel.units();
        for (int k = purchases.size() - 1; k >= 0 && units > Ledger.NOTHING; k--) {
            Numbered purchase = purchases.get(k);
            double available =
                    left.getOrDefault(purchase.number(), purchase.event().quantity());
            if (purchase.event().time() > cancel.time() || available <= Ledger.NOTHING) {
                continue;
            }
            double back = Math.min(units, available);
            units -= back;
            left.put(purchase.number(), available - back);
            taken.merge(purchase.number(), back, Double::sum);
            matches.add(new Match(purchase.number(), cancel.number(), back));
            gonePurchases += available - back <= Ledger.NOTHING ? 1 : 0;
        }
        if (units == cancel.units()) {
            unmatched++;
            return;
        }
        boolean all = units <= Ledger.NOTHING;
        whole += all ? 1 : 0;
        part += all ? 0 : 1;
        settled++;
        stillOpen.put(cancel.number(), all ? 0 : units);
        changed.set(cancel.customer());
    }

    private void commit() {
        if (settled == 0) {
            return;
        }
        Ledger before = events.ledger();
        Map<Long, Double> takenInAll = new HashMap<>();
        taken.forEach((purchase, units) -> takenInAll.put(purchase, before.taken(purchase) + units));
        long closed = stillOpen.values().stream().filter(units -> units == 0).count();
        Extent was = before.extent();
        Extent extent = new Extent(
                was.count() - closed - gonePurchases, was.last(), was.oldest(), was.newest(), was.revision() + 1);
        Ledger after = before.with(extent, takenInAll, stillOpen);
        Database.write(connection, c -> write(c, extent));
        changed.stream().forEach(customer -> customers.changed(customer, extent.revision()));
        events.publish(after);
        matches.clear();
        taken.clear();
        stillOpen.clear();
        changed.clear();
        settled = 0;
        gonePurchases = 0;
    }

    private void write(Connection c, Extent extent) throws SQLException {
        List<Long> closed = stillOpen.entrySet().stream()
                .filter(cancel -> cancel.getValue() == 0)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        try (BulkInsert insert = new BulkInsert(c, "settlement", "purchase", "cancel", "quantity");
                PreparedStatement reduce = c.prepareStatement("UPDATE open_cancel SET quantity = ? WHERE event = ?");
                PreparedStatement touch = c.prepareStatement("UPDATE customer SET revision = ? WHERE id = ?")) {
            insert.begin(matches.size());
            for (Match match : matches) {
                insert.add(match.purchase()).add(match.cancel()).addNumber(match.units());
            }
            for (Map.Entry<Long, Double> cancel : stillOpen.entrySet()) {
                if (cancel.getValue() > 0) {
                    reduce.setDouble(1, cancel.getValue());
                    reduce.setLong(2, cancel.getKey());
                    reduce.addBatch();
                }
            }
            for (int customer = changed.nextSetBit(0); customer >= 0; customer = changed.nextSetBit(customer + 1)) {
                touch.setLong(1, extent.revision());
                touch.setInt(2, customer);
                touch.addBatch();
            }
            reduce.executeBatch();
            touch.executeBatch();
        }
        delete(c, closed, DELETED_TOGETHER);
        ExtentRow.write(c, extent);
    }

    /** Deletes many rows with few statements. */
    private static void delete(Connection c, List<Long> cancels, int together) throws SQLException {
        int whole = cancels.size() - cancels.size() % together;
        String marks = String.join(", ", Collections.nCopies(together, "?"));
        try (PreparedStatement delete = c.prepareStatement("DELETE FROM open_cancel WHERE event IN (" + marks + ")")) {
            for (int k = 0; k < whole; k++) {
                delete.setLong(k % together + 1, cancels.get(k));
                if (k % together == together - 1) {
                    delete.executeUpdate();
                }
            }
        }
        if (together > 1) {
            delete(c, cancels.subList(whole, cancels.size()), 1);
        }
    }
}
