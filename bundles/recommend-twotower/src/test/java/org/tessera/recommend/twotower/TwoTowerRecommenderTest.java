// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.twotower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.data.Sessions;
import org.tessera.api.recommend.Context;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.tck.SampleCatalog;
import org.tessera.tck.SampleCustomers;
import org.tessera.tck.SampleInteractions;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoTowerRecommenderTest {
    private RecommenderModel model;

    @BeforeAll
    void train() {
        model = train(SampleInteractions.of(1), Map.of());
    }

    /** Nothing is known of them but the segment, which goes with a taste. */
    @Test
    void answersCustomersWithoutAnyHistory() {
        for (int taste = 0; taste < SampleInteractions.TASTES; taste++) {
            Ranking ranking = model.recommend(asking(History.empty(), "Taste " + taste, Map.of(), 5));
            int wanted = taste;
            assertThat(Arrays.stream(ranking.items())
                            .filter(item -> item % SampleInteractions.TASTES == wanted)
                            .count())
                    .as("of taste %d in %s", taste, Arrays.toString(ranking.items()))
                    .isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void answersNobodyOfWhomItKnowsNothing() {
        assertThat(model.recommend(asking(History.empty(), "", Map.of(), 5)).size())
                .isZero();
        assertThat(model.recommend(asking(History.empty(), "No such", Map.of("shoe", "44"), 5))
                        .size())
                .isZero();
        assertThat(model.explain(asking(History.empty(), "", Map.of(), 5), 1)).isEmpty();
    }

    /** Its words and its maker say of which taste the item is that nobody has. */
    @Test
    void recommendsWhatNobodyHasHadYet() {
        int taste = SampleInteractions.NOBODYS % SampleInteractions.TASTES;
        double[] scores = new double[SampleInteractions.TASTES];
        for (int other = 0; other < scores.length; other++) {
            Query query = new Query(
                    Event.NONE,
                    History.of(4 + other, 8 + other, 12 + other),
                    1,
                    ItemSet.of(SampleInteractions.NOBODYS),
                    ItemSet.none());
            scores[other] = model.recommend(query).scores()[0];
        }
        assertThat(scores[taste]).isEqualTo(Arrays.stream(scores).max().orElseThrow());
    }

    @Test
    void namesWhatIsKnownOfTheCustomerAmongTheReasons() {
        Query query = asking(History.of(4, 8), "Taste 0", Map.of("country", "Norway", "age", "31"), 5);
        Ranking ranking = model.recommend(query);
        List<Reason> reasons = model.explain(query, ranking.items()[0]);
        assertThat(reasons).extracting(Reason::detail).contains("segment=taste 0", "country=norway");
        assertThat(reasons).extracting(Reason::item).contains(4, 8);
        assertThat(reasons.stream().mapToDouble(Reason::weight).sum()).isCloseTo(ranking.scores()[0], within(1e-6));
    }

    /** Without hidden layers parts are exact: scores of a history are those of its items, shared by its root. */
    @Test
    void towersWithoutLayersOnlyAddUp() {
        RecommenderModel plain = train(SampleInteractions.of(2), Map.of("layers", "", "epochs", "2"));
        double one = score(plain, History.of(4), 20);
        double other = score(plain, History.of(9), 20);
        assertThat(score(plain, History.of(4, 9), 20)).isCloseTo((one + other) / Math.sqrt(2), within(1e-4));
    }

    /** One customer, one item, a customer with everything: it answers, or has nothing to say. */
    @Test
    void survivesTinyShops() {
        for (int[] shape : new int[][] {{1, 1}, {1, 5}, {5, 1}, {2, 2}}) {
            Interactions.Builder pairs = Interactions.Builder.binary();
            for (int c = 0; c < shape[0]; c++) {
                for (int i = 0; i < shape[1]; i++) {
                    pairs.add(c, i, 1f);
                }
            }
            RecommenderModel tiny = train(pairs.build(shape[0], shape[1]), Map.of("epochs", "1"));
            Ranking ranking = tiny.recommend(asking(History.of(0), "", Map.of(), 5));
            assertThat(ranking.size()).isLessThanOrEqualTo(shape[1]);
            assertThat(Arrays.stream(ranking.scores()).allMatch(Double::isFinite))
                    .isTrue();
        }
    }

    @Test
    void cutsNumbersIntoRangesOfEqualCount() {
        FeatureSpace space = FeatureSpace.of(
                100,
                thing -> new Description(
                        List.of("all", thing < 50 ? "half" : "other", "own" + thing),
                        Map.of("age", Integer.toString(thing), "size", thing % 3 == 0 ? "L" : "7")),
                1000);
        // Ten ranges of age, two halves, two sizes; what all have or one has tells nothing.
        assertThat(space.size()).isEqualTo(14);
        Description asked = new Description(List.of("half"), Map.of("age", "-5", "size", "l"));
        assertThat(Arrays.stream(space.of(asked)).mapToObj(space::name))
                .containsExactlyInAnyOrder("half", "age<10.0", "size=l");
        Description old = new Description(List.of("unheard"), Map.of("age", "1e9"));
        assertThat(Arrays.stream(space.of(old)).mapToObj(space::name)).containsExactly("age\u226590.0");
        assertThat(space.of(new Description(List.of(), Map.of("age", "unknown"))))
                .isEmpty();
    }

    private static double score(RecommenderModel model, History history, int item) {
        return model.recommend(new Query(Event.NONE, history, 1, ItemSet.of(item), ItemSet.none()))
                .scores()[0];
    }

    private static Query asking(History history, String segment, Map<String, String> attributes, int n) {
        return new Query(
                Event.NONE,
                history,
                n,
                ItemSet.all(),
                ItemSet.of(history),
                new Context(segment, attributes, new int[0], 0));
    }

    private static RecommenderModel train(Interactions pairs, Map<String, ?> settings) {
        return new TwoTowerRecommender(Settings.defaults(TwoTowerRecommender.Config.class))
                .train(
                        new RecommenderInput(
                                pairs,
                                new SampleCatalog(pairs.items()),
                                new SampleCustomers(pairs.customers()),
                                0,
                                () -> Sessions.of(pairs)),
                        settings,
                        TrainingContext.sequential(1));
    }
}
