// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.ease;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.History;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.numerics.parallel.ScratchPool;
import org.tessera.numerics.ranking.Reasons;
import org.tessera.numerics.sparse.Evidence;
import org.tessera.numerics.sparse.TopK;
import org.tessera.recommend.ease.EaseRecommender.Config;

/**
 * Weights of items on items. An answer adds up the rows of the items in the history; these parts, some of which may be
 * below 0, are its reasons. Items whose sum is 0 have no evidence.
 */
final class EaseModel implements RecommenderModel {
    private static final String FORMAT = "ease";
    private static final int VERSION = 1;

    /** Sums of larger weights than any that is meant seriously would leave the range of float. */
    private static final float LARGEST = 1e30f;

    private final Map<String, Object> settings;
    private final Evidence evidence;
    private final LinearWeights weights;
    private final ScratchPool<float[]> scratch;

    EaseModel(Map<String, Object> settings, Evidence evidence, LinearWeights weights) {
        this.settings = settings;
        this.evidence = evidence;
        this.weights = weights;
        this.scratch = new ScratchPool<>(() -> new float[weights.places()]);
    }

    @Override
    public int items() {
        return weights.items();
    }

    @Override
    public Ranking recommend(Query query) {
        float[] sums = scratch.take();
        History history = query.history();
        for (int k = 0; k < history.size() && history.item(k) < items(); k++) {
            int place = weights.place(history.item(k));
            float factor = factor(history.weight(k));
            if (place >= 0 && factor > 0) {
                weights.add(place, factor, sums);
            }
        }
        TopK best = new TopK(query.n());
        double bar = Double.NEGATIVE_INFINITY;
        for (int place = 0; place < sums.length; place++) {
            float score = sums[place];
            if (score >= bar && score != 0 && query.admits(weights.item(place))) {
                best.offer(weights.item(place), score);
                bar = best.bar();
            }
        }
        Arrays.fill(sums, 0f);
        scratch.give(sums);
        double[] found = new double[best.size()];
        return new Ranking(best.drain(found), found);
    }

    @Override
    public List<Reason> explain(Query query, int item) {
        int on = item < 0 || item >= items() ? -1 : weights.place(item);
        if (on < 0) {
            return List.of();
        }
        List<Reason> reasons = new ArrayList<>();
        History history = query.history();
        for (int k = 0; k < history.size() && history.item(k) < items(); k++) {
            int of = weights.place(history.item(k));
            double part = of < 0 ? 0 : (double) factor(history.weight(k)) * weights.weight(of, on);
            if (part != 0) {
                reasons.add(new Reason(Reason.ITEM, history.item(k), "", part));
            }
        }
        return Reasons.weightiest(reasons);
    }

    private float factor(float weight) {
        return Math.min(LARGEST, evidence.of(weight));
    }

    @Override
    public Map<String, Object> settings() {
        return settings;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        ModelOutput model = new ModelOutput(out, FORMAT, VERSION);
        model.writeTexts(settings);
        weights.write(model);
        model.finish();
    }

    static EaseModel read(InputStream in) throws IOException {
        ModelInput model = new ModelInput(in, FORMAT, VERSION);
        Map<String, String> texts = model.readTexts();
        LinearWeights weights = LinearWeights.read(model);
        model.finish();
        try {
            Config config = Settings.overlay(Config.class, Settings.defaults(Config.class), texts);
            return new EaseModel(
                    Settings.describe(Config.class, config),
                    EaseSettings.of(config).evidence(),
                    weights);
        } catch (SettingException e) {
            throw new IOException("the model's " + e.getMessage(), e);
        }
    }
}
