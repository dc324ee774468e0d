// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tessera.api.profile.Population;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.ItemDirectory;
import org.tessera.api.store.StateStore;
import org.tessera.api.store.StateStore.State;

/**
 * Reads one customer: from the saved state where it is up to date, else by folding the customer's events on the spot.
 * Safe for many threads.
 */
final class CustomerReader {
    private final EventStore events;
    private final StateStore states;
    private final CustomerDirectory customers;
    private final ItemDirectory items;

    CustomerReader(EventStore events, StateStore states, CustomerDirectory customers, ItemDirectory items) {
        this.events = events;
        this.states = states;
        this.customers = customers;
        this.items = items;
    }

    /**
     * What profilers say of a customer.
     *
     * @param newest time of the newest event
     */
    record Reading(Map<String, Object> values, boolean hasEvents, long newest) {}

    Reading read(int customer, List<ProfilerSlot<?>> slots, TraitSheet sheet, long now, Population population) {
        List<Folder<?>> folders = new ArrayList<>();
        try {
            for (ProfilerSlot<?> slot : slots) {
                slot.folder().ifPresent(folders::add);
            }
            long newest = prepare(customer, folders);
            PortraitSink sink = new PortraitSink(sheet);
            Map<String, String> attributes = new LazyAttributes(customers, customer);
            for (Folder<?> folder : folders) {
                // Events of this very moment may be newer than the moment asked for.
                folder.put(attributes, Math.max(now, newest), sink.of(folder.slot()));
            }
            Map<String, Double> numbers = sink.numbers();
            for (Folder<?> folder : folders) {
                folder.compare(numbers, population, sink.of(folder.slot()));
            }
            boolean any = newest != Refold.NOTHING.newest();
            return new Reading(sink.values(), any, any ? newest : 0);
        } finally {
            folders.forEach(Folder::close);
        }
    }

    /** Gives every folder the customer's state and returns the time of the newest event. */
    private long prepare(int customer, List<Folder<?>> folders) {
        EventStore.Extent extent = events.extent();
        List<Folder<?>> behind = new ArrayList<>();
        long newest = Refold.NOTHING.newest();
        for (Folder<?> folder : folders) {
            Optional<Standing> standing = folder.slot().standing();
            Optional<State> saved = standing.isPresent() && standing.get().covers(extent)
                    ? states.find(folder.slot().name(), customer)
                    : Optional.empty();
            if (saved.isEmpty()) {
                // Either there are no events, or the state is just being made anew: the events tell.
                behind.add(folder);
            } else if (saved.get().newest() == Refold.NOTHING.newest()) {
                folder.start();
            } else if (folder.resume(saved.get())) {
                newest = Math.max(newest, saved.get().newest());
            } else {
                behind.add(folder);
            }
        }
        return behind.isEmpty() ? newest : Math.max(newest, fold(customer, behind));
    }

    private long fold(int customer, List<Folder<?>> folders) {
        Catalogs catalogs = new Catalogs(items);
        long[] newest = {Refold.NOTHING.newest()};
        folders.forEach(Folder::start);
        events.visitCustomer(customer, (number, event) -> {
            for (Folder<?> folder : folders) {
                folder.fold(event, catalogs.knowing(event.item()));
            }
            newest[0] = event.time();
        });
        return newest[0];
    }
}
