// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.BitSet;
import java.util.List;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.StateStore.State;

/** Folds customers from their first event on. For one thread and one pass. */
final class Refold {
    /** The state of a customer whose events were all taken back. */
    static final State NOTHING = new State(new byte[0], Long.MIN_VALUE);

    private final EventStore events;
    private final List<Folder<?>> folders;
    private final Catalogs catalogs;
    private final long upTo;
    private final Ticker ticker;

    /**
     * @param upTo events with a higher number are left for later
     */
    Refold(EventStore events, List<Folder<?>> folders, Catalogs catalogs, long upTo, Ticker ticker) {
        this.events = events;
        this.folders = folders;
        this.catalogs = catalogs;
        this.upTo = upTo;
        this.ticker = ticker;
    }

    /**
     * Folds; the folders keep the states.
     *
     * @param full called after each customer, to save what is kept when it is much
     * @return those of the customers that have events
     */
    BitSet run(BitSet customers, Runnable full) {
        Pass pass = new Pass(full);
        events.visitCustomers(customers, pass);
        pass.end();
        return pass.seen;
    }

    /** As above, for customers who may have a saved state: those without events get one that says so. */
    void again(BitSet customers, Runnable full) {
        BitSet without = (BitSet) customers.clone();
        without.andNot(run(customers, full));
        without.stream().forEach(customer -> folders.forEach(folder -> folder.keep(customer, NOTHING)));
    }

    private final class Pass implements EventStore.Visitor {
        private final Runnable full;
        private final BitSet seen = new BitSet();
        private int current = Event.NONE;
        private long newest;

        Pass(Runnable full) {
            this.full = full;
        }

        @Override
        public void visit(long number, Event event) {
            if (number > upTo) {
                return;
            }
            if (event.customer() != current) {
                end();
                current = event.customer();
                seen.set(current);
                folders.forEach(Folder::start);
            }
            ItemCatalog catalog = catalogs.knowing(event.item());
            for (Folder<?> folder : folders) {
                folder.fold(event, catalog);
            }
            newest = event.time();
            ticker.tick();
        }

        void end() {
            if (current != Event.NONE) {
                for (Folder<?> folder : folders) {
                    folder.keep(current, newest);
                }
                full.run();
            }
        }
    }
}
