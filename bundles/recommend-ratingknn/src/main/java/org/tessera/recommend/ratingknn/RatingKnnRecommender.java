// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.ratingknn;

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
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.ratings.Biases;
import org.tessera.numerics.ratings.Ratings;
import org.tessera.recommend.ratingknn.RatingKnnSettings.By;

/**
 * Foretells ratings from those of similar customers (Resnick and others, "GroupLens", CSCW 1994) or of similar items
 * (Sarwar and others, "Item-Based Collaborative Filtering Recommendation Algorithms", WWW 2001), as they are, by their
 * deviation from the neighbour's mean, or from what biases let expect (Koren, "Factor in the Neighbors", 2010, section
 * 2.2).
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=ratingknn",
        configurationPid = "org.tessera.recommend.ratingknn")
@Designate(ocd = RatingKnnRecommender.Config.class)
public final class RatingKnnRecommender implements Recommender {
    private final Config config;

    /** Whose neighbours, what makes them alike, and what of them counts. */
    @ObjectClassDefinition(
            name = "Recommender ratingknn",
            description = "Recommends what neighbours rate highly: customers or items, for ratings.")
    public @interface Config {
        @AttributeDefinition(
                description = "Whose neighbours count",
                options = {
                    @Option(label = "Similar customers", value = "customers"),
                    @Option(label = "Similar items", value = "items")
                })
        String by() default "items";

        @AttributeDefinition(
                description = "What of a neighbour's rating counts",
                options = {
                    @Option(label = "The rating", value = "basic"),
                    @Option(label = "Its deviation from the neighbour's mean", value = "means"),
                    @Option(label = "That, in standard deviations", value = "zscore"),
                    @Option(label = "Its deviation from what biases let expect", value = "baseline")
                })
        String variant() default "baseline";

        @AttributeDefinition(
                description = "What makes two customers, or two items, alike",
                options = {
                    @Option(label = "Mean squared difference", value = "msd"),
                    @Option(label = "Cosine", value = "cosine"),
                    @Option(label = "Correlation", value = "pearson"),
                    @Option(label = "Correlation of deviations from the biases", value = "pearson_baseline")
                })
        String similarity() default "pearson_baseline";

        @AttributeDefinition(
                description = "Draws similarities that rest on few common ratings towards 0",
                min = "0",
                max = "1000000")
        double shrinkage() default 100;

        @AttributeDefinition(
                description = "Fewer common ratings than this make nothing alike",
                min = "1",
                max = "1000000")
        int min_support() default 1;

        @AttributeDefinition(description = "How many of the nearest neighbours count", min = "1", max = "10000")
        int k() default 40;

        @AttributeDefinition(
                description = "With fewer neighbours an item is not recommended, and its rating foretold without them",
                min = "1",
                max = "10000")
        int min_k() default 1;

        @AttributeDefinition(
                description = "How many neighbours are kept for an item, or looked at for a customer",
                min = "1",
                max = "100000")
        int candidates() default 1000;

        @AttributeDefinition(
                description = "Ratings of the mean that every item is thought to have beside its own",
                min = "0",
                max = "1000000")
        double item_regularisation() default 10;

        @AttributeDefinition(
                description = "Ratings of the mean that every customer is thought to have given beside their own",
                min = "0",
                max = "1000000")
        double customer_regularisation() default 15;
    }

    @Activate
    public RatingKnnRecommender(Config config) {
        RatingKnnSettings.of(config);
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public List<Tunable> tunables() {
        return List.of(
                Tunable.choice("by", "customers", "items"),
                Tunable.choice("variant", "means", "zscore", "baseline"),
                Tunable.choice("similarity", "msd", "pearson", "pearson_baseline"),
                Tunable.logarithmic("shrinkage", 1, 500),
                Tunable.whole("k", 10, 200),
                Tunable.whole("min_k", 1, 5),
                Tunable.logarithmic("item_regularisation", .5, 30),
                Tunable.logarithmic("customer_regularisation", .5, 30));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        RatingKnnSettings settings = RatingKnnSettings.of(effective);
        Parallel parallel = new Parallel(context.executor(), context.parallelism());
        context.progress().report("reading", 0, 1);
        Ratings ratings = Ratings.of(input.interactions());
        Biases biases = settings.biases()
                .alternating(
                        ratings,
                        parallel,
                        epoch -> context.progress()
                                .report(
                                        "fitting biases",
                                        epoch,
                                        settings.biases().epochs()));
        return new RatingKnnModel(
                Settings.describe(Config.class, effective), neighbours(ratings, biases, settings, parallel, context));
    }

    private static Neighbourhood neighbours(
            Ratings ratings, Biases biases, RatingKnnSettings settings, Parallel parallel, TrainingContext context) {
        if (settings.by() == By.CUSTOMERS) {
            context.progress().report("indexing", 0, 1);
            return new CustomerNeighbourhood(settings, biases, ratings.byCustomer(), ratings.byItem());
        }
        ItemLists lists = ItemLists.of(
                ratings,
                biases,
                settings,
                parallel,
                done -> context.progress().report("comparing", done, ratings.items()));
        return new ItemNeighbourhood(settings, biases, Leanings.of(ratings.byItem(), ratings.scale()), lists);
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return RatingKnnModel.read(in);
    }
}
