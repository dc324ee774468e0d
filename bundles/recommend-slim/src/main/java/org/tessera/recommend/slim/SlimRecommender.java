// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.slim;

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

/** Recommends what a sparse linear model of items foretells: SLIM with elastic net. */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=slim",
        configurationPid = "org.tessera.recommend.slim")
@Designate(ocd = SlimRecommender.Config.class)
public final class SlimRecommender implements Recommender {
    private final Config config;

    /** Settings. */
    @ObjectClassDefinition(name = "Recommender slim", description = "Recommends what a sparse linear model of items foretells: SLIM with elastic net.")
    public @interface Config {}

    @Activate
    public SlimRecommender(Config config) {
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        throw new UnsupportedOperationException("slim");
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        throw new UnsupportedOperationException("slim");
    }
}
