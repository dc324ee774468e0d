// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.itemknn;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.Event;
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
import org.tessera.numerics.sparse.Evidence;
import org.tessera.numerics.sparse.SparseSums;
import org.tessera.numerics.sparse.TopK;
import org.tessera.recommend.itemknn.ItemKnnRecommender.Config;

/** What each item says for which others. An answer adds up the rows of the items in the history. */
final class ItemKnnModel implements RecommenderModel {
    private static final String FORMAT = "itemknn";
    private static final int VERSION = 1;

    /** More reasons than this nobody reads; the rest is named in one. */
    private static final int REASONS = 20;

    private final Map<String, Object> settings;
    private final Evidence evidence;
    private final SparseMatrix influence;
    private final ScratchPool<SparseSums> scratch;

    /** @param influence items by items, value (i, j) being what item i in a history says for item j; above 0 */
    ItemKnnModel(Map<String, Object> settings, Evidence evidence, SparseMatrix influence) {
        this.settings = settings;
        this.evidence = evidence;
        this.influence = influence;
        this.scratch = new ScratchPool<>(() -> new SparseSums(influence.columns()));
    }

    @Override
    public int items() {
        return influence.rows();
    }

    @Override
    public Ranking recommend(Query query) {
        SparseSums scores = scratch.take();
        History history = query.history();
        for (int place = 0; place < history.size() && history.item(place) < items(); place++) {
            scores.addRow(influence, history.item(place), evidence.of(history.weight(place)));
        }
        TopK best = new TopK(query.n());
        for (int k = 0; k < scores.count(); k++) {
            int item = scores.index(k);
            double score = scores.sum(item);
            if (score >= best.bar() && query.admits(item)) {
                best.offer(item, score);
            }
        }
        scores.clear();
        scratch.give(scores);
        double[] found = new double[best.size()];
        return new Ranking(best.drain(found), found);
    }

    @Override
    public List<Reason> explain(Query query, int item) {
        if (item < 0 || item >= items()) {
            return List.of();
        }
        List<Reason> reasons = new ArrayList<>();
        History history = query.history();
        for (int place = 0; place < history.size() && history.item(place) < items(); place++) {
            int p = influence.find(history.item(place), item);
            float weight = evidence.of(history.weight(place));
            if (p >= 0 && weight > 0) {
                reasons.add(new Reason(Reason.ITEM, history.item(place), "", (double) weight * influence.value(p)));
            }
        }
        reasons.sort(Comparator.comparingDouble(Reason::weight).reversed().thenComparingInt(Reason::item));
        if (reasons.size() <= REASONS) {
            return List.copyOf(reasons);
        }
        List<Reason> others = reasons.subList(REASONS - 1, reasons.size());
        double rest = others.stream().mapToDouble(Reason::weight).sum();
        Reason last = new Reason(Reason.OTHERS, Event.NONE, Integer.toString(others.size()), rest);
        others.clear();
        reasons.add(last);
        return List.copyOf(reasons);
    }

    @Override
    public Map<String, Object> settings() {
        return settings;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        ModelOutput model = new ModelOutput(out, FORMAT, VERSION);
        model.writeTexts(settings);
        model.writeMatrix(influence);
        model.finish();
    }

    static ItemKnnModel read(InputStream in) throws IOException {
        ModelInput model = new ModelInput(in, FORMAT, VERSION);
        Map<String, String> texts = model.readTexts();
        SparseMatrix influence = model.readMatrix();
        model.finish();
        try {
            Config config = Settings.overlay(Config.class, Settings.defaults(Config.class), texts);
            return new ItemKnnModel(
                    Settings.describe(Config.class, config),
                    ItemKnnSettings.of(config).evidence(),
                    influence);
        } catch (SettingException e) {
            throw new IOException("the model's " + e.getMessage(), e);
        }
    }
}
