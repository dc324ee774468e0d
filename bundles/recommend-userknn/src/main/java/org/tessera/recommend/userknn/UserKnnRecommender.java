// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.userknn;

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

/**
 * Recommends what customers like the one asking have (Resnick and others, "GroupLens", 1994; for purchases Sarwar and
 * others, "Analysis of Recommendation Algorithms for E-Commerce", 2000). Training only lays out the data: who is alike
 * is worked out with every question from the history that comes with it, so the newest event counts at once and
 * customers unknown at training time are answered like any other.
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=userknn",
        configurationPid = "org.tessera.recommend.userknn")
@Designate(ocd = UserKnnRecommender.Config.class)
public final class UserKnnRecommender implements Recommender {
    private final Config config;

    /** What makes customers alike, and how many of them count. */
    @ObjectClassDefinition(
            name = "Recommender userknn",
            description = "Recommends what customers like the one asking have.")
    public @interface Config {
        @AttributeDefinition(
                description = "What makes two customers alike, from the items they have",
                options = {
                    @Option(label = "Cosine", value = "cosine"),
                    @Option(label = "Asymmetric cosine, see alpha", value = "asymmetric"),
                    @Option(label = "Jaccard", value = "jaccard"),
                    @Option(label = "Dice", value = "dice"),
                    @Option(label = "Tversky, see alpha and beta", value = "tversky"),
                    @Option(label = "Pearson, for weights that differ", value = "pearson"),
                    @Option(label = "Adjusted cosine, for weights that differ", value = "adjusted")
                })
        String similarity() default "cosine";

        @AttributeDefinition(description = "How many of the most similar customers count", min = "1", max = "10000")
        int neighbours() default 100;

        @AttributeDefinition(
                description = "Power of the similarities: above 1 the most similar customers count for more",
                min = "0",
                max = "10")
        double locality() default 1;

        @AttributeDefinition(
                description = "Added below the similarity's fraction, so that little evidence makes a low similarity",
                min = "0",
                max = "1000000")
        double shrinkage() default 10;

        @AttributeDefinition(
                description = "How items are weighed: all alike, or those that many customers have for less",
                options = {
                    @Option(label = "None", value = "none"),
                    @Option(label = "Inverse frequency", value = "tfidf"),
                    @Option(label = "BM25", value = "bm25")
                })
        String weighting() default "tfidf";

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
                description =
                        "Asymmetric: the part of the denominator of the one asking, below .5 favours customers with few"
                                + " items. Tversky: what counts for items of the one asking alone",
                min = "0",
                max = "1")
        double alpha() default 0.5;

        @AttributeDefinition(
                description = "Tversky: what counts for items of the other customer alone",
                min = "0",
                max = "1")
        double beta() default 0.5;
    }

    @Activate
    public UserKnnRecommender(Config config) {
        UserKnnSettings.of(config);
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    /** Without pearson and adjusted, which refuse weights of 1, and without what only some measures look at. */
    @Override
    public List<Tunable> tunables() {
        return List.of(
                Tunable.choice("similarity", "cosine", "asymmetric", "jaccard", "dice"),
                Tunable.whole("neighbours", 20, 1000),
                Tunable.linear("locality", 0.5, 4),
                Tunable.logarithmic("shrinkage", 0.1, 1000),
                Tunable.choice("weighting", "none", "tfidf", "bm25"),
                Tunable.linear("alpha", 0.2, 0.8));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        UserKnnSettings settings = UserKnnSettings.of(effective);
        SparseMatrix given = input.interactions().byCustomer();
        context.progress().report("indexing", 0, given.rows());
        SparseMatrix evidence = settings.evidence().of(given);
        SparseMatrix byItem = evidence == given ? input.interactions().byItem() : evidence.transposed();
        CustomerIndex index = CustomerIndex.of(
                evidence, byItem, settings, done -> context.progress().report("indexing", done, given.rows()));
        return new UserKnnModel(Settings.describe(Config.class, effective), index);
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return UserKnnModel.read(in);
    }
}
