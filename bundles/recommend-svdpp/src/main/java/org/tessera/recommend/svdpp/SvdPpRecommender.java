// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.svdpp;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.Strategy;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.api.strategy.Tunable;
import org.tessera.numerics.ratings.FactorRatingModel;
import org.tessera.numerics.ratings.FactorRatingModel.Settled;
import org.tessera.numerics.ratings.Ratings;

/**
 * Foretells ratings by SVD++ (Koren, "Factorization Meets the Neighborhood", KDD 2008, section 4): biased matrix
 * factorisation in which an item also counts by having been rated, whatever the stars, r = mean + b_u + b_i + q_i · (p_u +
 * |N|^-½ Σ y_j).
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=svdpp",
        configurationPid = "org.tessera.recommend.svdpp")
@Designate(ocd = SvdPpRecommender.Config.class)
public final class SvdPpRecommender implements Recommender {
    private static final String FORMAT = "svdpp";
    private static final int VERSION = 1;

    private final Config config;

    /** How many factors, how they are learned, and what keeps them small. */
    @ObjectClassDefinition(
            name = "Recommender svdpp",
            description = "Recommends what factors of ratings and of what was rated foretell: SVD++.")
    public @interface Config {
        @AttributeDefinition(
                description = "Number of factors by which items and customers are described",
                min = "1",
                max = "1000")
        int factors() default 20;

        @AttributeDefinition(description = "How often all ratings are gone through", min = "1", max = "1000")
        int epochs() default 30;

        @AttributeDefinition(
                description = "Length of a step, for ratings on a scale of five stars; others are brought to it",
                min = "0.000001",
                max = "0.1")
        double learning_rate() default 0.007;

        @AttributeDefinition(
                description = "Penalty of large factors with every rating while training",
                min = "0",
                max = "1")
        double penalty() default 0.08;

        @AttributeDefinition(
                description = "Penalty of large biases with every rating while training",
                min = "0",
                max = "1")
        double bias_penalty() default 0.01;

        @AttributeDefinition(
                description =
                        "Penalty of the large factors of a customer who asks, in ratings: someone with many more is"
                                + " fitted freely",
                min = "0.01",
                max = "1000000")
        double regularisation() default 8;

        @AttributeDefinition(
                description = "Penalty of a large bias of a customer who asks, in ratings",
                min = "0.01",
                max = "1000000")
        double bias_regularisation() default 5;
    }

    @Activate
    public SvdPpRecommender(Config config) {
        SvdPpSettings.of(config);
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public List<Tunable> tunables() {
        return List.of(
                Tunable.whole("factors", 10, 100),
                Tunable.whole("epochs", 15, 80),
                Tunable.logarithmic("learning_rate", .003, .02),
                Tunable.logarithmic("penalty", .02, .2),
                Tunable.logarithmic("bias_penalty", .002, .05),
                Tunable.logarithmic("regularisation", 2, 40),
                Tunable.logarithmic("bias_regularisation", 1, 15));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        SvdPpSettings settings = SvdPpSettings.of(effective);
        context.progress().report("reading", 0, 1);
        Ratings ratings = Ratings.of(input.interactions());
        ratings.checkRoom(settings.factors(), 3);
        GradientFit.Fitted fitted = new GradientFit(ratings, settings, context).fit();
        return new FactorRatingModel(FORMAT, VERSION, settled(effective), fitted.biases(), fitted.factors());
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return FactorRatingModel.read(
                in,
                FORMAT,
                VERSION,
                texts -> settled(Settings.overlay(Config.class, Settings.defaults(Config.class), texts)));
    }

    private static Settled settled(Config config) {
        return new Settled(
                Settings.describe(Config.class, config),
                SvdPpSettings.of(config).penalties());
    }
}
