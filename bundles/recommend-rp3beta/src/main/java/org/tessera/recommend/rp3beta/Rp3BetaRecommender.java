// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.rp3beta;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.Strategy;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.api.strategy.Tunable;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.ranking.ItemToItemModel;
import org.tessera.numerics.sparse.StochasticRows;

/**
 * Recommends items that a walk of three steps reaches: from the customer to an item they have, on to another of its
 * customers, and to an item of theirs. P3alpha (Cooper, Lee, Radlinski and others, "Random Walks in Recommender
 * Systems", 2014) raises the probabilities of the steps to a power; RP3beta (Paudel, Christoffel, Newell and Bernstein,
 * "Updatable, Accurate, Diverse, and Scalable Recommendations for Interactive Applications", 2017) counts items that
 * many have for less. The last two steps make a matrix of items by items, so an answer needs no walk.
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=rp3beta",
        configurationPid = "org.tessera.recommend.rp3beta")
@Designate(ocd = Rp3BetaRecommender.Config.class)
public final class Rp3BetaRecommender implements Recommender {
    private static final String FORMAT = "rp3beta";
    private static final int VERSION = 1;

    private final Config config;

    /** How a walk goes, and how much of where it leads is kept. */
    @ObjectClassDefinition(
            name = "Recommender rp3beta",
            description = "Recommends items that a walk over customers and items reaches: P3alpha and RP3beta.")
    public @interface Config {
        @AttributeDefinition(
                description =
                        "Power of the probabilities of the steps: the lower, the more those with many items count",
                min = "0",
                max = "2")
        double alpha() default 1;

        @AttributeDefinition(
                description = "How much items that many customers have count for less: 0 is P3alpha",
                min = "0",
                max = "2")
        double beta() default 0.5;

        @AttributeDefinition(description = "How many items an item keeps", min = "1", max = "10000")
        int neighbours() default 100;

        @AttributeDefinition(
                description =
                        "Whose items are kept: those that a walk from it reaches, or those from which a walk reaches it",
                options = {
                    @Option(label = "The item's in the history", value = "history"),
                    @Option(label = "The recommended item's", value = "candidate")
                })
        String lists() default "history";

        @AttributeDefinition(
                description =
                        "What the weight of a customer and an item counts for: as given, always 1, or its logarithm",
                options = {
                    @Option(label = "As given", value = "given"),
                    @Option(label = "Always 1", value = "binary"),
                    @Option(label = "Logarithm of 1 + weight", value = "log")
                })
        String evidence() default "given";

        @AttributeDefinition(description = "Whether every item of a customer has the same say, wherever it leads")
        boolean normalise() default true;
    }

    @Activate
    public Rp3BetaRecommender(Config config) {
        Rp3BetaSettings.of(config);
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public List<Tunable> tunables() {
        return List.of(
                Tunable.linear("alpha", 0.2, 1.8),
                Tunable.linear("beta", 0, 1.2),
                Tunable.whole("neighbours", 10, 1000),
                Tunable.choice("lists", "history", "candidate"),
                Tunable.choice("normalise", "true", "false"));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        Rp3BetaSettings settings = Rp3BetaSettings.of(effective);
        SparseMatrix given = input.interactions().byCustomer();
        int items = given.columns();
        context.progress().report("weighing", 0, items);
        SparseMatrix evidence = settings.evidence().of(given);
        SparseMatrix byItem = evidence == given ? input.interactions().byItem() : evidence.transposed();
        context.progress().report("walking", 0, items);
        SparseMatrix influence = WalkProbabilities.of(
                evidence,
                byItem,
                settings,
                new Parallel(context.executor(), context.parallelism()),
                done -> context.progress().report("walking", done, items));
        return new ItemToItemModel(
                FORMAT, VERSION, settled(effective), settings.normalise() ? StochasticRows.of(influence) : influence);
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return ItemToItemModel.read(
                in,
                FORMAT,
                VERSION,
                texts -> settled(Settings.overlay(Config.class, Settings.defaults(Config.class), texts)));
    }

    private static ItemToItemModel.Settled settled(Config config) {
        return new ItemToItemModel.Settled(
                Settings.describe(Config.class, config),
                Rp3BetaSettings.of(config).evidence());
    }
}
