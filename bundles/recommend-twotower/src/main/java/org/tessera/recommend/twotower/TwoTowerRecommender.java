// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.twotower;

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

/**
 * Recommends what two neural networks, one for customers and one for items, foretell: the customer's from what he has and
 * who he is (Covington, Adams and Sargin, "Deep Neural Networks for YouTube Recommendations", RecSys 2016), the item's
 * from which one it is and what it is like, trained against the other items of a batch with a correction for how often
 * they come up (Yi and others, "Sampling-Bias-Corrected Neural Modeling for Large Corpus Item Recommendations", RecSys
 * 2019).
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=twotower",
        configurationPid = "org.tessera.recommend.twotower")
@Designate(ocd = TwoTowerRecommender.Config.class)
public final class TwoTowerRecommender implements Recommender {
    private final Config config;

    /** How large the towers are, what they see, and how they are trained. */
    @ObjectClassDefinition(
            name = "Recommender twotower",
            description = "Recommends what two neural networks, one for customers and one for items, foretell.")
    public @interface Config {
        @AttributeDefinition(description = "Numbers of the vectors of customers and items", min = "1", max = "512")
        int factors() default 48;

        @AttributeDefinition(
                description =
                        "Widths of the hidden layers of each tower, separated by commas; four at most, none to only add up")
        String layers() default "";

        @AttributeDefinition(
                description = "How far the size of a history is taken out: 0, the sum of its items, to 1, their mean",
                min = "0",
                max = "1")
        double normalise() default 0.5;

        @AttributeDefinition(
                description = "Chance of an item of a history to be left out in training, against learning by heart",
                min = "0",
                max = "0.95")
        double dropout() default 0.4;

        @AttributeDefinition(
                description =
                        "How far it is corrected for that popular items come up more often among the others: 1, wholly;"
                                + " 0, not at all, which favours rare items",
                min = "0",
                max = "1")
        double correction() default 1;

        @AttributeDefinition(description = "Learning rate", min = "0.000001", max = "1")
        double rate() default 0.003;

        @AttributeDefinition(
                description = "Share taken off the weights with a step of length 1, against learning by heart",
                min = "0",
                max = "10")
        double regularisation() default 0.01;

        @AttributeDefinition(
                description = "Pairs of a step; 0 to choose by the amount of data",
                min = "0",
                max = "4096")
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
        int patience() default 3;

        @AttributeDefinition(description = "Whether the words of names and descriptions are features of items")
        boolean words() default true;

        @AttributeDefinition(
                description = "How many features of items, and as many of customers, are kept, the commonest",
                min = "0",
                max = "1000000")
        int features() default 20000;

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
    public TwoTowerRecommender(Config config) {
        TwoTowerSettings.of(config);
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public List<Tunable> tunables() {
        return List.of(
                Tunable.whole("factors", 16, 128),
                Tunable.choice("layers", "", "64", "128", "128,64"),
                Tunable.linear("normalise", 0, 1),
                Tunable.linear("dropout", 0, .8),
                Tunable.linear("correction", .5, 1),
                Tunable.logarithmic("rate", 3e-4, 3e-2),
                Tunable.logarithmic("regularisation", 1e-4, 1),
                Tunable.choice("words", "true", "false"),
                Tunable.choice("evidence", "given", "binary", "log"));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        TwoTowerSettings settings = TwoTowerSettings.of(effective);
        Data data = Data.of(input, settings, context);
        return new TwoTowerModel(
                Settings.describe(Config.class, effective), settings, new Trainer(data, settings, context).train());
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return TwoTowerModel.read(in);
    }
}
