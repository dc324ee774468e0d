// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.tessera.api.data.Event;
import org.tessera.api.ingest.ImportReport;
import org.tessera.api.ingest.Reject;
import org.tessera.api.store.Intake;
import org.tessera.api.strategy.Progress;

/** The store without a framework, on a file that can be closed and opened again. */
final class StoreFixture implements AutoCloseable {
    static final Instant STARTED = Instant.parse("2026-01-02T03:04:05Z");

    private final Path folder;
    Database database;
    Customers customers;
    Items items;
    Events events;
    StoreIntake intake;
    States states;

    StoreFixture(Path folder) {
        this.folder = folder;
        open();
    }

    private void open() {
        database = new Database(source(folder), 4);
        customers = new Customers(database);
        items = new Items(database);
        events = new Events(database, customers);
        intake = new StoreIntake(database, customers, items, events);
        states = new States(database);
    }

    static JdbcDataSource source(Path folder) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(Database.embedded(folder.resolve("data").toString(), 16));
        source.setUser("tessera");
        source.setPassword("");
        return source;
    }

    void reopen() {
        database.close();
        open();
    }

    static Intake.Source source(Intake.Detail... details) {
        return new Intake.Source("events.csv", "events", "as given", List.of(details), STARTED);
    }

    /** Imports events in one batch, settles and finishes. */
    Intake.Settlement importEvents(Intake.NewEvent... given) {
        try (Intake.Run run = intake.begin(source())) {
            run.commit(batch(given));
            Intake.Settlement settlement = run.settle(Progress.unwatched());
            run.finish(report(given.length, Map.of()));
            return settlement;
        }
    }

    static ImportReport report(long accepted, Map<String, Long> rejected) {
        return new ImportReport(
                "events.csv",
                "events",
                "as given",
                accepted,
                accepted,
                rejected,
                0,
                List.of(new ImportReport.Step("cancelled orders", 2)),
                1.5,
                STARTED);
    }

    static Intake.Batch batch(Intake.NewEvent... given) {
        return new Intake.Batch(
                List.of(given), List.of(), List.of(), List.of(), new Intake.Tally(given.length, given.length, 0, 0));
    }

    static Intake.Batch rejects(Reject... rejects) {
        return new Intake.Batch(
                List.of(),
                List.of(),
                List.of(),
                List.of(rejects),
                new Intake.Tally(rejects.length, 0, rejects.length, 0));
    }

    static Intake.Batch entities(List<Intake.NewCustomer> customers, List<Intake.NewItem> items) {
        int n = customers.size() + items.size();
        return new Intake.Batch(List.of(), customers, items, List.of(), new Intake.Tally(n, n, 0, 0));
    }

    static Intake.NewEvent purchase(String customer, String item, long time, double quantity) {
        return event(customer, item, Event.PURCHASE, time, quantity);
    }

    static Intake.NewEvent cancel(String customer, String item, long time, double quantity) {
        return event(customer, item, Event.CANCEL, time, quantity);
    }

    static Intake.NewEvent event(
            String customer, String item, String type, long time, double quantity, String... details) {
        return new Intake.NewEvent(
                customer,
                item,
                true,
                type,
                false,
                time,
                quantity * 2.5,
                quantity,
                2.5,
                "order-" + time,
                "web",
                Arrays.asList(details),
                7,
                time * 31 + quantity > 0 ? Double.doubleToLongBits(time * 31 + quantity) : 1);
    }

    List<Event> all() {
        List<Event> all = new ArrayList<>();
        events.visitAfter(0, (number, event) -> all.add(event));
        return all;
    }

    List<Event> of(String customer) {
        List<Event> all = new ArrayList<>();
        events.visitCustomer(customers.indexOf(customer).orElseThrow(), (number, event) -> all.add(event));
        return all;
    }

    @Override
    public void close() {
        database.close();
    }
}
