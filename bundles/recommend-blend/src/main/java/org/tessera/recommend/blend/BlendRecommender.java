// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.blend;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
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
 * Recommends what several other strategies agree on: by reciprocal rank (Cormack, Clarke and Buettcher, "Reciprocal Rank
 * Fusion outperforms Condorcet and individual Rank Learning Methods", SIGIR 2009), or with weights that do best on
 * held-out data, found by greedy selection (Caruana, Niculescu-Mizil, Crew and Ksikes, "Ensemble Selection from Libraries
 * of Models", ICML 2004).
 *
 * <p>The other strategies are services that come and go. A model of the blend goes on answering from those parts whose
 * strategy is there.
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=" + BlendRecommender.NAME,
        configurationPid = "org.tessera.recommend.blend")
@Designate(ocd = BlendRecommender.Config.class)
public final class BlendRecommender implements Recommender {
    static final String NAME = "blend";

    private final Config config;
    private final Parts parts = new Parts();

    /** Which strategies are blended, and how. */
    @ObjectClassDefinition(
            name = "Recommender blend",
            description = "Recommends what several other strategies agree on.")
    public @interface Config {
        @AttributeDefinition(
                description = "Names of the strategies, separated by commas; those that are there take part")
        String strategies() default "itemknn,ease,als,popular";

        @AttributeDefinition(
                description = "Settings of the strategies for the blend, such as ease.l2=300,itemknn.neighbours=50;"
                        + " the others are those of each strategy's own configuration")
        String settings() default "";

        @AttributeDefinition(
                description = "How the strategies are weighed: all alike by reciprocal rank, or with weights that do"
                        + " best on what was held out",
                options = {
                    @Option(label = "Reciprocal rank", value = "reciprocal"),
                    @Option(label = "Learned weights", value = "weights")
                })
        String method() default "weights";

        @AttributeDefinition(
                description = "Added to ranks, so that the first ones do not decide alone",
                min = "0",
                max = "100000")
        int k() default 60;

        @AttributeDefinition(
                description = "How many items of each strategy are looked at, at least",
                min = "1",
                max = "100000")
        int depth() default 200;

        @AttributeDefinition(
                description = "Which share of a customer's items is held out to find the weights: the newest, or any"
                        + " where there are no times",
                min = "0.01",
                max = "0.9")
        double share() default 0.2;

        @AttributeDefinition(description = "Weights are to make the best lists of this length", min = "1", max = "1000")
        int cutoff() default 10;
    }

    @Activate
    public BlendRecommender(Config config) {
        BlendSettings.of(config);
        this.config = config;
    }

    /**
     * A blend outside any framework.
     *
     * @param strategies by name
     */
    public static BlendRecommender of(Config config, Map<String, ? extends Recommender> strategies) {
        BlendRecommender blend = new BlendRecommender(config);
        long id = 0;
        for (Map.Entry<String, ? extends Recommender> strategy : strategies.entrySet()) {
            blend.parts.add(strategy.getKey(), "", 0, id++, strategy.getValue());
        }
        return blend;
    }

    @Reference(
            service = Recommender.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            target = "(&(" + Strategy.NAME + "=*)(!(" + Strategy.NAME + "=" + NAME + ")))")
    void bind(ServiceReference<Recommender> reference, Recommender strategy) {
        parts.add(
                String.valueOf(reference.getProperty(Strategy.NAME)),
                reference.getBundle().getVersion().toString(),
                reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0,
                id(reference),
                strategy);
    }

    void unbind(ServiceReference<Recommender> reference) {
        parts.remove(id(reference));
    }

    private static long id(ServiceReference<?> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    /** For tests: the strategies that are there. */
    Parts parts() {
        return parts;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public List<Tunable> tunables() {
        return List.of(
                Tunable.choice("method", "reciprocal", "weights"),
                Tunable.whole("k", 1, 200),
                Tunable.whole("depth", 50, 1000));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        BlendSettings settings = BlendSettings.of(effective);
        Mixture mixture = new BlendTraining(settings, parts, input, context).run();
        BlendModel model = new BlendModel(Settings.describe(Config.class, effective), mixture);
        parts.register(mixture.seats());
        return model;
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return BlendModel.read(in, parts);
    }
}
