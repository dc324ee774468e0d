// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.trending;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tessera.api.data.Event;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.numerics.ranking.GroupedScores;
import org.tessera.numerics.ranking.Rankings;
import org.tessera.recommend.trending.TrendingRecommender.Config;

/** How surely each item goes faster of late than before. */
final class TrendingModel implements RecommenderModel {
    private static final String FORMAT = "trending";
    private static final int VERSION = 1;
    private static final String TREND = "trend";

    private final Map<String, Object> settings;
    private final GroupedScores scores;
    private final float[] rises;

    /**
     * @param scores lower bounds
     * @param rises likely values, by item
     */
    TrendingModel(Map<String, Object> settings, GroupedScores scores, float[] rises) {
        this.settings = settings;
        this.scores = scores;
        this.rises = rises;
    }

    @Override
    public int items() {
        return scores.items();
    }

    @Override
    public Ranking recommend(Query query) {
        return scores.recommend(query);
    }

    @Override
    public List<Reason> explain(Query query, int item) {
        return scores.explain(
                query,
                item,
                weight -> new Reason(
                        TREND,
                        Event.NONE,
                        String.format(Locale.ROOT, "goes %.1f times as fast as before", rises[item]),
                        weight));
    }

    /** Nothing: that two items sell better does not make them alike. */
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
        scores.write(model);
        model.writeFloats(rises);
        model.finish();
    }

    static TrendingModel read(InputStream in) throws IOException {
        ModelInput model = new ModelInput(in, FORMAT, VERSION);
        Map<String, String> texts = model.readTexts();
        try {
            Config config = Settings.overlay(Config.class, Settings.defaults(Config.class), texts);
            GroupedScores scores =
                    GroupedScores.read(model, TrendingSettings.of(config).grouping());
            float[] rises = model.readFloats();
            model.finish();
            if (rises.length != scores.items()) {
                throw new IOException(scores.items() + " scores for " + rises.length + " items");
            }
            return new TrendingModel(Settings.describe(Config.class, config), scores, rises);
        } catch (SettingException e) {
            throw new IOException("the model's " + e.getMessage(), e);
        }
    }
}
