// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.sessionknn;

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
 * Recommends what past sessions like the current one hold: session-based nearest neighbours (Jannach and Ludewig, "When
 * Recurrent Neural Networks Meet the Neighborhood for Session-Based Recommendation", 2017), with the weights for order
 * and frequency of V-SKNN (Ludewig and Jannach, "Evaluation of Session-Based Recommendation Algorithms", 2018) and a
 * decay of old sessions (Garg and others, "Sequence and Time Aware Neighborhood for Session-Based Recommendations",
 * 2019). Training only lays out the sessions: which are alike is worked out with every question, so the newest event
 * counts at once.
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=sessionknn",
        configurationPid = "org.tessera.recommend.sessionknn")
@Designate(ocd = SessionKnnRecommender.Config.class)
public final class SessionKnnRecommender implements Recommender {
    private final Config config;

    /** What makes sessions alike, and what those that are say. */
    @ObjectClassDefinition(
            name = "Recommender sessionknn",
            description = "Recommends what past sessions like the current one hold.")
    public @interface Config {
        @AttributeDefinition(
                description = "How many of the most similar sessions count",
                min = "1",
                max = "10000")
        int neighbours() default 500;

        @AttributeDefinition(
                description = "Only as many of the newest sessions are looked at as hold an item of the current one so"
                        + " many times",
                min = "1",
                max = "1000000")
        int sample() default 5000;

        @AttributeDefinition(
                description = "Whether a session's similarity is held back by its length, or what they share counts alone",
                options = {
                    @Option(label = "Cosine", value = "cosine"),
                    @Option(label = "What they share", value = "dot")
                })
        String similarity() default "cosine";

        @AttributeDefinition(
                description = "Where frequent items count for less: nowhere, among what sessions share, or also among"
                        + " what is recommended",
                options = {
                    @Option(label = "Nowhere", value = "none"),
                    @Option(label = "What sessions share", value = "shared"),
                    @Option(label = "What they share and what is recommended", value = "both")
                })
        String idf() default "shared";

        @AttributeDefinition(
                description = "How fast items of the current session count for less with every newer one",
                options = {
                    @Option(label = "Not at all", value = "none"),
                    @Option(label = "By tenths", value = "linear"),
                    @Option(label = "Logarithmic", value = "logarithmic"),
                    @Option(label = "One by the place", value = "harmonic"),
                    @Option(label = "One by the place squared", value = "quadratic")
                })
        String position() default "logarithmic";

        @AttributeDefinition(
                description = "How fast sessions count for less the longer ago the newest item is that they share",
                options = {
                    @Option(label = "Not at all", value = "none"),
                    @Option(label = "By tenths", value = "linear"),
                    @Option(label = "Logarithmic", value = "logarithmic"),
                    @Option(label = "One by the place", value = "harmonic"),
                    @Option(label = "One by the place squared", value = "quadratic")
                })
        String match() default "none";

        @AttributeDefinition(
                description = "Whether only those items of a session count that do not come before the newest one shared")
        boolean after() default false;

        @AttributeDefinition(
                description = "Days after which a session counts for half; 0 for no decay",
                min = "0",
                max = "36500")
        double halflife() default 180;

        @AttributeDefinition(
                description = "Hours between two events after which a new session begins; 0 to take the whole history for"
                        + " the current session",
                min = "0",
                max = "876000")
        double gap() default 0;

        @AttributeDefinition(
                description = "How many of the newest items of the current session count",
                min = "1",
                max = "10000")
        int items() default 100;
    }

    @Activate
    public SessionKnnRecommender(Config config) {
        SessionKnnSettings.of(config);
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public List<Tunable> tunables() {
        return List.of(
                Tunable.whole("neighbours", 50, 2000),
                Tunable.whole("sample", 500, 20_000),
                Tunable.choice("similarity", "cosine", "dot"),
                Tunable.choice("idf", "none", "shared", "both"),
                Tunable.choice("position", "none", "linear", "logarithmic", "harmonic", "quadratic"),
                Tunable.choice("match", "none", "linear", "logarithmic", "harmonic", "quadratic"),
                Tunable.choice("after", "false", "true"),
                Tunable.logarithmic("halflife", 7, 720),
                Tunable.choice("gap", "0", "24"),
                Tunable.whole("items", 5, 200));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        SessionKnnSettings settings = SessionKnnSettings.of(effective);
        context.progress().report("putting sessions together", 0, input.interactions().customers());
        SessionIndex index = SessionIndex.of(
                input.sessions(),
                input.interactions().items(),
                (done, total) -> context.progress().report("indexing", done, total));
        return new SessionKnnModel(Settings.describe(Config.class, effective), settings, index);
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return SessionKnnModel.read(in);
    }
}
