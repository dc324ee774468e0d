// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.nmf;

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
import org.tessera.numerics.factors.FactorModel;
import org.tessera.numerics.factors.FactorTable;
import org.tessera.numerics.factors.Gram;
import org.tessera.numerics.parallel.Parallel;

/**
 * Recommends what factors without negative numbers foretell (Lee and Seung, "Algorithms for Non-negative Matrix
 * Factorization", 2001): each factor is a taste that an item has more or less of, and a customer is a mixture of tastes.
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=nmf",
        configurationPid = "org.tessera.recommend.nmf")
@Designate(ocd = NmfRecommender.Config.class)
public final class NmfRecommender implements Recommender {
    private static final FactorModel.Format FORMAT = new FactorModel.Format("nmf", 1);

    private final Config config;

    /** How many factors, and how they are learnt. */
    @ObjectClassDefinition(
            name = "Recommender nmf",
            description = "Recommends what factors without negative numbers foretell.")
    public @interface Config {
        @AttributeDefinition(description = "Number of tastes", min = "1", max = "1024")
        int factors() default 32;

        @AttributeDefinition(description = "How often all factors are improved", min = "1", max = "1000")
        int iterations() default 30;

        @AttributeDefinition(
                description = "How much large factors are held down: more for little data",
                min = "0",
                max = "1000000")
        double regularisation() default 5;

        @AttributeDefinition(
                description =
                        "What the weight of a customer and an item counts for: as given, always 1, or its logarithm",
                options = {
                    @Option(label = "As given", value = "given"),
                    @Option(label = "Always 1", value = "binary"),
                    @Option(label = "Logarithm of 1 + weight", value = "log")
                })
        String evidence() default "given";
    }

    @Activate
    public NmfRecommender(Config config) {
        NmfSettings.of(config);
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public List<Tunable> tunables() {
        return List.of(
                Tunable.whole("factors", 8, 200),
                Tunable.logarithmic("regularisation", .01, 30),
                Tunable.whole("iterations", 10, 100),
                Tunable.choice("evidence", "given", "binary", "log"));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        NmfSettings settings = NmfSettings.of(effective);
        SparseMatrix given = input.interactions().byCustomer();
        context.progress().report("weighing", 0, given.rows());
        SparseMatrix matrix = settings.evidence().of(given);
        SparseMatrix byItem = matrix == given ? input.interactions().byItem() : matrix.transposed();
        FactorTable items =
                new NmfTrainer(settings, context, matrix, byItem).train().items();
        double[] gram = Gram.of(items, new Parallel(context.executor(), context.parallelism()));
        return new FactorModel(
                FORMAT,
                new FactorModel.Settled(
                        Settings.describe(Config.class, effective), new NonNegativeFoldIn(settings, gram)),
                items,
                new float[0]);
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return FactorModel.read(in, FORMAT, (texts, table, model) -> {
            Config config = Settings.overlay(Config.class, Settings.defaults(Config.class), texts);
            return new FactorModel.Settled(
                    Settings.describe(Config.class, config),
                    NonNegativeFoldIn.read(NmfSettings.of(config), table, model));
        });
    }
}
