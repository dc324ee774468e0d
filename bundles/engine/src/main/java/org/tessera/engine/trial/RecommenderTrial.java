// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tessera.api.TesseraException;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Progress;
import org.tessera.engine.measure.BareCatalog;
import org.tessera.engine.recommend.RankingFault;
import org.tessera.engine.strategy.Guard;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.Workers;

/** Tries a recommender on a small made-up shop of three shelves. */
final class RecommenderTrial {
    private static final int CUSTOMERS = 90;
    private static final int ITEMS = 45;
    private static final int SHELVES = 3;
    private static final int LENGTH = 10;
    private static final long SEED = 1;

    private final Slot<RecommenderInput, RecommenderModel, Recommender> slot;
    private final Guard guard;
    private final Workers workers;

    RecommenderTrial(Slot<RecommenderInput, RecommenderModel, Recommender> slot, Guard guard, Workers workers) {
        this.slot = slot;
        this.guard = guard;
        this.workers = workers;
    }

    /** @throws TesseraException if it does not do what it has to */
    void run(String label, Duration limit, Progress progress) {
        RecommenderInput input = sample();
        Slot.Trained<RecommenderModel> trained =
                slot.train(label, input, Map.of(), workers.context(SEED, progress), limit);
        try (RecommenderModel model = trained.model()) {
            List<Ranking> answers = call(limit, () -> ask(model, input));
            call(limit, () -> {
                try (RecommenderModel again = slot.reread(label, model)) {
                    same(answers, ask(again, input), "after it was saved and read back it answers differently");
                }
                return answers;
            });
        }
    }

    private interface Step<R> {
        R run() throws Exception;
    }

    private <R> R call(Duration limit, Step<R> step) {
        try {
            return guard.call(step::run, limit, () -> {});
        } catch (Guard.Failure e) {
            throw new TesseraException(e.words().replaceFirst("^TesseraException: ", ""), "");
        }
    }

    private static RecommenderInput sample() {
        SplittableRandom random = new SplittableRandom(SEED);
        int perCustomer = 8;
        Interactions.Builder builder = Interactions.Builder.weighted();
        long now = 1_700_000_000_000L;
        int shelf = ITEMS / SHELVES;
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            for (int k = 0; k < perCustomer; k++) {
                int of = random.nextInt(10) < 8 ? customer % SHELVES : random.nextInt(SHELVES);
                builder.add(customer, of * shelf + random.nextInt(shelf), 1f, now - random.nextLong(5_000_000_000L));
            }
        }
        return new RecommenderInput(builder.build(CUSTOMERS, ITEMS), new BareCatalog(ITEMS), now);
    }

    /** Asks for known customers, a new one with a history, and one of whom nothing is known. */
    private static List<Ranking> ask(RecommenderModel model, RecommenderInput input) {
        List<Query> queries = new ArrayList<>();
        for (int customer = 0; customer < CUSTOMERS; customer += 3) {
            History history = input.interactions().history(customer);
            int[] had = new int[history.size()];
            Arrays.setAll(had, history::item);
            queries.add(new Query(customer, history, LENGTH, ItemSet.all(), ItemSet.of(had)));
            queries.add(new Query(customer, history, 1, ItemSet.all(), ItemSet.of(had)));
        }
        queries.add(
                new Query(-1, History.of(3, 5), LENGTH, ItemSet.of(new int[] {1, 2, 3, 4, 5, 6}), ItemSet.of(3, 5)));
        queries.add(new Query(-1, History.empty(), LENGTH, ItemSet.all(), ItemSet.none()));
        queries.add(new Query(-1, History.of(ITEMS + 5), 3 * ITEMS, ItemSet.all(), ItemSet.none()));
        List<Ranking> answers = new ArrayList<>();
        int empty = 0;
        for (Query query : queries) {
            Ranking answer = model.recommend(query);
            RankingFault.in(answer, query, ITEMS).ifPresent(fault -> {
                throw new TesseraException("it answers with " + fault, "");
            });
            explains(model, query, answer);
            empty += answer.size() == 0 ? 1 : 0;
            answers.add(answer);
        }
        if (empty == queries.size()) {
            throw new TesseraException("it answers nothing to anybody", "");
        }
        List<Ranking> again = queries.stream().map(model::recommend).toList();
        same(answers, again, "asked the same again it answers differently");
        return answers;
    }

    private static void explains(RecommenderModel model, Query query, Ranking answer) {
        for (int place = 0; place < Math.min(3, answer.size()); place++) {
            List<Reason> reasons = model.explain(query, answer.items()[place]);
            double sum = reasons.stream().mapToDouble(Reason::weight).sum();
            double score = answer.scores()[place];
            if (!reasons.isEmpty() && !(Math.abs(sum - score) <= 1e-6 * Math.max(1, Math.abs(score)))) {
                throw new TesseraException("its reasons add up to " + sum + " where the score is " + score, "");
            }
        }
    }

    private static void same(List<Ranking> expected, List<Ranking> answers, String otherwise) {
        for (int k = 0; k < expected.size(); k++) {
            if (!Arrays.equals(expected.get(k).items(), answers.get(k).items())) {
                throw new TesseraException(otherwise, "");
            }
        }
    }
}
