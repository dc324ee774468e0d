// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.content;

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
import org.tessera.numerics.sparse.Evidence;

/**
 * Recommends items described like those a customer liked (Pazzani and Billsus, "Content-Based Recommendation Systems",
 * 2007). An item is the terms of its name, text, categories and attributes, weighed by how rare they are (Salton and
 * Buckley, "Term-Weighting Approaches in Automatic Text Retrieval", 1988); a customer is the weighted sum of his items
 * (Rocchio). What others do plays no part, so that items nobody has had yet are recommended like any other.
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=content",
        configurationPid = "org.tessera.recommend.content")
@Designate(ocd = ContentRecommender.Config.class)
public final class ContentRecommender implements Recommender {
    private final Config config;

    /** What of an item counts for how much, and which terms count at all. */
    @ObjectClassDefinition(
            name = "Recommender content",
            description = "Recommends items described like those a customer liked.")
    public @interface Config {
        @AttributeDefinition(
                description = "What a word of the name counts for; 0 leaves it out",
                min = "0",
                max = "100")
        double name() default 2;

        @AttributeDefinition(
                description = "What a word of the description counts for; 0 leaves it out",
                min = "0",
                max = "100")
        double text() default 1;

        @AttributeDefinition(description = "What a category counts for; 0 leaves it out", min = "0", max = "100")
        double categories() default 2;

        @AttributeDefinition(
                description = "What the value of an attribute counts for; 0 leaves it out",
                min = "0",
                max = "100")
        double attributes() default 1;

        @AttributeDefinition(description = "Whether English words that say nothing are left out")
        boolean stopwords() default true;

        @AttributeDefinition(description = "Whether English plurals count as their singulars")
        boolean stemming() default true;

        @AttributeDefinition(description = "Terms that fewer items have are left out", min = "1", max = "1000000")
        int mincount() default 2;

        @AttributeDefinition(
                description = "Terms that a larger share of the items have are left out, unless ten or fewer have them",
                min = "0",
                max = "1")
        double maxshare() default 0.3;

        @AttributeDefinition(description = "How many of its weightiest terms an item keeps", min = "1", max = "10000")
        int terms() default 50;

        @AttributeDefinition(
                description = "How many of the weightiest terms of a customer count",
                min = "1",
                max = "100000")
        int profile() default 300;

        @AttributeDefinition(
                description = "Days after which what a customer did counts for half; 0 for no decay",
                min = "0",
                max = "100000")
        double halflife() default 180;

        @AttributeDefinition(
                description =
                        "What the weight of a customer and an item counts for: as given, always 1, or its logarithm",
                options = {
                    @Option(label = "As given", value = "given"),
                    @Option(label = "Always 1", value = "binary"),
                    @Option(label = "Logarithm of 1 + weight", value = "log")
                })
        String evidence() default "log";
    }

    @Activate
    public ContentRecommender(Config config) {
        ContentSettings.of(config);
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public List<Tunable> tunables() {
        return List.of(
                Tunable.linear("name", 0, 4),
                Tunable.linear("text", 0, 4),
                Tunable.linear("categories", 0, 4),
                Tunable.linear("attributes", 0, 4),
                Tunable.logarithmic("maxshare", .02, 1),
                Tunable.whole("profile", 30, 1000),
                Tunable.logarithmic("halflife", 7, 2000),
                Tunable.choice("evidence", "given", "binary", "log"));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        ContentSettings settings = ContentSettings.of(effective);
        // What was bought plays no part, but weights that cannot be are a mistake that wants to be known.
        Evidence.GIVEN.of(input.interactions().byCustomer());
        SparseMatrix vectors = new ItemVectors(settings, context)
                .of(input.catalog(), input.interactions().items());
        return new ContentModel(Settings.describe(Config.class, effective), settings.profile(), vectors);
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return ContentModel.read(in);
    }
}
