// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.content;

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

/** Recommends items described like those a customer liked. */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=content",
        configurationPid = "org.tessera.recommend.content")
@Designate(ocd = ContentRecommender.Config.class)
public final class ContentRecommender implements Recommender {
    private final Config config;

    /** Settings. */
    @ObjectClassDefinition(name = "Recommender content", description = "Recommends items described like those a customer liked.")
    public @interface Config {}

    @Activate
    public ContentRecommender(Config config) {
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        throw new UnsupportedOperationException("content");
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        throw new UnsupportedOperationException("content");
    }
}
