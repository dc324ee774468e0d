// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.puresvd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.tck.SampleCatalog;

class PureSvdRecommenderTest {
    private static final int CUSTOMERS = 40;
    private static final int ITEMS = 25;

    /** The history of customer 3 on six singular vectors, from scipy.sparse.linalg.svds 1.10 in double precision. */
    private static final double[] SCIPY = {
        -0.371176, 0.878826, 0.507355, 1.089774, -0.370519, 0.194916, 0.558927, 1.542863, 0.761107, -0.466987, 0.09938,
        0.107184, 1.253779, 2.78334, 0.37314, -0.624005, 1.06365, 0.378598, 0.216816, 0.704453, 0.245985, 0.775245,
        1.751135, 0.364277, 0.502693
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithScipy(long seed) {
        Interactions pairs = pairs();
        RecommenderModel model = train(pairs, Map.of("factors", 6, "iterations", 60), seed);
        Ranking ranking = model.recommend(query(pairs.history(3)));
        assertThat(ranking.size()).isEqualTo(ITEMS);
        for (int place = 0; place < ITEMS; place++) {
            assertThat(ranking.scores()[place]).isCloseTo(SCIPY[ranking.items()[place]], within(2e-4));
        }
    }

    /** With as many vectors as items the projection is the history itself. */
    @Test
    void tellsTheHistoryAgainWithAllVectors() {
        Interactions pairs = pairs();
        RecommenderModel model = train(pairs, Map.of("factors", ITEMS), 1);
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            History history = pairs.history(customer);
            double[] given = new double[ITEMS];
            for (int place = 0; place < history.size(); place++) {
                given[history.item(place)] = history.weight(place);
            }
            Ranking ranking = model.recommend(query(history));
            for (int place = 0; place < ranking.size(); place++) {
                assertThat(ranking.scores()[place]).isCloseTo(given[ranking.items()[place]], within(1e-4));
            }
        }
    }

    @Test
    void takesMoreVectorsThanThereAre() {
        Interactions pairs = pairs();
        RecommenderModel few = train(pairs, Map.of("factors", ITEMS), 1);
        RecommenderModel many = train(pairs, Map.of("factors", 200), 1);
        Ranking expected = few.recommend(query(pairs.history(5)));
        Ranking actual = many.recommend(query(pairs.history(5)));
        assertThat(actual.size()).isEqualTo(expected.size());
        assertThat(actual.scores()).containsExactly(expected.scores(), within(1e-4));
    }

    @Test
    void namesTheItemsOfTheHistory() {
        Interactions pairs = pairs();
        RecommenderModel model = train(pairs, Map.of("factors", 6), 1);
        List<Reason> reasons = model.explain(query(History.of(1, 4)), 7);
        assertThat(reasons).extracting(Reason::item).containsExactlyInAnyOrder(1, 4);
        assertThat(reasons).extracting(Reason::kind).containsOnly(Reason.ITEM);
    }

    /** The matrix that the reference was computed from. */
    private static Interactions pairs() {
        Interactions.Builder pairs = Interactions.Builder.weighted();
        for (int u = 0; u < CUSTOMERS; u++) {
            for (int i = 0; i < ITEMS; i++) {
                int h = (u * 31 + i * 17 + (u * i) % 13 * 7 + u * u % 11 * i) % 11;
                if (h < 3) {
                    pairs.add(u, i, 1 + h, 0);
                }
            }
        }
        return pairs.build(CUSTOMERS, ITEMS);
    }

    private static Query query(History history) {
        return new Query(Event.NONE, history, Integer.MAX_VALUE, ItemSet.all(), ItemSet.none());
    }

    private static RecommenderModel train(Interactions pairs, Map<String, ?> settings, long seed) {
        return new PureSvdRecommender(Settings.defaults(PureSvdRecommender.Config.class))
                .train(
                        new RecommenderInput(pairs, new SampleCatalog(pairs.items()), 0),
                        settings,
                        TrainingContext.sequential(seed));
    }
}
