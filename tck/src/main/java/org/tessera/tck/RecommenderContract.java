// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;
import static org.tessera.tck.RankingAssertions.assertAnswers;
import static org.tessera.tck.RankingAssertions.assertSame;
import static org.tessera.tck.RankingAssertions.filtered;
import static org.tessera.tck.SampleInteractions.COLLECTOR;
import static org.tessera.tck.SampleInteractions.CUSTOMERS;
import static org.tessera.tck.SampleInteractions.ITEMS;
import static org.tessera.tck.SampleInteractions.STRANGER;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.data.Sessions;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.TrainingContext;

/**
 * What every recommender owes those who ask it: how it answers. How it trains and keeps its models is in what this
 * extends. Extend it beside a recommender, and all of it runs.
 */
public abstract class RecommenderContract extends SavedModelContract<RecommenderInput, RecommenderModel> {
    private static final int SAMPLE_ITEMS = 200;
    private static final int SAMPLE_HISTORY = 15;

    /** A recommender as it is used, with its default settings. */
    protected abstract Recommender recommender();

    /** The shop it is tried on; a recommender that needs something else, such as ratings, says so. */
    protected Interactions shop(long seed) {
        return SampleInteractions.of(seed);
    }

    /** A shop of so many customers, who have about as many items each: for what grows with the customers alone. */
    protected Interactions shop(int customers, int items, int each) {
        return SampleInteractions.many(customers, items, each, 1);
    }

    /** Whether answers depend on the history; not so for what is the same for everybody. */
    protected boolean isPersonal() {
        return true;
    }

