// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.neumf;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.Strategy;
import org.tessera.api.strategy.TrainingContext;

/** Recommends what a neural network over factors foretells: NeuMF. */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=neumf",
        configurationPid = "org.tessera.recommend.neumf")
@Designate(ocd = NeuMfRecommender.Config.class)
public final class NeuMfRecommender implements Recommender {
    private final Config config;

    /** Settings. */
    @ObjectClassDefinition(name = "Recommender neumf", description = "Recommends what a neural network over factors foretells: NeuMF.")
    public @interface Config {}

    @Activate
    public NeuMfRecommender(Config config) {
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        throw new UnsupportedOperationException("neumf");
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        throw new UnsupportedOperationException("neumf");
    }
}
