// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.trending;

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

/** Recommends what sells better of late than before. */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=trending",
        configurationPid = "org.tessera.recommend.trending")
@Designate(ocd = TrendingRecommender.Config.class)
public final class TrendingRecommender implements Recommender {
    private final Config config;

    /** Settings. */
    @ObjectClassDefinition(name = "Recommender trending", description = "Recommends what sells better of late than before.")
    public @interface Config {}

    @Activate
    public TrendingRecommender(Config config) {
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        throw new UnsupportedOperationException("trending");
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        throw new UnsupportedOperationException("trending");
    }
}
