// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.twotower;

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

/** Recommends what two neural networks, one for customers and one for items, foretell. */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=twotower",
        configurationPid = "org.tessera.recommend.twotower")
@Designate(ocd = TwoTowerRecommender.Config.class)
public final class TwoTowerRecommender implements Recommender {
    private final Config config;

    /** Settings. */
    @ObjectClassDefinition(name = "Recommender twotower", description = "Recommends what two neural networks, one for customers and one for items, foretell.")
    public @interface Config {}

    @Activate
    public TwoTowerRecommender(Config config) {
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        throw new UnsupportedOperationException("twotower");
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        throw new UnsupportedOperationException("twotower");
    }
}
