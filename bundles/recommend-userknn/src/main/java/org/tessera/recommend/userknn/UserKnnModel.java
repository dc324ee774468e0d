// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.userknn;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.Event;
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
import org.tessera.numerics.sparse.RowIndex;
import org.tessera.numerics.sparse.SparseSums;
import org.tessera.recommend.userknn.CustomerIndex.Neighbours;
import org.tessera.recommend.userknn.UserKnnRecommender.Config;

/**
 * Everybody's items. The score of an item is the share of the neighbours that have it, each counting for as much as they
 * are like the one asking: with weights of 1 from 0, nobody has it, to 1, all have.
 */
final class UserKnnModel implements RecommenderModel {
    private static final String FORMAT = "userknn";
    private static final int VERSION = 1;

    private final Map<String, Object> settings;
    private final CustomerIndex index;
    private final SparseMatrix byCustomer;
    private final ScratchPool<Scratch> scratch;

    private record Scratch(RowIndex.Search search, SparseSums scores) {}

    UserKnnModel(Map<String, Object> settings, CustomerIndex index) {
        this.settings = settings;
        this.index = index;
        this.byCustomer = index.byCustomer();
        this.scratch = new ScratchPool<>(() -> new Scratch(index.search(), new SparseSums(byCustomer.columns())));
    }

    @Override
    public int items() {
        return byCustomer.columns();
    }

    @Override
    public Ranking recommend(Query query) {
        Scratch memory = scratch.take();
        Neighbours neighbours = index.neighbours(query.history(), query.customer(), memory.search());
        SparseSums scores = memory.scores();
        for (int k = 0; k < neighbours.customers().length; k++) {
            scores.addRow(byCustomer, neighbours.customers()[k], neighbours.shares()[k]);
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
        Scratch memory = scratch.take();
        Neighbours neighbours = index.neighbours(query.history(), query.customer(), memory.search());
        scratch.give(memory);
        double sum = 0;
        int having = 0;
        for (int k = 0; k < neighbours.customers().length; k++) {
            int p = byCustomer.find(neighbours.customers()[k], item);
            if (p >= 0) {
                sum += neighbours.shares()[k] * byCustomer.value(p);
                having++;
            }
        }
        return having == 0
                ? List.of()
                : List.of(new Reason(Reason.CUSTOMERS, Event.NONE, Integer.toString(having), sum));
    }

    @Override
    public Map<String, Object> settings() {
        return settings;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        ModelOutput model = new ModelOutput(out, FORMAT, VERSION);
        model.writeTexts(settings);
        model.writeMatrix(byCustomer);
        model.finish();
    }

    static UserKnnModel read(InputStream in) throws IOException {
        ModelInput model = new ModelInput(in, FORMAT, VERSION);
        Map<String, String> texts = model.readTexts();
        SparseMatrix byCustomer = model.readMatrix();
        model.finish();
        try {
            Config config = Settings.overlay(Config.class, Settings.defaults(Config.class), texts);
            CustomerIndex index =
                    CustomerIndex.of(byCustomer, byCustomer.transposed(), UserKnnSettings.of(config), done -> {});
            return new UserKnnModel(Settings.describe(Config.class, config), index);
        } catch (SettingException e) {
            throw new IOException("the model's " + e.getMessage(), e);
        }
    }
}
