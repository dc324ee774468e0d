// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tessera.api.TesseraException;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.EventStore.Extent;
import org.tessera.api.store.ItemDirectory;
import org.tessera.api.strategy.Progress;
import org.tessera.engine.profile.SelectedTraits;
import org.tessera.engine.rule.Evaluation.Task;

/**
 * Brings rule segments up to events, attributes and time. {@link #bring} is for one thread at a time; the rest is safe
 * for many.
 */
final class Refresh {
    /** Times to start over when profilers come or go meanwhile. */
    private static final int ATTEMPTS = 5;

    private final EventStore events;
    private final CustomerDirectory customers;
    private final ItemDirectory items;
    private final SelectedTraits traits;
    private final AttributeWatch attributes;
    private volatile @Nullable Bindings bindings;
    private volatile WeakReference<@Nullable ItemCatalog> seen = new WeakReference<>(null);

    Refresh(
            EventStore events,
            CustomerDirectory customers,
            ItemDirectory items,
            SelectedTraits traits,
            AttributeWatch attributes) {
        this.events = events;
        this.customers = customers;
        this.items = items;
        this.traits = traits;
        this.attributes = attributes;
    }

    private Bindings bindings(SortedMap<String, Standing> standings) {
        Bindings known = bindings;
        if (known == null || !known.hold(standings)) {
            known = Bindings.of(traits.view(), standings);
            bindings = known;
        }
        return known;
    }

    /** Whether nothing has happened since that these segments do not know of. */
    boolean isCurrent(SortedMap<String, Standing> standings) {
        Extent extent = events.extent();
        long moment = traits.moment(extent);
        Bindings known = bindings;
        if (known == null || !known.hold(standings)) {
            return false;
        }
        boolean sameItems = seen.refersTo(items.catalog());
        int size = customers.size();
        return standings.values().stream().allMatch(standing -> {
            Rule rule = known.rules().get(standing.name());
            Standing.Cursor cursor = standing.cursor();
            return rule == null
                    ? standing.broken().isPresent()
                    : standing.broken().isEmpty()
                            && cursor.last() == extent.last()
                            && cursor.revision() == extent.revision()
                            && moment < standing.earliest()
                            && moment >= cursor.moment()
                            && standing.sure().length == size
                            && rule.stamp().equals(cursor.stamp())
                            && (rule.steady() || moment - cursor.moment() < Due.PATIENCE)
                            && (!rule.readsItems() || sameItems)
                            && (rule.columns().isEmpty()
                                    || attributes.isCurrent() && attributes.generation() == cursor.attributes());
        });
    }

    /** The segments as they are now; those that have not changed are the same as before. */
    SortedMap<String, Standing> bring(SortedMap<String, Standing> before, Progress progress) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            // In this order: whatever comes later is newer than the extent and will be looked at once more.
            Extent extent = events.extent();
            ItemCatalog catalog = items.catalog();
            int size = customers.size();
            Bindings bound = bindings(before);
            if (bound.readTraits()) {
                traits.bringUp(progress);
                attributes.look();
            }
            if (bound.view().isCurrent()) {
                long moment = traits.moment(extent);
                Due due = new Due(events, attributes, catalog, extent, moment, size);
                SortedMap<String, Standing> after = bring(before, bound, due, extent.last(), moment, progress);
                if (bound.view().isCurrent()) {
                    seen = new WeakReference<>(catalog);
                    return after;
                }
            }
        }
        throw new TesseraException(
                "profilers keep coming and going, so that no rule can be evaluated", "ask again in a moment");
    }

    private SortedMap<String, Standing> bring(
            SortedMap<String, Standing> before, Bindings bound, Due due, long last, long moment, Progress progress) {
        SortedMap<String, Standing> after = new TreeMap<>(before);
        bound.broken()
                .forEach((name, reason) ->
                        after.computeIfPresent(name, (n, standing) -> standing.broken(bound.reason(name))));
        Map<String, Task> tasks = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        List<Task> ordered = new ArrayList<>();
        Map<String, BitSet> segments = members(before);
        for (String name : bound.order()) {
            Standing standing = before.get(name);
            Rule rule = bound.rules().get(name);
            if (standing == null || rule == null) {
                continue;
            }
            BitSet concerned = due.of(standing, rule);
            for (String used : rule.segments()) {
                Task other = tasks.get(used);
                if (other != null) {
                    concerned.or(other.due());
                }
            }
            if (!concerned.isEmpty()) {
                Task task = new Task(
                        rule,
                        concerned,
                        (BitSet) standing.members().clone(),
                        Arrays.copyOf(standing.sure(), due.customers()));
                tasks.put(name, task);
                ordered.add(task);
                segments.put(name, task.members());
            }
        }
        new Evaluation(events, items, last, moment, progress)
                .run(ordered, (looking, columns) -> bound.view().rows(looking, columns, moment, progress), segments);
        for (String name : bound.order()) {
            Rule rule = bound.rules().get(name);
            Task task = tasks.get(name);
            if (rule != null) {
                after.computeIfPresent(name, (n, standing) -> {
                    Standing.Cursor reached = due.reached(standing, rule);
                    return task == null
                            ? standing.broken(java.util.Optional.empty()).at(reached)
                            : standing.at(reached, task.members(), task.sure());
                });
            }
        }
        return after;
    }

    private static Map<String, BitSet> members(SortedMap<String, Standing> standings) {
        Map<String, BitSet> members = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        standings.forEach((name, standing) -> members.put(name, standing.members()));
        return members;
    }

    /** Evaluates one customer on the spot; broken segments keep whom they have. */
    List<String> of(int customer, SortedMap<String, Standing> standings) {
        Extent extent = events.extent();
        Bindings bound = bindings(standings);
        long moment = traits.moment(extent);
        BitSet one = new BitSet();
        one.set(customer);
        Map<String, BitSet> segments = members(standings);
        List<Task> tasks = new ArrayList<>();
        for (String name : bound.order()) {
            Rule rule = bound.rules().get(name);
            if (rule != null) {
                Task task = new Task(rule, one, new BitSet(), new long[0]);
                tasks.add(task);
                segments.put(name, task.members());
            }
        }
        new Evaluation(events, items, extent.last(), moment, Progress.unwatched())
                .run(tasks, (looking, columns) -> bound.view().row(customer, columns, moment), segments);
        return standings.values().stream()
                .map(Standing::name)
                .filter(name -> segments.getOrDefault(name, new BitSet()).get(customer))
                .toList();
    }

    /** Reads a rule as it would be bound now. */
    Rule bind(String expression, SortedMap<String, Standing> standings) {
        return Binder.bind(expression, bindings(standings).view(), standings.keySet());
    }

    /** Members of a rule that is not kept. */
    BitSet tryOut(Rule rule, SortedMap<String, Standing> standings, Progress progress) {
        Extent extent = events.extent();
        int size = customers.size();
        if (!rule.columns().isEmpty()) {
            traits.bringUp(progress);
        }
        long moment = traits.moment(extent);
        BitSet all = new BitSet();
        all.set(0, size);
        Task task = new Task(rule, all, new BitSet(), new long[0]);
        new Evaluation(events, items, extent.last(), moment, progress)
                .run(
                        List.of(task),
                        (looking, columns) -> bindings(standings).view().rows(looking, columns, moment, progress),
                        members(standings));
        return task.members();
    }
}
