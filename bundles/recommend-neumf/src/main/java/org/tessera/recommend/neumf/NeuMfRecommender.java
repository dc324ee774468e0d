// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.neumf;

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
 * Recommends what a neural network foretells: NeuMF, a product of factors beside a perceptron (He, Liao, Zhang, Nie, Hu
 * and Chua, "Neural Collaborative Filtering", WWW 2017). The paper gives every customer a vector of his own; here he is
 * the sum of what he has (as in FISM, Kabbur, Ning and Karypis, KDD 2013), so that one nobody has seen before is answered
 * like any other, and the newest event counts at once.
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=neumf",
        configurationPid = "org.tessera.recommend.neumf")
@Designate(ocd = NeuMfRecommender.Config.class)
public final class NeuMfRecommender implements Recommender {
    private final Config config;

    /** How large the network is, and how it is trained. */
    @ObjectClassDefinition(
            name = "Recommender neumf",
            description = "Recommends what a neural network over factors foretells: NeuMF.")
    public @interface Config {
        @AttributeDefinition(
                description = "Numbers of an item for the product of factors, and as many for the perceptron",
                min = "1",
                max = "512")
        int factors() default 32;

        @AttributeDefinition(description = "Widths of the perceptron's layers, separated by commas; five at most")
        String layers() default "32,16";

        @AttributeDefinition(
                description = "Items a customer does not have that are drawn for each he has",
                min = "1",
                max = "100")
        int negatives() default 4;

        @AttributeDefinition(
                description = "How far the size of a history is taken out: 0, the sum of its items, to 1, their mean",
                min = "0",
                max = "1")
        double normalise() default 1;

        @AttributeDefinition(
                description = "Chance of an item of a history to be left out in training, against learning by heart",
                min = "0",
                max = "0.95")
        double dropout() default 0;

        @AttributeDefinition(description = "Learning rate", min = "0.000001", max = "1")
        double rate() default 0.003;

        @AttributeDefinition(
                description = "Share taken off the weights with a step of length 1, against learning by heart",
                min = "0",
                max = "10")
        double regularisation() default 0.01;

        @AttributeDefinition(
                description = "Samples of a step; 0 to choose by the amount of data",
                min = "0",
                max = "1000000")
        int batch() default 0;

        @AttributeDefinition(
                description = "How often the data is gone over at most; small data counts as once after 40 steps",
                min = "1",
                max = "1000")
        int epochs() default 20;

        @AttributeDefinition(
                description = "Ends when so many epochs one after the other have not ranked what is held out better",
                min = "1",
                max = "1000")
        int patience() default 4;

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
    public NeuMfRecommender(Config config) {
        NeuMfSettings.of(config);
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public List<Tunable> tunables() {
        return List.of(
                Tunable.whole("factors", 8, 128),
                Tunable.choice("layers", "16", "32,16", "64,32", "64,32,16"),
                Tunable.whole("negatives", 1, 16),
                Tunable.linear("normalise", 0, 1),
                Tunable.linear("dropout", 0, .8),
                Tunable.logarithmic("rate", 3e-4, 3e-2),
                Tunable.logarithmic("regularisation", 1e-4, 1),
                Tunable.choice("evidence", "given", "binary", "log"));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        NeuMfSettings settings = NeuMfSettings.of(effective);
        context.progress().report("preparing", 0, 1);
        SparseMatrix evidence = settings.evidence().of(input.interactions().byCustomer());
        Trainer trainer = new Trainer(evidence, settings, context);
        Network network = trainer.train();
        return new NeuMfModel(
                Settings.describe(Config.class, effective),
                settings,
                Scorer.of(network, trainer.known(), settings.layers()));
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return NeuMfModel.read(in);
    }
}
