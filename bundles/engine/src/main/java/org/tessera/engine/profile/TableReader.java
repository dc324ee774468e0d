// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.profile.Trait;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.strategy.Progress;

/** Reads tables, and remembers which columns each had, so that later rows have the same. Safe for many threads. */
final class TableReader {
    private final ColumnReader reader;
    private final CustomerDirectory customers;
    private final Map<List<String>, TablePlan> plans = new ConcurrentHashMap<>();

    TableReader(ColumnReader reader, CustomerDirectory customers) {
        this.reader = reader;
        this.customers = customers;
    }

    /** All customers, with the columns that the survey of them suggests. */
    FeatureTable read(List<String> traits, List<ProfilerSlot<?>> slots, Survey survey, long now, Progress progress) {
        TablePlan plan = TablePlan.of(traits, survey);
        plans.put(List.copyOf(traits), plan);
        Columns surveyed = survey.columns();
        // A survey of all customers has everything already.
        boolean whole = surveyed.rows() == survey.ranks().size();
        return Tables.of(plan, whole ? surveyed : columns(plan, slots, survey, now, progress));
    }

    /** The columns of the last such table, or those it would have now. */
    TablePlan plan(List<String> traits, Survey survey) {
        TablePlan known = plans.get(traits);
        return known == null ? TablePlan.of(traits, survey) : known;
    }

    /** Reads what the plan needs, and no profiler that has no part in it. */
    private Columns columns(TablePlan plan, List<ProfilerSlot<?>> slots, Survey survey, long now, Progress progress) {
        TraitSheet sheet = survey.columns().sheet();
        boolean[] wanted = plan.places(sheet);
        boolean compares = false;
        List<ProfilerSlot<?>> owners = new ArrayList<>();
        for (int place = 0; place < wanted.length; place++) {
            if (wanted[place]) {
                compares |= survey.isCompared(place);
                owners.add(sheet.owner(place));
            }
        }
        List<ProfilerSlot<?>> needed = new ArrayList<>(ColumnReader.ready(slots));
        if (compares) {
            // Comparing may look at any number of the customer.
            for (int place = 0; place < wanted.length; place++) {
                wanted[place] |= sheet.trait(place).type() == Trait.Type.NUMBER;
            }
        } else {
            needed.retainAll(owners);
        }
        Columns columns = new Columns(sheet, wanted, now, customers.size());
        reader.read(needed, columns, now, Integer.MAX_VALUE, progress);
        if (compares) {
            reader.compare(needed, columns, survey.ranks(), progress);
        }
        return columns;
    }
}
