// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.newest;

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
import org.tessera.recommend.newest.NewestRecommender.Config;

/** How new each item is, and how fast it goes. */
final class NewestModel implements RecommenderModel {
    private static final String FORMAT = "newest";
    private static final int VERSION = 1;
    private static final String NEW = "new";

    private final Map<String, Object> settings;
    private final GroupedScores scores;
    private final float[] days;

    /**
     * @param scores newness times popularity
     * @param days since the first event of each item
     */
    NewestModel(Map<String, Object> settings, GroupedScores scores, float[] days) {
        this.settings = settings;
        this.scores = scores;
        this.days = days;
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
                        NEW,
                        Event.NONE,
                        age(days[item]),
                        weight));
    }

    private static String age(float days) {
        return days < 1 ? "new today" : String.format(Locale.ROOT, "new for %.0f days", days);
    }

    /** Nothing: that two items are new does not make them alike. */
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
        model.writeFloats(days);
        model.finish();
    }

    static NewestModel read(InputStream in) throws IOException {
        ModelInput model = new ModelInput(in, FORMAT, VERSION);
        Map<String, String> texts = model.readTexts();
        try {
            Config config = Settings.overlay(Config.class, Settings.defaults(Config.class), texts);
            GroupedScores scores =
                    GroupedScores.read(model, NewestSettings.of(config).grouping());
            float[] days = model.readFloats();
            model.finish();
            if (days.length != scores.items()) {
                throw new IOException(scores.items() + " scores for " + days.length + " items");
            }
            return new NewestModel(Settings.describe(Config.class, config), scores, days);
        } catch (SettingException e) {
            throw new IOException("the model's " + e.getMessage(), e);
        }
    }
}
