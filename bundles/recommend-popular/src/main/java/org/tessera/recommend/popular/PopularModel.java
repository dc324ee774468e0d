// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.popular;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
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
import org.tessera.numerics.ranking.Grouping;
import org.tessera.numerics.ranking.Rankings;
import org.tessera.recommend.popular.PopularRecommender.Config;

/** Counts of the items, of all customers and of groups. */
final class PopularModel implements RecommenderModel {
    private static final String FORMAT = "popular";
    /** The first version knew no groups. */
    private static final int VERSION = 2;

    private final Map<String, Object> settings;
    private final GroupedScores scores;
    private final int[] customers;

    /**
     * @param scores of each item; 0 for one that nobody had
     * @param customers how many customers had each item
     */
    PopularModel(Map<String, Object> settings, GroupedScores scores, int[] customers) {
        this.settings = settings;
        this.scores = scores;
        this.customers = customers;
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
                weight -> new Reason(Reason.POPULARITY, Event.NONE, Integer.toString(customers[item]), weight));
    }

    /** Nothing: that many customers have two items does not make them alike. */
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
        model.writeInts(customers);
        model.finish();
    }

    static PopularModel read(InputStream in) throws IOException {
        ModelInput model = new ModelInput(in, FORMAT, VERSION);
        Map<String, String> texts = model.readTexts();
        try {
            Config config = Settings.overlay(Config.class, Settings.defaults(Config.class), texts);
            Grouping grouping = PopularSettings.of(config).grouping();
            GroupedScores scores = model.version() == 1
                    ? GroupedScores.ofAll(model.readDoubles())
                    : GroupedScores.read(model, grouping);
            int[] customers = model.readInts();
            model.finish();
            if (customers.length != scores.items()) {
                throw new IOException(scores.items() + " scores for " + customers.length + " items");
            }
            return new PopularModel(Settings.describe(Config.class, config), scores, customers);
        } catch (SettingException e) {
            throw new IOException("the model's " + e.getMessage(), e);
        }
    }
}
