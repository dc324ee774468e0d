// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.ingest.ImportReport;
import org.tessera.api.ingest.Reject;
import org.tessera.api.store.Intake;

/** The write side of the store; one import at a time. */
@Component(service = Intake.class)
public final class StoreIntake implements Intake {
    private final Tables tables;
    private final AtomicReference<@Nullable Object> underWay = new AtomicReference<>();

    /** What an import writes to. */
    record Tables(Database database, Customers customers, Items items, Events events) {}

    @Activate
    public StoreIntake(
            @Reference Database database,
            @Reference Customers customers,
            @Reference Items items,
            @Reference Events events) {
        tables = new Tables(database, customers, items, events);
    }

    @Override
    public Run begin(Source source) {
        Object token = new Object();
        if (!underWay.compareAndSet(null, token)) {
            throw new IllegalStateException("another import is under way");
        }
        return new ImportSession(tables, source, () -> underWay.compareAndSet(token, null));
    }

    @Override
    public List<ImportReport> history() {
        return tables.database().read(ImportLog::history);
    }

    @Override
    public List<Reject> rejects(int limit) {
        return tables.database().read(c -> ImportLog.rejects(c, limit));
    }

    @Override
    public long rejectCount() {
        return tables.database().read(c -> Sql.one(c, "SELECT COUNT(*) FROM reject"));
    }
}
