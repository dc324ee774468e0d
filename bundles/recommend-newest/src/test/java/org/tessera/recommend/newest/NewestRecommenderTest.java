// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.newest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tessera.api.data.CustomerCatalog;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.data.Sessions;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.tck.SampleCatalog;

class NewestRecommenderTest {
    private static final long DAY = 86_400_000L;
    private static final long NOW = 1_700_000_000_000L;

    /** Item 0 came 40 days ago and has 4 customers; 1 came 10 days ago, 2; 2 10 days ago, 4; 3 without a time; 4 never. */
    private final int[][] events = {
        {0, 0, 40},
        {1, 0, 3},
        {2, 0, 2},
        {3, 0, 1},
        {0, 0, 0},
        {0, 1, 10},
        {1, 1, 0},
        {0, 2, 10},
        {1, 2, 0},
        {2, 2, 0},
        {3, 2, 0}
    };

    @Test
    void putsNewItemsThatGoFastFirst() {
        RecommenderModel model = train(Map.of("halflife", 10, "prior", 5));
        Ranking ranking = model.recommend(asking(History.empty()));
        assertThat(ranking.items()).containsExactly(2, 1, 0);
        double mean = 10 / 60d;
        assertThat(ranking.scores())
                .containsExactly(
                        new double[] {
                            .5 * (4 + 5 * mean) / 15 / mean,
                            .5 * (2 + 5 * mean) / 15 / mean,
                            (4 + 5 * mean) / 45 / mean / 16
                        },
                        within(1e-9));
        assertThat(model.explain(asking(History.empty()), 1))
                .containsExactly(new Reason("new", Event.NONE, "new for 10 days", ranking.scores()[1]));
    }

    @Test
    void goesByAgeAlone() {
        Ranking ranking = train(Map.of("halflife", 10, "popularity", 0)).recommend(asking(History.empty()));
        assertThat(ranking.items()).containsExactly(1, 2, 0);
        assertThat(ranking.scores()).containsExactly(new double[] {.5, .5, 1 / 16d}, within(1e-12));
    }

    @Test
    void leavesOutWhatIsNotNewAnyMore() {
        assertThat(train(Map.of("oldest", 10))
                        .recommend(asking(History.empty()))
                        .items())
                .containsExactly(2, 1);
        assertThat(train(Map.of("oldest", 9)).recommend(asking(History.empty())).size())
                .isZero();
    }

    /** Each item is of a category of its own. */
    @Test
    void keepsToTheCategoriesTheHistoryLikes() {
        RecommenderModel model = train(Map.of("by", "category", "taste", 0));
        assertThat(model.recommend(asking(History.of(1))).items()).containsExactly(1);
        assertThat(model.explain(asking(History.of(1)), 1))
                .extracting(Reason::kind)
                .containsExactly(Reason.CATEGORY);
        assertThat(model.recommend(asking(History.empty())).items()).containsExactly(2, 1, 0);
    }

    private static Query asking(History history) {
        return new Query(Event.NONE, history, 10, ItemSet.all(), ItemSet.none());
    }

    private RecommenderModel train(Map<String, ?> settings) {
        Interactions.Builder pairs = Interactions.Builder.binary();
        Sessions.Builder sessions = new Sessions.Builder(DAY);
        for (int[] event : events) {
            pairs.add(event[0], event[1], 1, NOW - event[2] * DAY);
            sessions.add(event[0], event[1], NOW - event[2] * DAY, "");
        }
        pairs.add(2, 3, 1, 0);
        sessions.add(2, 3, 0, "");
        return new NewestRecommender(Settings.defaults(NewestRecommender.Config.class))
                .train(
                        new RecommenderInput(
                                pairs.build(4, 5),
                                new SampleCatalog(5),
                                CustomerCatalog.unknown(4),
                                NOW,
                                sessions::build),
                        settings,
                        TrainingContext.sequential(1));
    }
}
