// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.popular;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
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
import org.tessera.numerics.sparse.TopK;
import org.tessera.recommend.popular.PopularRecommender.Config;

/** The items in the order of their scores; an answer walks down it. */
final class PopularModel implements RecommenderModel {
    private static final String FORMAT = "popular";
    private static final int VERSION = 1;

    private final Map<String, Object> settings;
    private final double[] scores;
    private final int[] customers;
    private final int[] order;

    /**
     * @param scores of each item; 0 for one that nobody had
     * @param customers how many customers had each item
     */
    PopularModel(Map<String, Object> settings, double[] scores, int[] customers) {
        this.settings = settings;
        this.scores = scores;
        this.customers = customers;
        TopK sorted = new TopK(Math.max(1, scores.length));
        for (int item = 0; item < scores.length; item++) {
            if (scores[item] > 0) {
                sorted.offer(item, scores[item]);
            }
        }
        this.order = sorted.drain(new double[sorted.size()]);
    }

    @Override
    public int items() {
        return scores.length;
    }

    @Override
    public Ranking recommend(Query query) {
        int[] items = new int[Math.min(query.n(), order.length)];
        double[] found = new double[items.length];
        int count = 0;
        for (int place = 0; place < order.length && count < items.length; place++) {
            int item = order[place];
            if (query.admits(item)) {
                items[count] = item;
                found[count++] = scores[item];
            }
        }
        return count == items.length
                ? new Ranking(items, found)
                : new Ranking(Arrays.copyOf(items, count), Arrays.copyOf(found, count));
    }

    @Override
    public List<Reason> explain(Query query, int item) {
        if (item < 0 || item >= scores.length || scores[item] == 0) {
            return List.of();
        }
        return List.of(new Reason(Reason.POPULARITY, Event.NONE, Integer.toString(customers[item]), scores[item]));
    }

    /** Nothing: that many customers have two items does not make them alike. */
    @Override
    public Ranking similar(int item, int n) {
        return new Ranking(new int[0], new double[0]);
    }

    @Override
    public Map<String, Object> settings() {
        return settings;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        ModelOutput model = new ModelOutput(out, FORMAT, VERSION);
        model.writeTexts(settings);
        model.writeDoubles(scores);
        model.writeInts(customers);
        model.finish();
    }

    static PopularModel read(InputStream in) throws IOException {
        ModelInput model = new ModelInput(in, FORMAT, VERSION);
        Map<String, String> texts = model.readTexts();
        double[] scores = model.readDoubles();
        int[] customers = model.readInts();
        model.finish();
        if (customers.length != scores.length) {
            throw new IOException(scores.length + " scores for " + customers.length + " items");
        }
        try {
            Config config = Settings.overlay(Config.class, Settings.defaults(Config.class), texts);
            return new PopularModel(Settings.describe(Config.class, config), scores, customers);
        } catch (SettingException e) {
            throw new IOException("the model's " + e.getMessage(), e);
        }
    }
}
