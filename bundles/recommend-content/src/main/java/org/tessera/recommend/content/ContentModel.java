// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.History;
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
import org.tessera.numerics.sparse.SparseSums;
import org.tessera.recommend.content.ContentRecommender.Config;

/**
 * The vectors of the items, and by term the items that have it. The score of an item is the cosine of its vector and the
 * customer's profile: 0, nothing in common, to 1.
 */
final class ContentModel implements RecommenderModel {
    private static final String FORMAT = "content";
    private static final int VERSION = 1;

    private final Map<String, Object> settings;
    private final SparseMatrix vectors;
    private final SparseMatrix postings;
    private final ProfileBuilder profiles;
    private final ScratchPool<Scratch> scratch;

    private record Scratch(SparseSums terms, SparseSums scores) {}

    /** @param vectors items by terms, rows of length 1 */
    ContentModel(Map<String, Object> settings, ContentSettings.Profile profile, SparseMatrix vectors) {
        this.settings = settings;
        this.vectors = vectors;
        this.postings = vectors.transposed();
        this.profiles = new ProfileBuilder(profile, vectors);
        this.scratch =
                new ScratchPool<>(() -> new Scratch(new SparseSums(vectors.columns()), new SparseSums(vectors.rows())));
    }

    @Override
    public int items() {
        return vectors.rows();
    }

    @Override
    public Ranking recommend(Query query) {
        Scratch memory = scratch.take();
        ProfileBuilder.Profile profile = profiles.of(query.history(), memory.terms());
        SparseSums scores = memory.scores();
        for (int k = 0; k < profile.terms().length; k++) {
            scores.addRow(postings, profile.terms()[k], profile.weights()[k]);
        }
        Ranking ranking = Rankings.best(scores, 1, query);
        scores.clear();
        scratch.give(memory);
        return ranking;
    }

    @Override
    public List<Reason> explain(Query query, int item) {
        if (item < 0 || item >= items()) {
            return List.of();
        }
        History history = query.history();
        Scratch memory = scratch.take();
        ProfileBuilder.Profile profile = profiles.of(history, memory.terms());
        scratch.give(memory);
        List<Reason> reasons = new ArrayList<>();
        for (int place = 0; place < history.size() && history.item(place) < items(); place++) {
            double part = profile.factors()[place] * common(profile, history.item(place), item);
            if (part > 0) {
                reasons.add(new Reason(Reason.ITEM, history.item(place), "", part));
            }
        }
        return Reasons.weightiest(reasons);
    }

    /** The scalar product of two items over the terms of a profile. */
    private double common(ProfileBuilder.Profile profile, int one, int other) {
        double sum = 0;
        int p = vectors.start(one);
        int q = vectors.start(other);
        while (p < vectors.end(one) && q < vectors.end(other)) {
            int term = vectors.column(p);
            if (term < vectors.column(q)) {
                p++;
            } else if (term > vectors.column(q)) {
                q++;
            } else {
                sum += profile.has(term) ? (double) vectors.value(p) * vectors.value(q) : 0;
                p++;
                q++;
            }
        }
        return sum;
    }

    @Override
    public Map<String, Object> settings() {
        return settings;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        ModelOutput model = new ModelOutput(out, FORMAT, VERSION);
        model.writeTexts(settings);
        model.writeMatrix(vectors);
        model.finish();
    }

    static ContentModel read(InputStream in) throws IOException {
        ModelInput model = new ModelInput(in, FORMAT, VERSION);
        Map<String, String> texts = model.readTexts();
        SparseMatrix vectors = model.readMatrix();
        model.finish();
        try {
            Config config = Settings.overlay(Config.class, Settings.defaults(Config.class), texts);
            return new ContentModel(
                    Settings.describe(Config.class, config),
                    ContentSettings.of(config).profile(),
                    vectors);
        } catch (SettingException e) {
            throw new IOException("the model's " + e.getMessage(), e);
        }
    }
}
