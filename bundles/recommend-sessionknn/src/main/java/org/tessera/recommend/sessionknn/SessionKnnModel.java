// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.sessionknn;

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
import org.tessera.recommend.sessionknn.Neighbourhood.Found;
import org.tessera.recommend.sessionknn.Neighbourhood.Scratch;
import org.tessera.recommend.sessionknn.SessionKnnRecommender.Config;

/**
 * Past sessions. The score of an item is the share of the similar sessions that hold it, each counting for as much as it
 * is like the current one; with inverse frequency for what is recommended, times that of the item.
 */
final class SessionKnnModel implements RecommenderModel {
    private static final String FORMAT = "sessionknn";
    private static final int VERSION = 1;

    private final Map<String, Object> settings;
    private final SessionIndex index;
    private final Neighbourhood neighbourhood;
    private final SparseMatrix sessions;
    private final ScratchPool<Scratch> scratch;

    SessionKnnModel(Map<String, Object> settings, SessionKnnSettings checked, SessionIndex index) {
        this.settings = settings;
        this.index = index;
        this.neighbourhood = new Neighbourhood(index, checked);
        this.sessions = index.bySession();
        this.scratch = new ScratchPool<>(() -> new Scratch(sessions.rows(), sessions.columns()));
    }

    @Override
    public int items() {
        return sessions.columns();
    }

    @Override
    public Ranking recommend(Query query) {
        Scratch memory = scratch.take();
        Found found = neighbourhood.find(query, memory);
        for (int k = 0; k < found.sessions().length; k++) {
            int s = found.sessions()[k];
            double score = found.factors()[k] * found.overlaps()[k];
            for (int p = sessions.start(s); p < sessions.end(s); p++) {
                if (sessions.value(p) >= found.from()[k]) {
                    int item = sessions.column(p);
                    memory.scores.add(item, score * neighbourhood.idf(item));
                }
            }
        }
        Ranking ranking = Rankings.best(memory.scores, 1, query);
        memory.scores.clear();
        scratch.give(memory);
        return ranking;
    }

    /** A session's say is shared out among the items it has in common with the current one. */
    @Override
    public List<Reason> explain(Query query, int item) {
        if (item < 0 || item >= items()) {
            return List.of();
        }
        Scratch memory = scratch.take();
        Found found = neighbourhood.find(query, memory);
        scratch.give(memory);
        int[] current = found.current().items();
        double[] parts = new double[current.length];
        int[] counts = new int[current.length];
        for (int k = 0; k < found.sessions().length; k++) {
            int s = found.sessions()[k];
            int place = sessions.find(s, item);
            if (place >= 0 && sessions.value(place) >= found.from()[k]) {
                double factor = found.factors()[k] * neighbourhood.idf(item);
                for (int c = 0; c < current.length; c++) {
                    if (sessions.find(s, current[c]) >= 0) {
                        parts[c] += factor * found.weights()[c];
                        counts[c]++;
                    }
                }
            }
        }
        List<Reason> reasons = new ArrayList<>();
        for (int c = 0; c < parts.length; c++) {
            if (parts[c] > 0) {
                reasons.add(new Reason(Reason.ITEM, current[c], counts[c] + " sessions", parts[c]));
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
        model.writeMatrix(sessions);
        model.writeInts(index.customers());
        model.writeLongs(index.times());
        model.finish();
    }

    static SessionKnnModel read(InputStream in) throws IOException {
        ModelInput model = new ModelInput(in, FORMAT, VERSION);
        Map<String, String> texts = model.readTexts();
        SparseMatrix sessions = model.readMatrix();
        int[] customers = model.readInts();
        long[] times = model.readLongs();
        model.finish();
        if (customers.length != sessions.rows() || times.length != sessions.rows()) {
            throw new IOException("this model is damaged: " + customers.length + " customers and " + times.length
                    + " times for " + sessions.rows() + " sessions");
        }
        try {
            Config config = Settings.overlay(Config.class, Settings.defaults(Config.class), texts);
            return new SessionKnnModel(
                    Settings.describe(Config.class, config),
                    SessionKnnSettings.of(config),
                    SessionIndex.of(sessions, customers, times));
        } catch (SettingException e) {
            throw new IOException("the model's " + e.getMessage(), e);
        }
    }
}
