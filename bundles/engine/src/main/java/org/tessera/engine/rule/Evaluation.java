// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.tessera.api.data.Event;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.ItemDirectory;
import org.tessera.api.strategy.Progress;

/**
 * Evaluates rules for the customers concerned, in one pass over their events and one over their traits. For one thread.
 */
final class Evaluation {
    private static final int EVERY = 4096;
    private static final String PHASE = "evaluating rules";

    private final EventStore events;
    private final ItemDirectory items;
    private final long last;
    private final long now;
    private final Progress progress;

    /** One rule with whom to evaluate and where the answers go. */
    static final class Task {
        private final Rule rule;
        private final BitSet due;
        private final BitSet members;
        private final long[] sure;

        /**
         * @param members changed in place
         * @param sure likewise, as far as it goes
         */
        Task(Rule rule, BitSet due, BitSet members, long[] sure) {
            this.rule = rule;
            this.due = due;
            this.members = members;
            this.sure = sure;
        }

        BitSet due() {
            return due;
        }

        BitSet members() {
            return members;
        }

        long[] sure() {
            return sure;
        }
    }

    /** Gives the traits of customers. */
    interface Traits {
        FeatureTable rows(BitSet customers, List<String> columns);
    }

    /**
     * @param last events with a higher number are left for later
     * @param now the moment of the portraits
     */
    Evaluation(EventStore events, ItemDirectory items, long last, long now, Progress progress) {
        this.events = events;
        this.items = items;
        this.last = last;
        this.now = now;
        this.progress = progress;
    }

    /**
     * Evaluates.
     *
     * @param tasks those that refer to others after them
     * @param segments members of all rule segments by name, those of the tasks in their place
     */
    void run(List<Task> tasks, Traits traits, Map<String, BitSet> segments) {
        BitSet all = new BitSet();
        BitSet looking = new BitSet();
        BitSet counting = new BitSet();
        Set<String> columns = new LinkedHashSet<>();
        for (Task task : tasks) {
            all.or(task.due);
            if (!task.rule.columns().isEmpty()) {
                looking.or(task.due);
                columns.addAll(task.rule.columns());
            }
            if (!task.rule.countings().isEmpty()) {
                counting.or(task.due);
            }
        }
        FeatureTable table =
                looking.isEmpty() ? FeatureTable.builder(0).build() : traits.rows(looking, List.copyOf(columns));
        Pass pass = new Pass(tasks, table, segments, all.cardinality());
        if (!counting.isEmpty()) {
            events.visitCustomers(counting, pass);
            pass.end();
        }
        all.andNot(pass.seen);
        all.stream().forEach(pass::answer);
    }

    private final class Pass implements EventStore.Visitor {
        private final List<Task> tasks;
        private final List<Facts> facts = new ArrayList<>();
        private final Tally[] every;
        private final int[] rows;
        private final BitSet seen = new BitSet();
        private final int total;
        private ItemCatalog catalog = items.catalog();
        private int current = Event.NONE;
        private int done;

        Pass(List<Task> tasks, FeatureTable table, Map<String, BitSet> segments, int total) {
            this.tasks = tasks;
            this.total = total;
            this.rows = IntStream.range(0, table.rows()).map(table::id).toArray();
            List<Tally> allTallies = new ArrayList<>();
            for (Task task : tasks) {
                List<Tally> own = task.rule.countings().stream()
                        .map(counting -> new Tally(counting, now))
                        .toList();
                allTallies.addAll(own);
                facts.add(new Facts(now, own, task.rule.columns(), table, segments));
            }
            this.every = allTallies.toArray(new Tally[0]);
        }

        @Override
        public void visit(long number, Event event) {
            if (number > last) {
                return;
            }
            if (event.customer() != current) {
                end();
                current = event.customer();
                seen.set(current);
            }
            if (event.item() >= catalog.size()) {
                catalog = items.catalog();
            }
            for (Tally tally : every) {
                tally.add(event, catalog);
            }
        }

        void end() {
            if (current != Event.NONE) {
                answer(current);
                for (Tally tally : every) {
                    tally.reset();
                }
            }
        }

        void answer(int customer) {
            int row = Math.max(-1, Arrays.binarySearch(rows, customer));
            for (int k = 0; k < tasks.size(); k++) {
                Task task = tasks.get(k);
                if (task.due.get(customer)) {
                    Facts own = facts.get(k);
                    own.turnTo(customer, row);
                    task.members.set(customer, task.rule.condition().test(own));
                    if (customer < task.sure.length) {
                        task.sure[customer] = own.until();
                    }
                }
            }
            if (++done % EVERY == 0) {
                progress.report(PHASE, done, total);
            }
        }
    }
}
