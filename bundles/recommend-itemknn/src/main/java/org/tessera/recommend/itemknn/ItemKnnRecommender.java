// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.itemknn;

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
import org.tessera.numerics.sparse.RowNeighbours;
import org.tessera.numerics.sparse.StochasticRows;
import org.tessera.numerics.sparse.TermWeighting;

/**
 * Recommends items that are like those a customer has: two items are alike if the same customers have them (Deshpande
 * and Karypis, "Item-Based Top-N Recommendation Algorithms", 2004). Each item keeps its most similar others; its score
 * for a customer is the sum of its similarities to those of them the customer has, so that an item with good company
 * throughout comes before one with a single close relative.
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=itemknn",
        configurationPid = "org.tessera.recommend.itemknn")
@Designate(ocd = ItemKnnRecommender.Config.class)
public final class ItemKnnRecommender implements Recommender {
    private static final String FORMAT = "itemknn";
    private static final int VERSION = 1;

    private final Config config;

    /** What makes items alike, and how many of them count. */
    @ObjectClassDefinition(
            name = "Recommender itemknn",
            description = "Recommends items that are like those a customer has.")
    public @interface Config {
        @AttributeDefinition(
                description = "What makes two items alike, from the customers that have them",
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

        @AttributeDefinition(description = "How many of the most similar items an item keeps", min = "1", max = "10000")
        int neighbours() default 100;

        @AttributeDefinition(
                description = "Whose list of neighbours counts: that of the item to be recommended, or that of the item"
                        + " the customer has",
                options = {
                    @Option(label = "The recommended item's", value = "candidate"),
                    @Option(label = "The item's in the history", value = "history")
                })
        String lists() default "candidate";

        @AttributeDefinition(
                description = "Added below the similarity's fraction, so that little evidence makes a low similarity",
                min = "0",
                max = "1000000")
        double shrinkage() default 10;

        @AttributeDefinition(
                description = "How customers are weighed: all alike, or those with many items for less",
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
                        "Asymmetric: the recommended item's part of the denominator, below .5 favours popular items."
                                + " Tversky: what counts for the recommended item's own customers",
                min = "0",
                max = "1")
        double alpha() default 0.5;

        @AttributeDefinition(
                description = "Tversky: what counts for the other item's own customers",
                min = "0",
                max = "1")
        double beta() default 0.5;

        @AttributeDefinition(description = "Whether every item of a customer has the same say, however many it is like")
        boolean normalise() default false;
    }

    @Activate
    public ItemKnnRecommender(Config config) {
        ItemKnnSettings.of(config);
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
                Tunable.choice("lists", "candidate", "history"),
                Tunable.logarithmic("shrinkage", 0.1, 1000),
                Tunable.choice("weighting", "none", "tfidf", "bm25"),
                Tunable.linear("alpha", 0.2, 0.8),
                Tunable.choice("normalise", "false", "true"));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        ItemKnnSettings settings = ItemKnnSettings.of(effective);
        SparseMatrix given = input.interactions().byCustomer();
        int items = given.columns();
        context.progress().report("weighing", 0, items);
        SparseMatrix evidence = settings.evidence().of(given);
        // The view by item is there already, or will be of use to others; else it is made here.
        SparseMatrix byItem = evidence == given ? input.interactions().byItem() : evidence.transposed();
        SparseMatrix weighed = TermWeighting.of(settings.weighting(), byItem).apply(byItem);
        SparseMatrix vectors = settings.similarity().centring().apply(byItem, weighed);
        SparseMatrix byCustomer = vectors == byItem ? evidence : vectors.transposed();
        context.progress().report("comparing", 0, items);
        SparseMatrix neighbours = RowNeighbours.of(
                vectors,
                byCustomer,
                settings.similarity(),
                settings.neighbours(),
                new Parallel(context.executor(), context.parallelism()),
                done -> context.progress().report("comparing", done, items));
        // Row i is to hold the items that item i speaks for.
        SparseMatrix influence =
                settings.lists() == ItemKnnSettings.Lists.CANDIDATE ? neighbours.transposed() : neighbours;
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
                ItemKnnSettings.of(config).evidence());
    }
}
