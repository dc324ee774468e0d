// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.tessera.tck.SampleInteractions.CUSTOMERS;
import static org.tessera.tck.SampleInteractions.ITEMS;
import static org.tessera.tck.SampleInteractions.NOBODYS;
import static org.tessera.tck.SampleInteractions.STRANGER;
import static org.tessera.tck.SampleInteractions.TASTES;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.RatingModel;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.TrainingContext;

/**
 * What a recommender that foretells ratings owes beside what all recommenders do, which is tried here on a shop where
 * customers give stars.
 */
public abstract class RatingContract extends RecommenderContract {
    private static final double LOWEST = 1;
    private static final double HIGHEST = 5;

    @Override
    protected final Interactions shop(long seed) {
        return SampleRatings.of(seed);
    }

    @Override
    protected final Interactions shop(int customers, int items, int each) {
        return SampleRatings.many(customers, items, each, 1);
    }

    /** As for other recommenders, but what a customer likes is what has many stars, not what there is. */
    @Override
    @Test
    void followsTheHistoryOfTheMoment() {
        try (RatingModel model = rating(shop(1))) {
            for (int taste = 0; taste < TASTES; taste++) {
                Query query = asking(fan(taste, 5, 1));
                int[] items = model.recommend(query).items();
                if (!isPersonal()) {
                    assertThat(items)
                            .containsExactly(
                                    model.recommend(asking(fan(taste, 1, 5))).items());
                    continue;
                }
                int wanted = taste;
                assertThat(Arrays.stream(items).limit(5).filter(item -> item % TASTES == wanted))
                        .as("items of taste %d among five", taste)
                        .hasSizeGreaterThanOrEqualTo(3);
            }
        }
    }

    @Test
    void foretellsRatingsWithinTheScale() {
        Interactions ratings = shop(1);
        try (RatingModel model = rating(ratings)) {
            for (int customer :
                    new int[] {Event.NONE, 0, 1, SampleInteractions.COLLECTOR, STRANGER, CUSTOMERS, 1 << 30}) {
                boolean known = customer >= 0 && customer < CUSTOMERS;
                for (History history : new History[] {
                    known ? ratings.history(customer) : History.empty(),
                    History.empty(),
                    fan(0, 5, 1),
                    fan(1, Float.MAX_VALUE, -Float.MAX_VALUE),
                    fan(2, Float.NaN, Float.POSITIVE_INFINITY),
                    History.of(IntStream.range(0, 50_000).toArray())
                }) {
                    for (int item : new int[] {Event.NONE, 0, 1, NOBODYS, ITEMS - 2, ITEMS, 1 << 30}) {
                        assertThat(model.predict(customer, history, item))
                                .as("customer %d, %s, item %d", customer, history, item)
                                .isBetween(LOWEST, HIGHEST);
                    }
                }
            }
        }
    }

    /** Someone unknown rates an unknown item like everybody rates everything. */
    @Test
    void expectsTheMeanWhereNothingIsKnown() {
        Interactions ratings = shop(1);
        try (RatingModel model = rating(ratings)) {
            for (int item : new int[] {NOBODYS, ITEMS, 1_000_000}) {
                assertThat(model.predict(Event.NONE, History.empty(), item)).isCloseTo(mean(ratings), within(.2));
            }
        }
    }

