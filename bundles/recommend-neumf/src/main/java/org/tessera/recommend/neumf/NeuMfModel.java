// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.neumf;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.numerics.nets.Attribution;
import org.tessera.numerics.nets.Pooling;
import org.tessera.numerics.parallel.ScratchPool;
import org.tessera.numerics.ranking.Rankings;
import org.tessera.numerics.ranking.Reasons;
import org.tessera.recommend.neumf.NeuMfRecommender.Config;

/** A trained network. The score of an item is the logit of the chance that the customer wants it. */
final class NeuMfModel implements RecommenderModel {
    private static final String FORMAT = "neumf";
    private static final int VERSION = 1;

    private final Map<String, Object> settings;
    private final NeuMfSettings checked;
    private final Scorer scorer;
    private final ScratchPool<Scorer.Scratch> scratch;

    NeuMfModel(Map<String, Object> settings, NeuMfSettings checked, Scorer scorer) {
        this.settings = settings;
        this.checked = checked;
        this.scorer = scorer;
        this.scratch = new ScratchPool<>(() -> scorer.new Scratch());
    }

    @Override
    public int items() {
        return scorer.items();
    }

    @Override
    public Ranking recommend(Query query) {
        Scorer.Scratch memory = scratch.take();
        Ranking ranking = Rankings.empty();
        if (!pool(query.history(), memory).isEmpty()) {
            scorer.score(memory);
            ranking = Rankings.best(memory.scores, items(), query);
        }
        scratch.give(memory);
        return ranking;
    }

    private Pooling pool(History history, Scorer.Scratch memory) {
        Pooling pooling = new Pooling(memory.customer, scorer.history());
        for (int place = 0; place < history.size() && history.item(place) < items(); place++) {
            float weight = counts(history, place);
            if (weight > 0f) {
                pooling.add(history.item(place), weight);
            }
        }
        pooling.finish(checked.normalise());
        return pooling;
    }

    private float counts(History history, int place) {
        return scorer.knows(history.item(place)) ? checked.evidence().of(history.weight(place)) : 0f;
    }

    /**
     * What each item of the history adds to the score on the way from a customer without anything to this one; what such
     * a customer would score is named as popularity.
     */
    @Override
    public List<Reason> explain(Query query, int item) {
        if (item < 0 || item >= items() || !scorer.knows(item)) {
            return List.of();
        }
        Scorer.Scratch memory = scratch.take();
        History history = query.history();
        Pooling pooling = pool(history, memory);
        List<Reason> reasons = pooling.isEmpty() ? List.of() : reasons(history, pooling, item, memory);
        scratch.give(memory);
        return reasons;
    }

    private List<Reason> reasons(History history, Pooling pooling, int item, Scorer.Scratch memory) {
        int width = 2 * scorer.factors();
        double[] slope = new double[width];
        double start = scorer.follow(memory, item, slope);
        double score = scorer.score(memory, item);
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < history.size() && history.item(place) < items(); place++) {
            if (counts(history, place) > 0f) {
                places.add(place);
            }
        }
        double[] parts = new double[places.size()];
        for (int k = 0; k < parts.length; k++) {
            int at = history.item(places.get(k)) * width;
            double sum = 0;
            for (int f = 0; f < width; f++) {
                sum += slope[f] * scorer.history()[at + f];
            }
            parts[k] = sum * counts(history, places.get(k)) * pooling.scale();
        }
        double rest = Attribution.settle(parts, score - start);
        List<Reason> reasons = new ArrayList<>();
        for (int k = 0; k < parts.length; k++) {
            reasons.add(new Reason(Reason.ITEM, history.item(places.get(k)), "", parts[k]));
        }
        reasons.add(new Reason(Reason.POPULARITY, Event.NONE, "", start + rest));
        return Reasons.weightiest(reasons);
    }

    @Override
    public Map<String, Object> settings() {
        return settings;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        ModelOutput model = new ModelOutput(out, FORMAT, VERSION);
        model.writeTexts(settings);
        scorer.write(model);
        model.finish();
    }

    static NeuMfModel read(InputStream in) throws IOException {
        ModelInput model = new ModelInput(in, FORMAT, VERSION);
        Map<String, String> texts = model.readTexts();
        Scorer.Parts parts = Scorer.read(model);
        model.finish();
        try {
            Config config = Settings.overlay(Config.class, Settings.defaults(Config.class), texts);
            return new NeuMfModel(Settings.describe(Config.class, config), NeuMfSettings.of(config), parts.checked());
        } catch (SettingException e) {
            throw new IOException("the model's " + e.getMessage(), e);
        }
    }
}
