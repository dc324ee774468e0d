// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.slim;

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
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.Strategy;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.api.strategy.Tunable;
import org.tessera.numerics.ranking.ItemToItemModel;

/**
 * Recommends what a sparse linear model foretells: SLIM (Ning and Karypis, "SLIM: Sparse Linear Methods for Top-N
 * Recommender Systems", ICDM 2011). Every item is explained by few others, whose weights an elastic net chooses.
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=slim",
        configurationPid = "org.tessera.recommend.slim")
@Designate(ocd = SlimRecommender.Config.class)
public final class SlimRecommender implements Recommender {
    private static final String FORMAT = "slim";
    private static final int VERSION = 1;

    private final Config config;

    /** How much the weights are held back, how many are kept, and when the fit is good enough. */
    @ObjectClassDefinition(
            name = "Recommender slim",
            description = "Recommends what a linear model foretells in which every item is explained by few others.")
    public @interface Config {
        @AttributeDefinition(
                description = "How much weights are held back, for each customer",
                min = "0.00000001",
                max = "1000000")
        double alpha() default 0.01;

        @AttributeDefinition(
                description = "Which part of that drives small weights to 0 (lasso); the rest makes large ones smaller"
                        + " (ridge)",
                min = "0",
                max = "1")
        double l1() default 0.02;

        @AttributeDefinition(description = "How many of the largest weights an item keeps", min = "1", max = "10000")
        int neighbours() default 300;

        @AttributeDefinition(description = "Whether items may only speak for others, never against them")
        boolean positive() default true;

        @AttributeDefinition(
                description = "An item is done when no weight changes by more than this share of the largest",
                min = "0.0000000001",
                max = "0.5")
        double tolerance() default 0.001;

        @AttributeDefinition(description = "Rounds over an item's weights at most", min = "1", max = "100000")
        int iterations() default 100;

        @AttributeDefinition(
                description =
                        "What the weight of a customer and an item counts for: as given, always 1, or its logarithm",
                options = {
                    @Option(label = "As given", value = "given"),
                    @Option(label = "Always 1", value = "binary"),
                    @Option(label = "Logarithm of 1 + weight", value = "log")
                })
        String evidence() default "given";

        @AttributeDefinition(
                description = "Only so many of the most popular items take part; 0 for all that have events",
                min = "0",
                max = "1000000")
        int items() default 0;
    }

    @Activate
    public SlimRecommender(Config config) {
        SlimSettings.of(config);
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public List<Tunable> tunables() {
        return List.of(
                Tunable.logarithmic("alpha", 1e-4, 1),
                Tunable.logarithmic("l1", 1e-4, 0.5),
                Tunable.whole("neighbours", 20, 1000),
                Tunable.choice("evidence", "given", "binary", "log"));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        return new ItemToItemModel(
                FORMAT,
                VERSION,
                settled(effective),
                new SlimTraining(SlimSettings.of(effective), context).run(input.interactions()));
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
                Settings.describe(Config.class, config), SlimSettings.of(config).evidence());
    }
}
