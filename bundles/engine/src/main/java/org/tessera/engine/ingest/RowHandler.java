// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tessera.api.ingest.ImportReport.Step;
import org.tessera.api.ingest.RecordCursor;
import org.tessera.api.store.Intake.Detail;

/** Makes of each record what its kind of file is for. Not safe for many threads. */
sealed interface RowHandler {
    /** Takes the record the cursor stands at. */
    void handle(RecordCursor cursor, Intaking into);

    /** What was done to the records, in order; complete once all have been handled. */
    List<Step> steps();

    /** What events say beside what happened. */
    List<Detail> details();

    /** Events, cleaned and without those the store has. */
    final class OfEvents implements RowHandler {
        private final EventMapper mapper;
        private final Cleaning cleaning;
        private final KnownEvents known;
        private final EventDraft draft;
        private long baskets;
        private long duplicates;

        OfEvents(EventMapper mapper, Cleaning cleaning, KnownEvents known) {
            this.mapper = mapper;
            this.cleaning = cleaning;
            this.known = known;
            this.draft = mapper.draft();
        }

        @Override
        public void handle(RecordCursor cursor, Intaking into) {
            if (cursor.problem().isPresent()) {
                into.read();
                into.reject(cursor, refusal(cursor.problem().get()));
                return;
            }
            if (!mapper.baskets()) {
                event(cursor, 0, into);
                return;
            }
            baskets++;
            for (int cell = 0; cell < cursor.size(); cell++) {
                if (!cursor.get(cell).isEmpty()) {
                    event(cursor, cell, into);
                }
            }
        }

        private void event(RecordCursor cursor, int cell, Intaking into) {
            into.read();
            Optional<Refusal> unreadable = mapper.read(cursor, cell, draft);
            if (unreadable.isPresent()) {
                into.reject(cursor, unreadable.get());
                return;
            }
            long fingerprint = mapper.fingerprint(draft);
            if (known.contains(draft.time, fingerprint)) {
                duplicates++;
                into.duplicate();
                return;
            }
            Rule.Outcome outcome = cleaning.clean(draft);
            if (outcome == Rule.Outcome.DROPPED) {
                into.drop(cleaning.latest());
                return;
            }
            if (outcome == Rule.Outcome.REJECTED) {
                into.reject(cursor, new Refusal(cleaning.latest(), "a rule of the mapping rejects such records"));
                return;
            }
            Optional<Refusal> impossible = mapper.complete(draft);
            if (impossible.isPresent()) {
                into.reject(cursor, impossible.get());
                return;
            }
            known.add(draft.time, fingerprint, into.packet());
            into.add(draft.event(cursor.line(), fingerprint));
        }

        @Override
        public List<Step> steps() {
            List<Step> steps = new ArrayList<>();
            if (mapper.baskets()) {
                steps.add(new Step("baskets taken apart into items", baskets));
            }
            steps.add(new Step("exact duplicates dropped", duplicates));
            steps.addAll(cleaning.steps());
            return steps;
        }

        @Override
        public List<Detail> details() {
            return mapper.detailNames();
        }
    }

    /** Customers or items. */
    final class OfEntities implements RowHandler {
        private final EntityMapper mapper;
        private final Kind kind;

        OfEntities(EntityMapper mapper, Kind kind) {
            this.mapper = mapper;
            this.kind = kind;
        }

        @Override
        public void handle(RecordCursor cursor, Intaking into) {
            into.read();
            Optional<Refusal> refusal =
                    cursor.problem().map(RowHandler::refusal).or(() -> mapper.refusal(cursor));
            if (refusal.isPresent()) {
                into.reject(cursor, refusal.get());
            } else if (kind == Kind.CUSTOMERS) {
                into.add(mapper.customer(cursor));
            } else {
                into.add(mapper.item(cursor));
            }
        }

        @Override
        public List<Step> steps() {
            return List.of();
        }

        @Override
        public List<Detail> details() {
            return List.of();
        }
    }

    private static Refusal refusal(RecordCursor.Problem problem) {
        return new Refusal(problem.reason(), problem.detail());
    }
}