    /** Whether it has answers before anybody has bought anything: only where the catalogue alone tells it enough. */
    protected boolean answersWithoutInteractions() {
        return false;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, Integer.MAX_VALUE})
    void answersAtMostSoManyBestFirst(int n) {
        Interactions interactions = shop(1);
        try (RecommenderModel model = trained(interactions)) {
            int answered = 0;
            for (int customer = 0; customer < CUSTOMERS; customer++) {
                Query query = everything(interactions, customer, n);
                Ranking ranking = model.recommend(query);
                assertAnswers(ranking, query, model.items());
                answered += ranking.size();
            }
            assertThat(answered).as("answers in all").isGreaterThan(CUSTOMERS / 2);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keepsToCandidatesAndExclusions(long seed) {
        Interactions interactions = shop(seed);
        SplittableRandom random = new SplittableRandom(seed);
        try (RecommenderModel model = trained(interactions)) {
            for (int customer = 0; customer < CUSTOMERS; customer += 3) {
                Ranking all = model.recommend(everything(interactions, customer, Integer.MAX_VALUE));
                ItemSet candidates = random.nextInt(4) == 0 ? ItemSet.all() : someItems(random);
                ItemSet exclusions = random.nextInt(4) == 0 ? ItemSet.none() : someItems(random);
                Query query = new Query(
                        customer, interactions.history(customer), 1 + random.nextInt(12), candidates, exclusions);
                assertSame(model.recommend(query), filtered(all, query));
            }
        }
    }

    @Test
    void answersNothingWhereNothingIsLeft() {
        Interactions interactions = shop(1);
        History history = interactions.history(3);
        try (RecommenderModel model = trained(interactions)) {
            for (Query query : List.of(
                    new Query(3, history, 5, ItemSet.none(), ItemSet.none()),
                    new Query(3, history, 5, ItemSet.all(), ItemSet.all()),
                    new Query(3, history, 5, ItemSet.of(ITEMS, ITEMS + 70), ItemSet.none()))) {
                assertThat(model.recommend(query).size()).isZero();
            }
        }
    }

    @Test
    void answersWhoeverAsks() {
        Interactions interactions = shop(1);
        try (RecommenderModel model = trained(interactions)) {
            for (History history : List.of(
                    History.empty(),
                    History.of(SampleInteractions.EVERYBODYS),
                    History.of(SampleInteractions.NOBODYS),
                    interactions.history(COLLECTOR),
                    interactions.history(STRANGER),
                    History.of(IntStream.range(0, 50_000).toArray()))) {
                for (int customer : new int[] {Event.NONE, 0, CUSTOMERS, 1_000_000}) {
                    Query query = new Query(customer, history, 10, ItemSet.all(), ItemSet.of(history));
                    assertAnswers(model.recommend(query), query, model.items());
                }
            }
        }
    }

    @Test
    void ignoresItemsItDoesNotKnow() {
        Interactions interactions = shop(1);
        try (RecommenderModel model = trained(interactions)) {
            int[] known = interactions.history(5).toItems();
            int[] more = IntStream.concat(
                            Arrays.stream(known), IntStream.of(model.items(), model.items() + 1, 1_000_000))
                    .toArray();
            assertSame(model.recommend(query(History.of(more), 10)), model.recommend(query(History.of(known), 10)));
            assertSame(model.recommend(query(History.of(1_000_000), 10)), model.recommend(query(History.empty(), 10)));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0f, -1f, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE, Float.MAX_VALUE})
    void takesAnyWeightInAQuestion(float odd) {
        try (RecommenderModel model = trained(shop(1))) {
            Query query = query(
                    History.ofSorted(new int[] {1, 2, 5}, new float[] {1f, odd, 1f}, new long[3]), Integer.MAX_VALUE);
            assertAnswers(model.recommend(query), query, model.items());
        }
    }

    @Test
    void followsTheHistoryOfTheMoment() {
        Interactions interactions = shop(1);
        try (RecommenderModel model = trained(interactions)) {
            if (!isPersonal()) {
                assertSame(model.recommend(allowing(History.of(4))), model.recommend(allowing(History.of(5))));
                return;
            }
            for (int taste = 0; taste < SampleInteractions.TASTES; taste++) {
                // a customer nobody has seen before, who has just bought three items of one taste
                History history = History.of(4 + taste, 8 + taste, 12 + taste);
                int wanted = taste;
                assertThat(Arrays.stream(model.recommend(query(history, 5)).items())
                                .filter(item -> item % SampleInteractions.TASTES == wanted))
                        .as("items of taste %d among five", taste)
                        .hasSizeGreaterThanOrEqualTo(3);
            }
        }
    }

    @Test
    void saysWhy() {
        Interactions interactions = shop(1);
        try (RecommenderModel model = trained(interactions)) {
            for (int customer = 0; customer < CUSTOMERS; customer += 5) {
                Query query = everything(interactions, customer, Integer.MAX_VALUE);
                Ranking ranking = model.recommend(query);
                for (int place = 0; place < ranking.size(); place++) {
                    List<Reason> reasons = model.explain(query, ranking.items()[place]);
                    double score = ranking.scores()[place];
                    assertThat(reasons).isNotEmpty().allSatisfy(reason -> {
                        assertThat(reason.kind()).isNotBlank();
                        assertThat(reason.item()).isBetween(Event.NONE, model.items() - 1);
                        assertThat(reason.kind().equals(Reason.ITEM)).isEqualTo(reason.item() != Event.NONE);
                    });
                    assertThat(reasons.stream().mapToDouble(Reason::weight).sum())
                            .isCloseTo(score, within(1e-5 * size(reasons)));
                    assertThat(reasons.stream().filter(reason -> !reason.kind().equals(Reason.OTHERS)))
                            .isSortedAccordingTo((a, b) -> Double.compare(b.weight(), a.weight()));
                }
            }
        }
    }

    private static double size(List<Reason> reasons) {
        return reasons.stream().mapToDouble(reason -> Math.abs(reason.weight())).sum();
    }

    @Test
    void hasNoReasonsForItemsItDoesNotKnow() {
        Interactions interactions = shop(1);
        try (RecommenderModel model = trained(interactions)) {
            Query query = everything(interactions, 3, 5);
            assertThat(model.explain(query, model.items())).isEmpty();
            assertThat(model.explain(query, 1_000_000)).isEmpty();
            assertThat(model.explain(query, Event.NONE)).isEmpty();
        }
    }

    @Test
    void findsSimilarItems() {
        Interactions interactions = shop(1);
        try (RecommenderModel model = trained(interactions)) {
            for (int item = 0; item < model.items() + 2; item++) {
                for (int n : new int[] {1, 4, Integer.MAX_VALUE}) {
                    Query others = new Query(Event.NONE, History.empty(), n, ItemSet.all(), ItemSet.of(item));
                    assertAnswers(model.similar(item, n), others, model.items());
                }
            }
        }
    }

    @Test
    void answersManyAtATime() throws Exception {
        Interactions interactions = shop(1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (RecommenderModel model = trained(interactions)) {
            List<Ranking> expected = new ArrayList<>();
            for (int customer = 0; customer < CUSTOMERS; customer++) {
                expected.add(model.recommend(everything(interactions, customer, 10)));
            }
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int offset = thread * 20;
                all.add(threads.submit(() -> {
                    for (int k = 0; k < 3 * CUSTOMERS; k++) {
                        int customer = (k + offset) % CUSTOMERS;
                        Query query = everything(interactions, customer, 10);
                        Ranking ranking = model.recommend(query);
                        assertSame(ranking, expected.get(customer));
                        if (ranking.size() > 0) {
                            model.explain(query, ranking.items()[0]);
                        }
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0f, -3f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void learnsFromOddWeightsOrSaysWhyNot(float odd) {
        Interactions interactions = Interactions.of(SparseMatrix.of(
                3, 4, new int[] {0, 2, 4, 6}, new int[] {0, 1, 0, 2, 1, 2}, new float[] {1, 2, odd, 1, 1, 1}));
        Throwable failure = catchThrowable(() -> {
            try (RecommenderModel model = trained(interactions)) {
                Query query = allowing(History.of(0, 1));
                assertAnswers(model.recommend(query), query, model.items());
            }
        });
        if (failure != null) {
            assertThat(failure).isInstanceOf(TesseraException.class).hasMessageContaining("customer 1");
        }
        assertThat(failure == null || !Float.isFinite(odd))
                .as("0 and below are no failure")
                .isTrue();
    }

    @Test
    void learnsFromNothingOrSaysWhyNot() {
        for (int items : new int[] {0, 5}) {
            Interactions nothing = Interactions.Builder.binary().build(3, items);
            Throwable failure = catchThrowable(() -> {
                try (RecommenderModel model = trained(nothing)) {
                    Query query = query(History.of(0, 1), 10);
                    Ranking ranking = model.recommend(query);
                    assertAnswers(ranking, query, items);
                    assertThat(answersWithoutInteractions() || ranking.size() == 0)
                            .as("no answers from nothing")
                            .isTrue();
                }
            });
            if (failure != null) {
                assertThat(failure).isInstanceOf(TesseraException.class);
            }
        }
    }

    @Test
    void leavesTheInputAlone() {
        Interactions interactions = shop(1);
        trained(interactions).close();
        Interactions fresh = shop(1);
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            assertThat(interactions.byCustomer().columnsOf(customer))
                    .containsExactly(fresh.byCustomer().columnsOf(customer));
            assertThat(interactions.byCustomer().valuesOf(customer))
                    .containsExactly(fresh.byCustomer().valuesOf(customer));
        }
    }

    @Override
    final Recommender strategy() {
        return recommender();
    }

    @Override
    final Map<String, ?> sampleSettings() {
        return Map.of();
    }

    @Override
    final RecommenderInput sample() {
        return input(shop(1));
    }

    @Override
    final RecommenderInput sample(int customers) {
        return input(shop(customers, SAMPLE_ITEMS, SAMPLE_HISTORY));
    }

    @Override
    final void assertSameAnswers(RecommenderModel actual, RecommenderModel expected) {
        assertThat(actual.items()).isEqualTo(expected.items());
        Interactions interactions = shop(1);
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            Query query = everything(interactions, customer, 10);
            Ranking ranking = expected.recommend(query);
            assertSame(actual.recommend(query), ranking);
            for (int item : ranking.items()) {
                assertThat(actual.explain(query, item)).isEqualTo(expected.explain(query, item));
            }
        }
        for (int item = 0; item < ITEMS; item++) {
            assertSame(actual.similar(item, 5), expected.similar(item, 5));
        }
    }

    private RecommenderModel trained(Interactions interactions) {
        return recommender().train(input(interactions), Map.of(), TrainingContext.sequential(1));
    }

    private static RecommenderInput input(Interactions interactions) {
        return new RecommenderInput(
                interactions,
                new SampleCatalog(interactions.items()),
                new SampleCustomers(interactions.customers()),
                SampleInteractions.NOW,
                () -> sessions(interactions));
    }

    /** A customer's purchases with fewer than 20 days between one and the next are one session. */
    private static Sessions sessions(Interactions interactions) {
        Sessions.Builder builder = new Sessions.Builder(TimeUnit.DAYS.toMillis(20));
        SparseMatrix rows = interactions.byCustomer();
        for (int customer = 0; customer < rows.rows(); customer++) {
            for (int p = rows.start(customer); p < rows.end(customer); p++) {
                builder.add(customer, rows.column(p), interactions.time(p), "");
            }
        }
        return builder.build();
    }

    private static Query query(History history, int n) {
        return new Query(Event.NONE, history, n, ItemSet.all(), ItemSet.of(history));
    }

    /** A question without any exclusions. */
    private static Query everything(Interactions interactions, int customer, int n) {
        return new Query(customer, interactions.history(customer), n, ItemSet.all(), ItemSet.none());
    }

    private static Query allowing(History history) {
        return new Query(Event.NONE, history, Integer.MAX_VALUE, ItemSet.all(), ItemSet.none());
    }

    private static ItemSet someItems(SplittableRandom random) {
        return ItemSet.of(IntStream.range(0, ITEMS + 10)
                .filter(item -> random.nextInt(3) > 0)
                .toArray());
    }
}
