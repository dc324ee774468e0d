// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.puresvd;

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
import org.tessera.numerics.factors.TruncatedSvd;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

/**
 * Recommends what the leading singular vectors of customers by items foretell (Cremonesi, Koren and Turrin, "Performance
 * of Recommender Algorithms on Top-N Recommendation Tasks", 2010): what is not there counts as 0, and an answer is the
 * history as far as the vectors can tell it again.
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=puresvd",
        configurationPid = "org.tessera.recommend.puresvd")
@Designate(ocd = PureSvdRecommender.Config.class)
public final class PureSvdRecommender implements Recommender {
    private static final FactorModel.Format FORMAT = new FactorModel.Format("puresvd", 1);

    private final Config config;

    /** How many singular vectors, and how exactly. */
    @ObjectClassDefinition(
            name = "Recommender puresvd",
            description = "Recommends what the leading singular vectors of customers by items foretell.")
    public @interface Config {
        @AttributeDefinition(
                description = "Number of singular vectors: more see finer tastes, and more noise",
                min = "1",
                max = "1024")
        int factors() default 50;

        @AttributeDefinition(
                description = "Iterations of the subspace: more make the vectors more exact",
                min = "0",
                max = "100")
        int iterations() default 6;

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
    public PureSvdRecommender(Config config) {
        PureSvdSettings.of(config);
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public List<Tunable> tunables() {
        return List.of(Tunable.whole("factors", 5, 300), Tunable.choice("evidence", "given", "binary", "log"));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        PureSvdSettings settings = PureSvdSettings.of(effective);
        SparseMatrix given = input.interactions().byCustomer();
        context.progress().report("weighing", 0, given.rows());
        SparseMatrix matrix = settings.evidence().of(given);
        SparseMatrix byItem = matrix == given ? input.interactions().byItem() : matrix.transposed();
        long work = TruncatedSvd.work(matrix, settings.iterations());
        context.progress().report("decomposing", 0, work);
        TruncatedSvd svd = TruncatedSvd.of(
                matrix,
                byItem,
                settings.factors(),
                settings.iterations(),
                RandomStream.of(context.seed()),
                new Parallel(context.executor(), context.parallelism()),
                done -> context.progress().report("decomposing", done, work));
        return new FactorModel(FORMAT, settled(effective), svd.right(), new float[0]);
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return FactorModel.read(
                in,
                FORMAT,
                (texts, table, model) -> settled(Settings.overlay(Config.class, Settings.defaults(Config.class), texts)));
    }

    private static FactorModel.Settled settled(Config config) {
        return new FactorModel.Settled(
                Settings.describe(Config.class, config),
                new Projection(PureSvdSettings.of(config).evidence()));
    }
}
