// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.rp3beta;

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

/** Recommends items that a walk over customers and items reaches: P3alpha and RP3beta. */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=rp3beta",
        configurationPid = "org.tessera.recommend.rp3beta")
@Designate(ocd = Rp3BetaRecommender.Config.class)
public final class Rp3BetaRecommender implements Recommender {
    private final Config config;

    /** Settings. */
    @ObjectClassDefinition(name = "Recommender rp3beta", description = "Recommends items that a walk over customers and items reaches: P3alpha and RP3beta.")
    public @interface Config {}

    @Activate
    public Rp3BetaRecommender(Config config) {
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        throw new UnsupportedOperationException("rp3beta");
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        throw new UnsupportedOperationException("rp3beta");
    }
}
