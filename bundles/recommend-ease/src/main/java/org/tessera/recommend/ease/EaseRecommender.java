// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.ease;

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

/**
 * Recommends what a linear model foretells in which every item is explained by all others: EASE (Steck, "Embarrassingly
 * Shallow Autoencoders for Sparse Data", WWW 2019). The weights are those of a ridge regression without a diagonal and
 * have a closed form, the inverse of the items' regularised cross products.
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=ease",
        configurationPid = "org.tessera.recommend.ease")
@Designate(ocd = EaseRecommender.Config.class)
public final class EaseRecommender implements Recommender {
    private final Config config;

    /** How much the weights are held back, and which items take part. */
    @ObjectClassDefinition(
            name = "Recommender ease",
            description = "Recommends what a linear model foretells in which every item is explained by all others.")
    public @interface Config {
        @AttributeDefinition(
                description = "How much large weights are held back: more where there are few customers",
                min = "0.001",
                max = "1000000000")
        double l2() default 400;

        @AttributeDefinition(
                description = "Share of a customer's items that the model learns to do without, which holds back the"
                        + " weights of popular items more than those of others",
                min = "0",
                max = "0.95")
        double dropout() default 0;

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

        @AttributeDefinition(
                description = "How many of the largest weights an item keeps; 0 for all",
                min = "0",
                max = "1000000")
        int neighbours() default 0;
    }

    @Activate
    public EaseRecommender(Config config) {
        EaseSettings.of(config);
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public List<Tunable> tunables() {
        return List.of(
                Tunable.logarithmic("l2", 10, 5000),
                Tunable.linear("dropout", 0, 0.6),
                Tunable.choice("evidence", "given", "binary", "log"));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        EaseSettings settings = EaseSettings.of(effective);
        LinearWeights weights = new EaseTraining(settings, context).run(input.interactions());
        return new EaseModel(Settings.describe(Config.class, effective), settings.evidence(), weights);
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return EaseModel.read(in);
    }
}
