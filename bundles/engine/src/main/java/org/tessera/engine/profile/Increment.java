// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.StateStore;
import org.tessera.api.store.StateStore.State;

/**
 * Folds new events into saved states, batch by batch; every batch and how far it goes is saved in one transaction for
 * each profiler. A customer with an event older than what is folded already is folded anew. For one thread and one pass.
 */
final class Increment {
    private static final int BATCH = 1 << 16;

    private static final Comparator<Numbered> ORDER = Comparator.comparingInt((Numbered n) -> n.event.customer())
            .thenComparingLong(n -> n.event.time())
            .thenComparingLong(n -> n.number);

    private final EventStore events;
    private final StateStore states;
    private final List<Folder<?>> folders;
    private final Catalogs catalogs;
    private final BitSet skipped;
    private final int customers;
    private final Ticker ticker;

    private record Numbered(long number, Event event) {}

    /** Saves what the folders keep together with how far they are. */
    interface Saver {
        void save(long last);
    }

    /**
     * @param skipped customers that are folded anew anyway
     * @param customers number of customers, to choose how states are fetched
     */
    Increment(
            EventStore events,
            StateStore states,
            List<Folder<?>> folders,
            Catalogs catalogs,
            BitSet skipped,
            int customers,
            Ticker ticker) {
        this.events = events;
        this.states = states;
        this.folders = folders;
        this.catalogs = catalogs;
        this.skipped = skipped;
        this.customers = customers;
        this.ticker = ticker;
    }

    /** Folds the events with numbers above one and up to another. */
    void run(long after, long upTo, Saver saver) {
        List<Numbered> batch = new ArrayList<>();
        events.visitAfter(after, (number, event) -> {
            if (number <= upTo && event.hasCustomer() && !skipped.get(event.customer())) {
                if (batch.size() == BATCH) {
                    long last = batch.get(BATCH - 1).number;
                    fold(batch, last);
                    saver.save(last);
                    batch.clear();
                }
                batch.add(new Numbered(number, event));
            }
            ticker.tick();
        });
        fold(batch, upTo);
        saver.save(upTo);
    }

    private void fold(List<Numbered> batch, long last) {
        batch.sort(ORDER);
        BitSet touched = new BitSet();
        batch.forEach(n -> touched.set(n.event.customer()));
        List<Map<Integer, State>> saved = new ArrayList<>(folders.size());
        folders.forEach(folder -> saved.add(fetch(folder.slot().name(), touched)));
        BitSet late = new BitSet();
        for (int from = 0; from < batch.size(); ) {
            int customer = batch.get(from).event.customer();
            int to = from;
            while (to < batch.size() && batch.get(to).event.customer() == customer) {
                to++;
            }
            if (resume(customer, batch.get(from).event.time(), saved)) {
                fold(customer, batch.subList(from, to));
            } else {
                late.set(customer);
            }
            from = to;
        }
        if (!late.isEmpty()) {
            new Refold(events, folders, catalogs, last, ticker).again(late, () -> {});
        }
    }

    private void fold(int customer, List<Numbered> own) {
        for (Numbered n : own) {
            ItemCatalog catalog = catalogs.knowing(n.event.item());
            for (Folder<?> folder : folders) {
                folder.fold(n.event, catalog);
            }
        }
        long newest = own.get(own.size() - 1).event.time();
        for (Folder<?> folder : folders) {
            folder.keep(customer, newest);
        }
    }

    /** Whether every folder can go on from what is saved of a customer with an event of that time. */
    private boolean resume(int customer, long time, List<Map<Integer, State>> saved) {
        boolean inOrder = true;
        for (int k = 0; k < folders.size(); k++) {
            State state = saved.get(k).getOrDefault(customer, Refold.NOTHING);
            if (state.newest() == Refold.NOTHING.newest()) {
                folders.get(k).start();
            } else {
                inOrder &= time >= state.newest() && folders.get(k).resume(state);
            }
        }
        return inOrder;
    }

    private Map<Integer, State> fetch(String profiler, BitSet touched) {
        Map<Integer, State> found = new HashMap<>();
        if (touched.cardinality() > customers / 8) {
            states.visit(profiler, (customer, state) -> {
                if (touched.get(customer)) {
                    found.put(customer, state);
                }
            });
        } else {
            touched.stream().forEach(customer -> {
                Optional<State> state = states.find(profiler, customer);
                state.ifPresent(s -> found.put(customer, s));
            });
        }
        return found;
    }
}
