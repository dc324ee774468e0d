// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.EventStore.Extent;
import org.tessera.engine.profile.CatalogPrint;
import org.tessera.engine.rule.Standing.Cursor;

/** Finds out for whom a rule has to be evaluated at a moment. For one thread and one moment. */
final class Due {
    /** While nothing happens, what moves with the clock is looked at so often. */
    static final long PATIENCE = Span.HOUR;

    private final EventStore events;
    private final AttributeWatch attributes;
    private final ItemCatalog catalog;
    private final Extent extent;
    private final long moment;
    private final int customers;
    private final Map<Since, BitSet> touched = new HashMap<>();

    private record Since(long last, long revision) {}

    /** @param customers how many there are */
    Due(EventStore events, AttributeWatch attributes, ItemCatalog catalog, Extent extent, long moment, int customers) {
        this.events = events;
        this.attributes = attributes;
        this.catalog = catalog;
        this.extent = extent;
        this.moment = moment;
        this.customers = customers;
    }

    int customers() {
        return customers;
    }

    /** Customers whose answer may differ from what stands. */
    BitSet of(Standing standing, Rule rule) {
        Cursor cursor = standing.cursor();
        BitSet due = new BitSet();
        if (standing.isNew()
                || extent.last() < cursor.last()
                || extent.revision() < cursor.revision()
                || moment < cursor.moment()
                || !rule.stamp().equals(cursor.stamp())
                || moves(cursor, rule)
                || rule.readsItems() && !itemsHold(cursor)
                || !rule.columns().isEmpty() && !attributes.knowsSince(cursor.attributes())) {
            due.set(0, customers);
            return due;
        }
        due.or(touched.computeIfAbsent(new Since(cursor.last(), cursor.revision()), this::touched));
        if (!rule.columns().isEmpty()) {
            due.or(attributes.changed(cursor.attributes()));
        }
        long[] sure = standing.sure();
        if (standing.earliest() <= moment) {
            for (int customer = 0; customer < sure.length; customer++) {
                if (sure[customer] <= moment) {
                    due.set(customer);
                }
            }
        }
        if (sure.length < customers) {
            due.set(sure.length, customers);
        }
        // Those who come while this is worked out are left for later.
        due.clear(customers, Math.max(customers, due.length()));
        return due;
    }

    private boolean moves(Cursor cursor, Rule rule) {
        return !rule.steady()
                && (extent.last() != cursor.last()
                        || extent.revision() != cursor.revision()
                        || moment - cursor.moment() >= PATIENCE);
    }

    private boolean itemsHold(Cursor cursor) {
        return CatalogPrint.parse(cursor.items())
                .filter(print -> print.holds(catalog))
                .isPresent();
    }

    private BitSet touched(Since since) {
        BitSet customersTouched =
                since.revision() == extent.revision() ? new BitSet() : events.changedSince(since.revision());
        if (since.last() < extent.last()) {
            events.visitAfter(since.last(), (number, event) -> {
                if (number <= extent.last() && event.hasCustomer()) {
                    customersTouched.set(event.customer());
                }
            });
        }
        return customersTouched;
    }

    /** Where a segment is once they are evaluated. */
    Cursor reached(Standing standing, Rule rule) {
        Optional<CatalogPrint> before = CatalogPrint.parse(standing.cursor().items());
        CatalogPrint print = before.filter(known -> known.holds(catalog))
                .map(known -> known.grown(catalog))
                .orElseGet(() -> CatalogPrint.of(catalog));
        boolean clockOnly = standing.cursor().last() == extent.last()
                && standing.cursor().revision() == extent.revision()
                && moment - standing.cursor().moment() < PATIENCE
                && moment >= standing.cursor().moment();
        return new Cursor(
                extent.last(),
                extent.revision(),
                // What moves with the clock was last looked at then.
                !rule.steady() && clockOnly ? standing.cursor().moment() : moment,
                rule.stamp(),
                attributes.generation(),
                rule.readsItems() ? print.text() : "");
    }
}
