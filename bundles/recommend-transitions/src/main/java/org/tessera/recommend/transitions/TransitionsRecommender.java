// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.transitions;

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

/**
 * Recommends what customers go on to after the items they come from: a Markov chain of first order over items (Shani,
 * Heckerman and Brafman, "An MDP-Based Recommender System", 2005), in which later steps, later sessions and older times
 * count for less ("sequential rules" in Ludewig and Jannach, "Evaluation of Session-Based Recommendation Algorithms",
 * 2018).
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=transitions",
        configurationPid = "org.tessera.recommend.transitions")
@Designate(ocd = TransitionsRecommender.Config.class)
public final class TransitionsRecommender implements Recommender {
    private final Config config;

    /** What counts as going from one item to another, and what it counts for. */
    @ObjectClassDefinition(
            name = "Recommender transitions",
            description = "Recommends what customers go on to after the items they come from.")
    public @interface Config {
        @AttributeDefinition(
                description = "How many steps on an item still follows another; items of one time are one step",
                min = "1",
                max = "1000")
        int steps() default 5;

        @AttributeDefinition(
                description = "How fast steps fade: d steps on counts for 1 / d to this power",
                min = "0",
                max = "10")
        double distance() default 1;

        @AttributeDefinition(
                description = "What going on to the customer's next session counts for; 0 to stay within sessions",
                min = "0",
                max = "1")
        double across() default 0.2;

        @AttributeDefinition(
                description = "Days after which a transition counts for half; 0 for no decay",
                min = "0",
                max = "36500")
        double halflife() default 90;

        @AttributeDefinition(
                description = "How much frequent items are held back: 0, not at all, to 1, as much as they are frequent",
                min = "0",
                max = "1")
        double popularity() default 0.35;

        @AttributeDefinition(
                description = "Transitions that an item is taken to have besides, so that little evidence counts little",
                min = "0",
                max = "1000000")
        double shrinkage() default 5;

        @AttributeDefinition(description = "How many followers an item keeps", min = "1", max = "10000")
        int neighbours() default 200;

        @AttributeDefinition(
                description = "What an item of the history counts for, compared with the next newer one",
                min = "0",
                max = "1")
        double fade() default 0.9;

        @AttributeDefinition(
                description = "How many of the newest items of the history count",
                min = "1",
                max = "100000")
        int items() default 200;
    }

    @Activate
    public TransitionsRecommender(Config config) {
        TransitionsSettings.of(config);
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public List<Tunable> tunables() {
        return List.of(
                Tunable.whole("steps", 1, 20),
                Tunable.linear("distance", 0, 2),
                Tunable.linear("across", 0, 1),
                Tunable.logarithmic("halflife", 7, 720),
                Tunable.linear("popularity", 0, 1),
                Tunable.logarithmic("shrinkage", 0.1, 100),
                Tunable.whole("neighbours", 20, 1000),
                Tunable.linear("fade", 0.3, 1));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        TransitionsSettings settings = TransitionsSettings.of(effective);
        SparseMatrix followers = TransitionCounts.of(
                input.sessions(), input.interactions().items(), settings, input.now(), context);
        return new TransitionsModel(Settings.describe(Config.class, effective), settings, followers);
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return TransitionsModel.read(in);
    }
}
