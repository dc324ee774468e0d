// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.svd;

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
 * Foretells ratings by biases and factors, r = mean + b_u + b_i + q_i · p_u: "SVD" as Funk called it in 2006, biased
 * matrix factorisation elsewhere (Koren, Bell and Volinsky, "Matrix Factorization Techniques for Recommender Systems",
 * Computer 42, 2009). Fitted by alternating least squares with the penalty of probabilistic matrix factorisation
 * (Salakhutdinov and Mnih, NIPS 2008), the same for every row.
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=svd",
        configurationPid = "org.tessera.recommend.svd")
@Designate(ocd = SvdRecommender.Config.class)
public final class SvdRecommender implements Recommender {
    private static final String FORMAT = "svd";
    private static final int VERSION = 1;

    private final Config config;

    /** How many factors, and what keeps them small. */
    @ObjectClassDefinition(
            name = "Recommender svd",
            description = "Recommends what factors of ratings foretell: biased matrix factorisation.")
    public @interface Config {
        @AttributeDefinition(
                description = "Number of factors by which items and customers are described",
                min = "1",
                max = "1000")
        int factors() default 20;

        @AttributeDefinition(
                description = "How often factors of all customers and of all items are fitted",
                min = "1",
                max = "1000")
        int epochs() default 10;

        @AttributeDefinition(
                description = "Penalty of large factors, in ratings: a row with many more is fitted freely",
                min = "0.01",
                max = "1000000")
        double regularisation() default 10;

        @AttributeDefinition(description = "Penalty of large biases, in ratings", min = "0.01", max = "1000000")
        double bias_regularisation() default 5;
    }

    @Activate
    public SvdRecommender(Config config) {
        SvdSettings.of(config);
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public List<Tunable> tunables() {
        return List.of(
                Tunable.whole("factors", 5, 100),
                Tunable.whole("epochs", 5, 30),
                Tunable.logarithmic("regularisation", 2, 60),
                Tunable.logarithmic("bias_regularisation", .5, 30));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        SvdSettings settings = SvdSettings.of(effective);
        context.progress().report("reading", 0, 1);
        Ratings ratings = Ratings.of(input.interactions());
        ratings.checkRoom(settings.factors(), 2);
        AlternatingFit.Fitted fitted = new AlternatingFit(ratings, settings, context).fit();
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
                Settings.describe(Config.class, config), SvdSettings.of(config).penalties());
    }
}
