// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.als;

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
import org.tessera.numerics.parallel.Parallel;

/**
 * Recommends what factors learnt by alternating least squares foretell, for implicit feedback (Hu, Koren and Volinsky,
 * "Collaborative Filtering for Implicit Feedback Datasets", 2008). Every item a customer does not have counts a little
 * against it, every one the customer has counts for it. Customers are folded in with every question.
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=als",
        configurationPid = "org.tessera.recommend.als")
@Designate(ocd = AlsRecommender.Config.class)
public final class AlsRecommender implements Recommender {
    private static final FactorModel.Format FORMAT = new FactorModel.Format("als", 1);

    private final Config config;

    /** How many factors, how they are learnt, and how much an item counts that a customer has. */
    @ObjectClassDefinition(
            name = "Recommender als",
            description =
                    "Recommends what factors learnt by alternating least squares foretell, for implicit feedback.")
    public @interface Config {
        @AttributeDefinition(description = "Numbers that describe an item", min = "1", max = "1024")
        int factors() default 64;

        @AttributeDefinition(
                description = "How often the factors of the customers and of the items are worked out",
                min = "1",
                max = "1000")
        int iterations() default 15;

        @AttributeDefinition(
                description = "How much large factors are held down: more for little data",
                min = "0.000001",
                max = "1000000")
        double regularisation() default 10;

        @AttributeDefinition(
                description = "The power with which regularisation grows with the number of items of a customer and of"
                        + " customers of an item; 0, it is the same for all",
                min = "0",
                max = "2")
        double frequency() default 0;

        @AttributeDefinition(
                description = "How much more an item of weight 1 counts than one the customer does not have",
                min = "0.001",
                max = "1000000")
        double alpha() default 10;

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
                description = "How the factors of a row are found: exactly, or nearly, which is faster for many factors",
                options = {
                    @Option(label = "Cholesky", value = "cholesky"),
                    @Option(label = "Conjugate gradient", value = "cg")
                })
        String solver() default "cholesky";

        @AttributeDefinition(description = "Steps of the conjugate gradient method", min = "1", max = "100")
        int steps() default 3;
    }

    @Activate
    public AlsRecommender(Config config) {
        AlsSettings.of(config);
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public List<Tunable> tunables() {
        return List.of(
                Tunable.whole("factors", 16, 256),
                Tunable.logarithmic("regularisation", .1, 1000),
                Tunable.logarithmic("alpha", .5, 100),
                Tunable.linear("frequency", 0, 1),
                Tunable.whole("iterations", 5, 30),
                Tunable.choice("evidence", "given", "binary", "log"));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        AlsSettings settings = AlsSettings.of(effective);
        SparseMatrix given = input.interactions().byCustomer();
        context.progress().report("weighing", 0, given.rows());
        SparseMatrix byCustomer = confidences(settings, given);
        FactorTable items = new AlsTrainer(settings, context).train(byCustomer, byCustomer.transposed());
        AlsFoldIn foldIn = AlsFoldIn.of(
                settings,
                Ridge.of(settings, byCustomer),
                items,
                new Parallel(context.executor(), context.parallelism()));
        return new FactorModel(
                FORMAT,
                new FactorModel.Settled(Settings.describe(Config.class, effective), foldIn),
                items,
                new float[0]);
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return FactorModel.read(in, FORMAT, (texts, table, model) -> {
            Config config = Settings.overlay(Config.class, Settings.defaults(Config.class), texts);
            return new FactorModel.Settled(
                    Settings.describe(Config.class, config), AlsFoldIn.read(AlsSettings.of(config), table, model));
        });
    }

    /** What each entry counts for more than its absence. */
    private static SparseMatrix confidences(AlsSettings settings, SparseMatrix given) {
        SparseMatrix evidence = settings.evidence().of(given);
        int[] starts = new int[evidence.rows() + 1];
        int[] columns = new int[evidence.size()];
        float[] values = new float[evidence.size()];
        for (int r = 0; r < evidence.rows(); r++) {
            evidence.copyColumns(r, columns, evidence.start(r));
            starts[r + 1] = evidence.end(r);
        }
        for (int p = 0; p < values.length; p++) {
            values[p] = settings.bounded(evidence.value(p));
        }
        return SparseMatrix.of(evidence.rows(), evidence.columns(), starts, columns, values);
    }
}
