// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.ratingknn;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.History;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.RatingModel;
import org.tessera.api.recommend.Reason;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.numerics.ranking.Rankings;
import org.tessera.numerics.ratings.Biases;
import org.tessera.recommend.ratingknn.RatingKnnRecommender.Config;
import org.tessera.recommend.ratingknn.RatingKnnSettings.By;

/**
 * Foretells ratings from those of neighbours, each counting for as much as it is alike. Items with too few neighbours are
 * left out of a ranking; asked for one, the model gives what is expected without them. Immutable and safe for many
 * threads.
 */
final class RatingKnnModel implements RatingModel {
    private static final String FORMAT = "ratingknn";
    private static final int VERSION = 1;

    private final Map<String, Object> settings;
    private final Neighbourhood neighbours;

    RatingKnnModel(Map<String, Object> settings, Neighbourhood neighbours) {
        this.settings = settings;
        this.neighbours = neighbours;
    }

    @Override
    public int items() {
        return neighbours.biases().size();
    }

    @Override
    public double predict(int customer, History history, int item) {
        Neighbourhood.Opinion opinion = new Neighbourhood.Opinion();
        try (Neighbourhood.Asked asked = neighbours.ask(customer, history)) {
            double rating = asked.look(item, opinion) ? opinion.score() : asked.otherwise(item);
            return neighbours.biases().scale().clip(rating);
        }
    }

    @Override
    public Ranking recommend(Query query) {
        double[] scores = new double[items()];
        try (Neighbourhood.Asked asked = neighbours.ask(query.customer(), query.history())) {
            asked.scoreAll(scores);
        }
        return Rankings.best(scores, scores.length, query);
    }

    @Override
    public List<Reason> explain(Query query, int item) {
        Neighbourhood.Opinion opinion = new Neighbourhood.Opinion();
        try (Neighbourhood.Asked asked = neighbours.ask(query.customer(), query.history())) {
            return asked.look(item, opinion) ? asked.reasons(item, opinion) : List.of();
        }
    }

    @Override
    public Ranking similar(int item, int n) {
        return neighbours.similar(item, n);
    }

    @Override
    public Map<String, Object> settings() {
        return settings;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        ModelOutput model = new ModelOutput(out, FORMAT, VERSION);
        model.writeTexts(settings);
        neighbours.write(model);
        model.finish();
    }

    static RatingKnnModel read(InputStream in) throws IOException {
        ModelInput model = new ModelInput(in, FORMAT, VERSION);
        Map<String, String> texts = model.readTexts();
        try {
            Config config = Settings.overlay(Config.class, Settings.defaults(Config.class), texts);
            RatingKnnSettings settings = RatingKnnSettings.of(config);
            Neighbourhood neighbours =
                    settings.by() == By.CUSTOMERS ? customers(settings, model) : items(settings, model);
            return new RatingKnnModel(Settings.describe(Config.class, config), neighbours);
        } catch (SettingException e) {
            throw new IOException("the model's " + e.getMessage(), e);
        }
    }

    private static Neighbourhood customers(RatingKnnSettings settings, ModelInput model) throws IOException {
        Biases biases = Biases.read(model);
        SparseMatrix byCustomer = model.readMatrix();
        model.finish();
        if (byCustomer.columns() != biases.size()) {
            throw new IOException("the model has " + byCustomer + " and biases of " + biases.size() + " items");
        }
        return new CustomerNeighbourhood(settings, biases, byCustomer, byCustomer.transposed());
    }

    private static Neighbourhood items(RatingKnnSettings settings, ModelInput model) throws IOException {
        Biases biases = Biases.read(model);
        Leanings leanings = new Leanings(model.readFloats(), model.readFloats(), model.readDouble());
        ItemLists lists = ItemLists.read(model);
        model.finish();
        if (leanings.means().length != biases.size()
                || leanings.deviations().length != biases.size()
                || lists.starts().length != biases.size() + 1) {
            throw new IOException(
                    "the model has biases of " + biases.size() + " items and lists of " + (lists.starts().length - 1));
        }
        return new ItemNeighbourhood(settings, biases, leanings, lists);
    }
}
