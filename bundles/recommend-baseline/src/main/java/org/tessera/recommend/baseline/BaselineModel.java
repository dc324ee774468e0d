// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.baseline;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.History;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.RatingModel;
import org.tessera.api.recommend.Reason;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.numerics.ranking.Rankings;
import org.tessera.numerics.ranking.Reasons;
import org.tessera.numerics.ratings.Biases;
import org.tessera.numerics.ratings.Rated;
import org.tessera.recommend.baseline.BaselineRecommender.Config;

/**
 * The mean with two biases: that of the item from training, that of the customer from the history of the moment. Ranks
 * items alike for everybody; who rates low throughout gets lower scores. Immutable and safe for many threads.
 */
final class BaselineModel implements RatingModel {
    private static final String FORMAT = "baseline";
    private static final int VERSION = 1;

    private final Map<String, Object> settings;
    private final Biases biases;

    BaselineModel(Map<String, Object> settings, Biases biases) {
        this.settings = settings;
        this.biases = biases;
    }

    @Override
    public int items() {
        return biases.size();
    }

    @Override
    public double predict(int customer, History history, int item) {
        return biases.scale().clip(biases.level(item) + biases.customer(biases.rated(history)));
    }

    @Override
    public Ranking recommend(Query query) {
        double own = biases.customer(biases.rated(query.history()));
        double[] scores = new double[items()];
        for (int item = 0; item < scores.length; item++) {
            scores[item] = biases.knows(item) ? biases.level(item) + own : Double.NaN;
        }
        return Rankings.best(scores, scores.length, query);
    }

    @Override
    public List<Reason> explain(Query query, int item) {
        if (!biases.knows(item)) {
            return List.of();
        }
        Rated rated = biases.rated(query.history());
        return rated.size() == 0
                ? List.of(biases.itemReason(item))
                : Reasons.weightiest(List.of(biases.itemReason(item), Biases.customerReason(biases.customer(rated))));
    }

    /** None: nothing is known of what items have in common. */
    @Override
    public Ranking similar(int item, int n) {
        return Rankings.empty();
    }

    @Override
    public Map<String, Object> settings() {
        return settings;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        ModelOutput model = new ModelOutput(out, FORMAT, VERSION);
        model.writeTexts(settings);
        biases.write(model);
        model.finish();
    }

    static BaselineModel read(InputStream in) throws IOException {
        ModelInput model = new ModelInput(in, FORMAT, VERSION);
        Map<String, String> texts = model.readTexts();
        Biases biases = Biases.read(model);
        model.finish();
        try {
            Config config = Settings.overlay(Config.class, Settings.defaults(Config.class), texts);
            BaselineSettings.of(config);
            return new BaselineModel(Settings.describe(Config.class, config), biases);
        } catch (SettingException e) {
            throw new IOException("the model's " + e.getMessage(), e);
        }
    }
}
