// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.nmf;

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

/** Recommends what factors without negative numbers foretell: NMF. */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=nmf",
        configurationPid = "org.tessera.recommend.nmf")
@Designate(ocd = NmfRecommender.Config.class)
public final class NmfRecommender implements Recommender {
    private final Config config;

    /** Settings. */
    @ObjectClassDefinition(name = "Recommender nmf", description = "Recommends what factors without negative numbers foretell: NMF.")
    public @interface Config {}

    @Activate
    public NmfRecommender(Config config) {
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        throw new UnsupportedOperationException("nmf");
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        throw new UnsupportedOperationException("nmf");
    }
}
