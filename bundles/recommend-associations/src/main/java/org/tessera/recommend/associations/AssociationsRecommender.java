// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.associations;

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
 * Recommends by association rules (Agrawal, Imieliński and Swami, "Mining Association Rules between Sets of Items in
 * Large Databases", 1993): who has these items in the basket often has that one too. The frequent item sets are found by
 * FP-growth (Han, Pei and Yin, "Mining Frequent Patterns without Candidate Generation", 2000).
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=associations",
        configurationPid = "org.tessera.recommend.associations")
@Designate(ocd = AssociationsRecommender.Config.class)
public final class AssociationsRecommender implements Recommender {
    private final Config config;

    /** Which rules there are, and what they say together. */
    @ObjectClassDefinition(
            name = "Recommender associations",
            description = "Recommends by association rules: who has these items in the basket often has that one too.")
    public @interface Config {
        @AttributeDefinition(
                description = "What a basket is: a session, such as an order, or all that a customer has",
                options = {
                    @Option(label = "Session", value = "session"),
                    @Option(label = "Customer", value = "customer")
                })
        String basket() default "session";

        @AttributeDefinition(
                description = "Share of the baskets that must hold a set of items for it to count",
                min = "0",
                max = "1")
        double support() default 0.0005;

        @AttributeDefinition(
                description = "Number of baskets that must hold a set of items for it to count, whatever the share",
                min = "1",
                max = "1000000000")
        int count() default 3;

        @AttributeDefinition(description = "How many items a set has at most", min = "2", max = "20")
        int length() default 3;

        @AttributeDefinition(
                description = "Least share of the baskets with the antecedent that hold the consequent too",
                min = "0",
                max = "1")
        double confidence() default 0.01;

        @AttributeDefinition(
                description = "Least number of times as often as in all baskets that the consequent must stand beside the"
                        + " antecedent",
                min = "0",
                max = "1000000")
        double lift() default 1;

        @AttributeDefinition(
                description = "What a rule counts for",
                options = {
                    @Option(label = "Confidence", value = "confidence"),
                    @Option(label = "Lift", value = "lift"),
                    @Option(label = "Confidence times the logarithm of lift", value = "surprise")
                })
        String measure() default "confidence";

        @AttributeDefinition(
                description = "Whether all rules that fit add up, or the best one counts alone",
                options = {@Option(label = "Sum", value = "sum"), @Option(label = "Best", value = "best")})
        String combine() default "sum";

        @AttributeDefinition(
                description = "Hours between two events after which a new session begins, of which the last one is asked"
                        + " with where there is no basket; 0 to take the whole history",
                min = "0",
                max = "876000")
        double gap() default 0;

        @AttributeDefinition(
                description = "How many of the newest items of a question count",
                min = "1",
                max = "10000")
        int items() default 100;

        @AttributeDefinition(
                description = "With more frequent sets than this training stops and says so: they take 30 bytes each",
                min = "1000",
                max = "100000000")
        int sets() default 10_000_000;
    }

    @Activate
    public AssociationsRecommender(Config config) {
        AssociationsSettings.of(config);
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public List<Tunable> tunables() {
        return List.of(
                Tunable.choice("basket", "session", "customer"),
                Tunable.logarithmic("support", 0.0002, 0.02),
                Tunable.choice("length", "2", "3", "4"),
                Tunable.logarithmic("confidence", 0.001, 0.3),
                Tunable.linear("lift", 0, 3),
                Tunable.choice("measure", "confidence", "lift", "surprise"),
                Tunable.choice("combine", "sum", "best"),
                Tunable.choice("gap", "0", "24"),
                Tunable.whole("items", 5, 200));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        AssociationsSettings settings = AssociationsSettings.of(effective);
        context.progress().report("putting baskets together", 0, 1);
        Baskets baskets = settings.basket() == AssociationsSettings.Basket.SESSION
                ? Baskets.of(input.sessions(), input.interactions().items(), settings::least)
                : Baskets.of(input.interactions().byCustomer(), settings::least);
        context.progress().report("putting baskets together", 1, 1);
        ItemSets sets = FpGrowth.mine(baskets, settings.length(), settings.sets(), context);
        Rules rules = Rules.of(
                sets,
                baskets.size(),
                settings.confidence(),
                settings.lift(),
                (done, total) -> context.progress().report("making rules", done, total));
        return new AssociationsModel(
                Settings.describe(Config.class, effective), settings, input.interactions().items(), baskets.items(), rules);
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return AssociationsModel.read(in);
    }
}
