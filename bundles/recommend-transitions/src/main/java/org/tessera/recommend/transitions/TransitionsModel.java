// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.transitions;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.numerics.parallel.ScratchPool;
import org.tessera.numerics.ranking.Rankings;
import org.tessera.numerics.ranking.Reasons;
import org.tessera.numerics.ranking.RecentItems;
import org.tessera.numerics.sparse.SparseSums;
import org.tessera.recommend.transitions.TransitionsRecommender.Config;

/** What follows each item. An answer adds up the followers of what the customer had to do with, the newest the most. */
final class TransitionsModel implements RecommenderModel {
    private static final String FORMAT = "transitions";
    private static final int VERSION = 1;

    private final Map<String, Object> settings;
    private final SparseMatrix followers;
    private final double fade;
    private final int most;
    private final ScratchPool<SparseSums> scratch;

    /** @param followers items by items; entry (i, j) is what i says for j, above 0 */
    TransitionsModel(Map<String, Object> settings, TransitionsSettings checked, SparseMatrix followers) {
        this.settings = settings;
        this.followers = followers;
        this.fade = checked.fade();
        this.most = checked.items();
        this.scratch = new ScratchPool<>(() -> new SparseSums(followers.columns()));
    }

    @Override
    public int items() {
        return followers.rows();
    }

    private double weight(int place) {
        return Math.pow(fade, place - 1);
    }

    @Override
    public Ranking recommend(Query query) {
        RecentItems recent = RecentItems.session(query, items(), Long.MAX_VALUE, most);
        SparseSums scores = scratch.take();
        for (int k = 0; k < recent.size(); k++) {
            scores.addRow(followers, recent.items()[k], weight(recent.places()[k]));
        }
        Ranking ranking = Rankings.best(scores, 1, query);
        scores.clear();
        scratch.give(scores);
        return ranking;
    }

    @Override
    public List<Reason> explain(Query query, int item) {
        if (item < 0 || item >= items()) {
            return List.of();
        }
        RecentItems recent = RecentItems.session(query, items(), Long.MAX_VALUE, most);
        List<Reason> reasons = new ArrayList<>();
        for (int k = 0; k < recent.size(); k++) {
            int p = followers.find(recent.items()[k], item);
            double weight = weight(recent.places()[k]);
            if (p >= 0 && weight > 0) {
                reasons.add(new Reason(Reason.ITEM, recent.items()[k], "", weight * followers.value(p)));
            }
        }
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
        model.writeMatrix(followers);
        model.finish();
    }

    static TransitionsModel read(InputStream in) throws IOException {
        ModelInput model = new ModelInput(in, FORMAT, VERSION);
        Map<String, String> texts = model.readTexts();
        SparseMatrix followers = model.readMatrix();
        model.finish();
        if (followers.rows() != followers.columns()) {
            throw new IOException("this model is damaged: " + followers + " is no matrix of items by items");
        }
        try {
            Config config = Settings.overlay(Config.class, Settings.defaults(Config.class), texts);
            return new TransitionsModel(
                    Settings.describe(Config.class, config), TransitionsSettings.of(config), followers);
        } catch (SettingException e) {
            throw new IOException("the model's " + e.getMessage(), e);
        }
    }
}
