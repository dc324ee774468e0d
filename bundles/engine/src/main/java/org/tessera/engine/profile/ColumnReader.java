// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.tessera.api.profile.Population;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.StateStore;
import org.tessera.api.strategy.Progress;

/** Reads the traits of many customers from saved states into columns. Safe for many threads. */
final class ColumnReader {
    private static final String PHASE = "reading portraits";

    /** States are looked up one by one for up to one customer in so many. */
    private static final int FEW = 8;

    private final StateStore states;
    private final CustomerDirectory customers;

    ColumnReader(StateStore states, CustomerDirectory customers) {
        this.states = states;
        this.customers = customers;
    }

    /**
     * Lets profilers read every customer, or an even sample.
     *
     * @param slots profilers whose states can be read; one that goes meanwhile leaves its traits missing
     * @param most customers to read, about
     * @return the customers that have events, of whom some were read
     */
    BitSet read(List<ProfilerSlot<?>> slots, Columns columns, long now, int most, Progress progress) {
        int stride = Math.max(1, (customers.size() + most - 1) / most);
        BitSet present = new BitSet();
        BitSet touched = new BitSet();
        for (ProfilerSlot<?> slot : slots) {
            try (Folder<?> folder = slot.folder().orElse(null)) {
                if (folder != null) {
                    read(folder, columns, now, stride, present, columns.sink(slot, touched), progress);
                }
            }
        }
        return present;
    }

    private void read(
            Folder<?> folder,
            Columns columns,
            long now,
            int stride,
            BitSet present,
            Columns.RowSink sink,
            Progress progress) {
        Ticker ticker = new Ticker(progress, PHASE, customers.size());
        states.visit(folder.slot().name(), (customer, state) -> {
            ticker.tick();
            if (state.newest() == Refold.NOTHING.newest()) {
                return;
            }
            present.set(customer);
            if (isSampled(customer, stride) && folder.resume(state)) {
                folder.put(new LazyAttributes(customers, customer), now, sink.at(columns.row(customer)));
            }
        });
    }

    /**
     * Lets profilers read some customers, those without events included.
     *
     * @return places of the traits that were put
     */
    BitSet readSome(List<ProfilerSlot<?>> slots, Columns columns, long now, BitSet wanted, Progress progress) {
        BitSet touched = new BitSet();
        // Every customer has a row, whether or not a profiler knows something.
        wanted.stream().forEach(columns::row);
        for (ProfilerSlot<?> slot : slots) {
            try (Folder<?> folder = slot.folder().orElse(null)) {
                if (folder != null) {
                    readSome(folder, columns, now, wanted, columns.sink(slot, touched), progress);
                }
            }
        }
        return touched;
    }

    private void readSome(
            Folder<?> folder, Columns columns, long now, BitSet wanted, Columns.RowSink sink, Progress progress) {
        Ticker ticker = new Ticker(progress, PHASE, wanted.cardinality());
        BitSet left = (BitSet) wanted.clone();
        StateStore.Visitor visitor = (customer, state) -> {
            if (left.get(customer) && state.newest() != Refold.NOTHING.newest() && folder.resume(state)) {
                left.clear(customer);
                folder.put(
                        new LazyAttributes(customers, customer),
                        Math.max(now, state.newest()),
                        sink.at(columns.row(customer)));
                ticker.tick();
            }
        };
        String profiler = folder.slot().name();
        if (wanted.cardinality() > customers.size() / FEW) {
            states.visit(profiler, visitor);
        } else {
            wanted.stream()
                    .forEach(customer ->
                            states.find(profiler, customer).ifPresent(state -> visitor.visit(customer, state)));
        }
        left.stream().forEach(customer -> {
            folder.start();
            folder.put(new LazyAttributes(customers, customer), now, sink.at(columns.row(customer)));
            ticker.tick();
        });
    }

    /** Picks one in so many by a hash, as customers may come in a pattern. */
    private static boolean isSampled(int customer, int stride) {
        return stride == 1 || Integer.remainderUnsigned(customer * 0x9E3779B9 >>> 8, stride) == 0;
    }

    /**
     * Lets profilers compare every row with all customers.
     *
     * @return places of the traits that came of it
     */
    BitSet compare(List<ProfilerSlot<?>> slots, Columns columns, Population population, Progress progress) {
        BitSet touched = new BitSet();
        RowNumbers numbers = new RowNumbers(columns);
        for (ProfilerSlot<?> slot : slots) {
            try (Folder<?> folder = slot.folder().orElse(null)) {
                Columns.RowSink sink = columns.sink(slot, touched);
                Ticker ticker = new Ticker(progress, "comparing portraits", columns.rows());
                for (int row = 0; folder != null && row < columns.rows() && folder.alive(); row++) {
                    folder.compare(numbers.at(row), population, sink.at(row));
                    ticker.tick();
                }
            }
        }
        return touched;
    }

    /** Those slots whose states can be read. */
    static List<ProfilerSlot<?>> ready(List<ProfilerSlot<?>> slots) {
        List<ProfilerSlot<?>> ready = new ArrayList<>();
        for (ProfilerSlot<?> slot : slots) {
            if (slot.standing().isPresent() && !slot.failed()) {
                ready.add(slot);
            }
        }
        return ready;
    }
}
