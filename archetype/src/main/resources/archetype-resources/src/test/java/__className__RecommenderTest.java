package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.tck.RecommenderContract;
import org.tessera.tck.SampleCatalog;

/** What every recommender owes the engine, and what this one computes. */
class ${className}RecommenderTest extends RecommenderContract {
    private static final long DAY = 86_400_000L;
    private static final long NOW = 1000 * DAY;

    @Override
    protected Recommender recommender() {
        return new ${className}Recommender(Settings.defaults(${className}Recommender.Config.class));
    }

    @Override
    protected Map<String, List<?>> wrongSettings() {
        return Map.of("days", List.of(-1, 36_501), "support", List.of(0), "companions", List.of(0, "many"));
    }

    /** Of the three customers of item 0, two have item 1 and one has item 2. What customer 2 did was long ago. */
    @Test
    void countsWhoHasBoth() {
        Interactions pairs = Interactions.Builder.binary()
                .add(0, 0, 1, NOW - DAY)
                .add(0, 1, 1, NOW - DAY)
                .add(1, 0, 1, NOW - DAY)
                .add(1, 2, 1, NOW - DAY)
                .add(2, 0, 1, NOW - 400 * DAY)
                .add(2, 1, 1, NOW - 400 * DAY)
                .build(3, 3);
        Query query = new Query(Event.NONE, History.of(0), 5, ItemSet.all(), ItemSet.of(0));

        try (RecommenderModel model = train(pairs, Map.of("support", 1, "days", 0))) {
            Ranking ranking = model.recommend(query);
            assertThat(ranking.items()).containsExactly(1, 2);
            assertThat(ranking.scores()).containsExactly((float) (2 / 3.0), (float) (1 / 3.0));
            assertThat(model.explain(query, 2)).containsExactly(new Reason(Reason.ITEM, 0, "", (float) (1 / 3.0)));
        }
        try (RecommenderModel model = train(pairs, Map.of("support", 1))) {
            assertThat(model.recommend(query).scores()).containsExactly(0.5, 0.5);
        }
        try (RecommenderModel model = train(pairs, Map.of("support", 2, "days", 0))) {
            assertThat(model.recommend(query).items()).containsExactly(1);
        }
    }

    private RecommenderModel train(Interactions pairs, Map<String, ?> settings) {
        return recommender()
                .train(new RecommenderInput(pairs, new SampleCatalog(pairs.items()), NOW), settings,
                        TrainingContext.sequential(1));
    }
}
