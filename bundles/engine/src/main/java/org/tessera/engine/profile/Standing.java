// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.Optional;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.StateStore;

/**
 * How far the saved states of a profiler are.
 *
 * @param version the profiler's own format version
 * @param print of the items they rest on, where the profiler reads items
 * @param last highest event number folded
 * @param revision of the events at that time
 */
record Standing(String version, Optional<CatalogPrint> print, long last, long revision) {
    private static final String ITEMS = " | items ";

    /** What a cursor says; empty where it stands for nothing. */
    static Optional<Standing> of(StateStore.Cursor cursor) {
        if (cursor.format().isEmpty()) {
            return Optional.empty();
        }
        int items = cursor.format().lastIndexOf(ITEMS);
        String version = items < 0 ? cursor.format() : cursor.format().substring(0, items);
        Optional<CatalogPrint> print = items < 0
                ? Optional.empty()
                : CatalogPrint.parse(cursor.format().substring(items + ITEMS.length()));
        return Optional.of(new Standing(version, print, cursor.last(), cursor.revision()));
    }

    StateStore.Cursor cursor() {
        String format = version + print.map(p -> ITEMS + p.text()).orElse("");
        return new StateStore.Cursor(format, last, revision);
    }

    Standing at(long newLast, long newRevision) {
        return new Standing(version, print, newLast, newRevision);
    }

    Standing with(Optional<CatalogPrint> newPrint) {
        return new Standing(version, newPrint, last, revision);
    }

    /** Whether every event of an extent is in. */
    boolean covers(EventStore.Extent extent) {
        return last == extent.last() && revision == extent.revision();
    }
}
