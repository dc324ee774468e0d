// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.bpr;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.Strategy;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.api.strategy.Tunable;
import org.tessera.numerics.factors.FactorModel;
import org.tessera.numerics.sparse.Evidence;

/**
 * Recommends what factors learnt from comparisons foretell (Rendle, Freudenthaler, Gantner and Schmidt-Thieme, "BPR:
 * Bayesian Personalized Ranking from Implicit Feedback", 2009): what a customer has is to come before what the customer
 * does not have.
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=bpr",
        configurationPid = "org.tessera.recommend.bpr")
@Designate(ocd = BprRecommender.Config.class)
public final class BprRecommender implements Recommender {
    private static final FactorModel.Format FORMAT = new FactorModel.Format("bpr", 1);

    private final Config config;

    /** How many factors, and how they are learnt. */
    @ObjectClassDefinition(
            name = "Recommender bpr",
            description = "Recommends what factors learnt from comparisons foretell: Bayesian personalised ranking.")
    public @interface Config {
        @AttributeDefinition(description = "Numbers that describe an item", min = "1", max = "1024")
        int factors() default 32;

        @AttributeDefinition(
                description = "How often each item of each customer is compared with others",
                min = "1",
                max = "10000")
        int epochs() default 60;

        @AttributeDefinition(
                description = "Size of the first steps; the last ones are a tenth of it",
                min = "0.000001",
                max = "1")
        double rate() default 0.05;

        @AttributeDefinition(
                description = "How much large factors are held down: more for little data",
                min = "0",
                max = "1")
        double regularisation() default 0.05;

        @AttributeDefinition(
                description = "How many items are drawn for a comparison, of which the one that comes first is taken;"
                        + " 1, chance alone decides",
                min = "1",
                max = "100")
        int candidates() default 5;

        @AttributeDefinition(
                description = "The power of an item's number of customers with which it is drawn; 0, all items alike",
                min = "0",
                max = "2")
        double popularity() default 0;
    }

    @Activate
    public BprRecommender(Config config) {
        BprSettings.of(config);
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public List<Tunable> tunables() {
        return List.of(
                Tunable.whole("factors", 16, 200),
                Tunable.whole("epochs", 20, 200),
                Tunable.logarithmic("rate", .01, .2),
                Tunable.logarithmic("regularisation", .001, .1),
                Tunable.whole("candidates", 1, 10),
                Tunable.linear("popularity", 0, 1));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        BprSettings settings = BprSettings.of(effective);
        SparseMatrix given = input.interactions().byCustomer();
        context.progress().report("weighing", 0, given.rows());
        SparseMatrix byCustomer = Evidence.BINARY.of(given);
        BprTrainer.Factors factors = new BprTrainer(settings, context, byCustomer).train();
        LearntFoldIn foldIn = LearntFoldIn.of(
                byCustomer,
                factors.customers(),
                factors.items(),
                (done, total) -> context.progress().report("folding in", done, total));
        return new FactorModel(
                FORMAT,
                new FactorModel.Settled(Settings.describe(Config.class, effective), foldIn),
                factors.items(),
                factors.biases());
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return FactorModel.read(in, FORMAT, (texts, table, model) -> {
            Config config = Settings.overlay(Config.class, Settings.defaults(Config.class), texts);
            BprSettings.of(config);
            return new FactorModel.Settled(Settings.describe(Config.class, config), LearntFoldIn.read(table, model));
        });
    }
}
