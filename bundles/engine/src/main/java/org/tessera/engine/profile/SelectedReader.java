// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.profile.Population;
import org.tessera.api.profile.Trait;
import org.tessera.api.strategy.Progress;

/** Reads some traits of some customers, from the profilers that have them. Safe for many threads. */
final class SelectedReader implements SelectedTraits.View {
    private final Readers readers;
    private final List<ProfilerSlot<?>> slots;
    private final TraitSheet sheet;
    private final BooleanSupplier current;
    private final Function<Progress, Population> exact;
    private final Supplier<Population> recent;

    /** What reads many customers, and what reads one. */
    record Readers(ColumnReader many, CustomerReader one) {}

    /** Nobody to compare with. */
    private static final Population NOBODY = new Population() {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public double rank(String trait, double value) {
            return Double.NaN;
        }

        @Override
        public double quantile(String trait, double share) {
            return Double.NaN;
        }
    };

    /**
     * @param current whether the slots and the sheet still hold
     * @param exact all customers as they are now
     * @param recent all customers as they were a short while ago
     */
    SelectedReader(
            Readers readers,
            List<ProfilerSlot<?>> slots,
            TraitSheet sheet,
            BooleanSupplier current,
            Function<Progress, Population> exact,
            Supplier<Population> recent) {
        this.readers = readers;
        this.slots = slots;
        this.sheet = sheet;
        this.current = current;
        this.exact = exact;
        this.recent = recent;
    }

    @Override
    public List<Trait> traits() {
        return sheet.traits();
    }

    @Override
    public boolean isCurrent() {
        return current.getAsBoolean();
    }

    @Override
    public Optional<SelectedTraits.Column> find(String name) {
        return planned(name)
                .filter(column -> !sheet.owner(column.place()).failed())
                .map(column -> {
                    ProfilerSlot<?> owner = sheet.owner(column.place());
                    Trait trait = sheet.trait(column.place());
                    return new SelectedTraits.Column(
                            trait,
                            column.share(),
                            owner.isSteady(sheet.declaredName(column.place())),
                            owner.name() + " " + owner.formatVersion() + " " + trait);
                });
    }

    private Optional<TablePlan.Planned> planned(String name) {
        Optional<Integer> whole = sheet.place(name);
        if (whole.isPresent()) {
            return Optional.of(new TablePlan.Planned(whole.get(), name, Optional.empty()));
        }
        int dot = name.indexOf('.');
        return (dot < 0 ? Optional.<Integer>empty() : sheet.place(name.substring(0, dot)))
                .filter(place -> sheet.trait(place).type() == Trait.Type.SHARES)
                .map(place -> new TablePlan.Planned(place, name, Optional.of(name.substring(dot + 1))));
    }

    private TablePlan plan(List<String> columns) {
        return new TablePlan(
                columns.stream().flatMap(name -> planned(name).stream()).toList());
    }

    @Override
    public FeatureTable rows(BitSet customers, List<String> names, long now, Progress progress) {
        TablePlan plan = plan(names);
        boolean[] wanted = plan.places(sheet);
        List<ProfilerSlot<?>> ready = ColumnReader.ready(slots);
        Columns columns = new Columns(sheet, wanted, now, customers.length());
        BitSet put = readers.many().readSome(owners(ready, wanted), columns, now, customers, progress);
        if (comparesAny(wanted, put)) {
            // Comparing may look at any number of the customer.
            for (int place = 0; place < wanted.length; place++) {
                wanted[place] |= sheet.trait(place).type() == Trait.Type.NUMBER;
            }
            columns = new Columns(sheet, wanted, now, customers.length());
            readers.many().readSome(ready, columns, now, customers, progress);
            readers.many().compare(ready, columns, exact.apply(progress), progress);
        }
        return Tables.of(plan, columns);
    }

    private List<ProfilerSlot<?>> owners(List<ProfilerSlot<?>> ready, boolean[] wanted) {
        List<ProfilerSlot<?>> owners = new ArrayList<>(ready);
        owners.removeIf(slot -> {
            for (int place = 0; place < wanted.length; place++) {
                if (wanted[place] && sheet.owner(place).equals(slot)) {
                    return false;
                }
            }
            return true;
        });
        return owners;
    }

    /** Whether a trait that nobody has may come of comparing customers. */
    private boolean comparesAny(boolean[] wanted, BitSet put) {
        for (int place = 0; place < wanted.length; place++) {
            if (wanted[place] && !put.get(place) && !isSteady(place)) {
                return true;
            }
        }
        return false;
    }

    private boolean isSteady(int place) {
        return sheet.owner(place).isSteady(sheet.declaredName(place));
    }

    @Override
    public FeatureTable row(int customer, List<String> names, long now) {
        TablePlan plan = plan(names);
        boolean steady = plan.columns().stream().allMatch(column -> isSteady(column.place()));
        List<ProfilerSlot<?>> read = steady ? owners(slots, plan.places(sheet)) : slots;
        CustomerReader.Reading reading = readers.one().read(customer, read, sheet, now, steady ? NOBODY : recent.get());
        return Tables.of(plan, sheet, customer, reading.values(), now);
    }
}
