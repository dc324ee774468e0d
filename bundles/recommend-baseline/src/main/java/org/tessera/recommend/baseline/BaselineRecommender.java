// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.baseline;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
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
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.ratings.Biases;
import org.tessera.numerics.ratings.Ratings;

/**
 * Foretells ratings by how good an item is thought to be and how high a customer rates throughout, and nothing else
 * (Koren, "Factor in the Neighbors", ACM Transactions on Knowledge Discovery from Data 4, 2010, section 2.1).
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=baseline",
        configurationPid = "org.tessera.recommend.baseline")
@Designate(ocd = BaselineRecommender.Config.class)
public final class BaselineRecommender implements Recommender {
    private final Config config;

    /** How biases are fitted, and what draws them towards 0. */
    @ObjectClassDefinition(
            name = "Recommender baseline",
            description = "Recommends what is rated highest, by general biases of items and customers.")
    public @interface Config {
        @AttributeDefinition(
                description = "How biases are fitted",
                options = {
                    @Option(label = "Alternating least squares", value = "als"),
                    @Option(label = "Stochastic gradient descent", value = "sgd")
                })
        String method() default "als";

        @AttributeDefinition(description = "How often all ratings are gone through", min = "1", max = "1000")
        int epochs() default 10;

        @AttributeDefinition(
                description = "Als: ratings of the mean that every item is thought to have beside its own",
                min = "0",
                max = "1000000")
        double item_regularisation() default 10;

        @AttributeDefinition(
                description = "Ratings of the mean that every customer is thought to have given beside their own",
                min = "0",
                max = "1000000")
        double customer_regularisation() default 15;

        @AttributeDefinition(description = "Sgd: length of a step", min = "0.000001", max = "0.5")
        double learning_rate() default 0.005;

        @AttributeDefinition(description = "Sgd: penalty of large biases with every rating", min = "0", max = "1")
        double penalty() default 0.02;
    }

    @Activate
    public BaselineRecommender(Config config) {
        BaselineSettings.of(config);
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public List<Tunable> tunables() {
        return List.of(
                Tunable.logarithmic("item_regularisation", .5, 50),
                Tunable.logarithmic("customer_regularisation", .5, 50));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        BaselineSettings settings = BaselineSettings.of(effective);
        context.progress().report("reading", 0, 1);
        Ratings ratings = Ratings.of(input.interactions());
        IntConsumer watcher = epoch ->
                context.progress().report("fitting", epoch, settings.fit().epochs());
        Biases biases = settings.method() == BaselineSettings.Method.ALS
                ? settings.fit().alternating(ratings, new Parallel(context.executor(), context.parallelism()), watcher)
                : settings.fit().descending(ratings, settings.rate(), settings.penalty(), watcher);
        return new BaselineModel(Settings.describe(Config.class, effective), biases);
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return BaselineModel.read(in);
    }
}