    @Test
    void ranksByWhatItForetells() {
        Interactions ratings = shop(1);
        try (RatingModel model = rating(ratings)) {
            for (int customer = 0; customer < CUSTOMERS; customer += 7) {
                History history = ratings.history(customer);
                Ranking ranking = model.recommend(new Query(customer, history, ITEMS, ItemSet.all(), ItemSet.none()));
                for (int place = 0; place < ranking.size(); place++) {
                    double score = Math.min(HIGHEST, Math.max(LOWEST, ranking.scores()[place]));
                    assertThat(model.predict(customer, history, ranking.items()[place]))
                            .as("customer %d, place %d", customer, place)
                            .isCloseTo(score, within(1e-4));
                }
                assertThat(ranking.items()).as("what nobody has rated").doesNotContain(NOBODYS);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void foretellsBetterThanTheMean(long seed) {
        Interactions all = shop(seed);
        SplittableRandom random = new SplittableRandom(seed);
        Interactions.Builder some = Interactions.Builder.strongest();
        Interactions.Builder rest = Interactions.Builder.strongest();
        SparseMatrix rows = all.byCustomer();
        for (int customer = 0; customer < rows.rows(); customer++) {
            for (int p = rows.start(customer); p < rows.end(customer); p++) {
                (random.nextInt(5) == 0 ? rest : some).add(customer, rows.column(p), rows.value(p));
            }
        }
        Interactions train = some.build(CUSTOMERS, ITEMS);
        SparseMatrix test = rest.build(CUSTOMERS, ITEMS).byCustomer();
        double mean = mean(train);
        double plain = 0;
        double own = 0;
        double folded = 0;
        try (RatingModel model = rating(train)) {
            for (int customer = 0; customer < CUSTOMERS; customer++) {
                History history = train.history(customer);
                for (int p = test.start(customer); p < test.end(customer); p++) {
                    double stars = test.value(p);
                    plain += square(stars - mean);
                    own += square(stars - model.predict(customer, history, test.column(p)));
                    // The same history of someone who was not there when the model was trained.
                    folded += square(stars - model.predict(Event.NONE, history, test.column(p)));
                }
            }
        }
        double most = isPersonal() ? .5 : .99;
        assertThat(own / plain).as("squared errors beside those of the mean").isLessThan(most);
        assertThat(folded / plain).as("for customers unknown in training").isLessThan(most);
    }

    @Test
    void followsTheStars() {
        try (RatingModel model = rating(shop(1))) {
            double[] strict = foretold(model, fan(0, 2, 1));
            double[] kind = foretold(model, fan(0, 5, 4));
            assertThat(Arrays.stream(kind).sum())
                    .as("foretold for someone who gives more stars throughout")
                    .isGreaterThan(Arrays.stream(strict).sum());
            if (isPersonal()) {
                double[] one = foretold(model, fan(1, 5, 1));
                double[] other = foretold(model, fan(1, 1, 5));
                for (int item = 21; item < NOBODYS; item += TASTES) {
                    assertThat(one[item]).as("item %d of taste 1", item).isGreaterThan(other[item]);
                }
            }
        }
    }

    @Test
    void foretellsTheSameWhenReadBack() throws IOException {
        Interactions ratings = shop(1);
        try (RatingModel model = rating(ratings)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            model.write(bytes);
            try (RatingModel back = (RatingModel) recommender().read(Streams.of(bytes.toByteArray()))) {
                for (int customer = 0; customer < CUSTOMERS; customer += 3) {
                    History history = ratings.history(customer);
                    for (int item = 0; item < ITEMS + 1; item++) {
                        assertThat(back.predict(customer, history, item))
                                .isEqualTo(model.predict(customer, history, item));
                    }
                }
            }
        }
    }

    @Test
    void refusesToLearnFromWhatIsNoRating() {
        Interactions bought = SampleInteractions.many(50, 20, 5, 1);
        assertThatThrownBy(() -> rating(bought)).isInstanceOfSatisfying(TesseraException.class, failure -> {
            assertThat(failure).hasMessageContaining("no ratings to learn from");
            assertThat(failure.hint()).contains("ratings=stars");
        });
    }

    /** Stars, percentages, or anything from minus to plus ten: what is said of items is the same. */
    @ParameterizedTest
    @ValueSource(doubles = {.01, 25, 1e6})
    void learnsFromAnyScale(double factor) {
        Interactions stars = shop(1);
        SparseMatrix rows = stars.byCustomer();
        Interactions.Builder scaled = Interactions.Builder.strongest();
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            for (int p = rows.start(customer); p < rows.end(customer); p++) {
                scaled.add(customer, rows.column(p), (float) (factor * (rows.value(p) - 3)));
            }
        }
        try (RatingModel model = rating(scaled.build(CUSTOMERS, ITEMS))) {
            double sum = 0;
            for (int customer = 0; customer < STRANGER; customer++) {
                History history = stars.history(customer);
                float[] weights = new float[history.size()];
                for (int place = 0; place < weights.length; place++) {
                    weights[place] = (float) (factor * (history.weight(place) - 3));
                }
                History own = History.ofSorted(history.toItems(), weights, new long[weights.length]);
                for (int place = 0; place < weights.length; place++) {
                    double foretold = model.predict(customer, own, history.item(place));
                    assertThat(foretold).isBetween(-2.0001 * factor, 2.0001 * factor);
                    sum += square((weights[place] - foretold) / factor);
                }
            }
            double mean = mean(stars);
            double plain = 0;
            for (int p = 0; p < rows.size(); p++) {
                plain += square(rows.value(p) - mean);
            }
            assertThat(sum / plain)
                    .as("squared errors beside those of the mean")
                    .isLessThan(.99);
        }
    }

    private RatingModel rating(Interactions interactions) {
        RecommenderModel model = recommender()
                .train(
                        new RecommenderInput(
                                interactions, new SampleCatalog(interactions.items()), SampleInteractions.NOW),
                        Map.of(),
                        TrainingContext.sequential(1));
        assertThat(model).isInstanceOf(RatingModel.class);
        return (RatingModel) model;
    }

    private static double[] foretold(RatingModel model, History history) {
        return IntStream.range(0, ITEMS)
                .mapToDouble(item -> model.predict(Event.NONE, history, item))
                .toArray();
    }

    /** Someone nobody has seen before, with so many stars for the first items of a taste, and for the first of others. */
    private static History fan(int taste, float liked, float others) {
        int[] items = IntStream.range(1, 17).toArray();
        float[] stars = new float[items.length];
        for (int k = 0; k < items.length; k++) {
            stars[k] = items[k] % TASTES == taste ? liked : others;
        }
        return History.ofSorted(items, stars, new long[items.length]);
    }

    private static Query asking(History history) {
        return new Query(Event.NONE, history, ITEMS, ItemSet.all(), ItemSet.of(history));
    }

    private static double mean(Interactions ratings) {
        double sum = 0;
        for (int p = 0; p < ratings.size(); p++) {
            sum += ratings.byCustomer().value(p);
        }
        return sum / ratings.size();
    }

    private static double square(double x) {
        return x * x;
    }
}
