// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.twotower;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.recommend.Context;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.numerics.nets.Attribution;
import org.tessera.numerics.nets.Columns;
import org.tessera.numerics.nets.Pooling;
import org.tessera.numerics.parallel.ScratchPool;
import org.tessera.numerics.ranking.Rankings;
import org.tessera.numerics.ranking.Reasons;
import org.tessera.recommend.twotower.TwoTowerRecommender.Config;

/**
 * Trained towers. The score of an item is the scalar product of its vector and the customer's: but for a constant the
 * logarithm of the chance that it is what he takes next.
 */
final class TwoTowerModel implements RecommenderModel {
    private static final String FORMAT = "twotower";
    private static final int VERSION = 1;
    /** The customer has the feature named in the detail. */
    private static final String TRAIT = "customer";

    private final Map<String, Object> settings;
    private final TwoTowerSettings checked;
    private final TwoTowers towers;
    private final ScratchPool<TwoTowers.Asking> scratch;

    TwoTowerModel(Map<String, Object> settings, TwoTowerSettings checked, TwoTowers towers) {
        this.settings = settings;
        this.checked = checked;
        this.towers = towers;
        this.scratch = new ScratchPool<>(() -> towers.new Asking());
    }

    @Override
    public int items() {
        return towers.items();
    }

    @Override
    public Ranking recommend(Query query) {
        TwoTowers.Asking asking = scratch.take();
        int[] traits = traits(query.context());
        Pooling pooling = enter(asking, query.history(), traits);
        Ranking ranking = pooling.isEmpty() && traits.length == 0
                ? Rankings.empty()
                : Rankings.best(asking.scores(), items(), query);
        scratch.give(asking);
        return ranking;
    }

    private int[] traits(Context context) {
        return context.segment().isEmpty() && context.attributes().isEmpty()
                ? new int[0]
                : towers.traitSpace().of(Description.ofCustomer(context.segment(), context.attributes()));
    }

    private Pooling enter(TwoTowers.Asking asking, History history, int[] traits) {
        Pooling pooling = asking.begin();
        for (int place = 0; place < history.size() && history.item(place) < items(); place++) {
            float weight = counts(history, place);
            if (weight > 0f) {
                pooling.add(history.item(place), weight);
            }
        }
        pooling.finish(checked.normalise());
        for (int trait : traits) {
            Columns.addScaled(
                    Features.scale(traits.length),
                    towers.traitVectors(),
                    trait * towers.width(),
                    asking.traits(),
                    0,
                    towers.width());
        }
        return pooling;
    }

    private float counts(History history, int place) {
        return towers.learned(history.item(place)) ? checked.evidence().of(history.weight(place)) : 0f;
    }

    /**
     * What each item of the history and each feature of the customer adds to the score on the way from one of whom nothing
     * is known to this one; what such a customer would score is named as popularity.
     */
    @Override
    public List<Reason> explain(Query query, int item) {
        if (item < 0 || item >= items() || !towers.knows(item)) {
            return List.of();
        }
        TwoTowers.Asking asking = scratch.take();
        int[] traits = traits(query.context());
        Pooling pooling = enter(asking, query.history(), traits);
        List<Reason> reasons = pooling.isEmpty() && traits.length == 0
                ? List.of()
                : reasons(query.history(), pooling, traits, item, asking);
        scratch.give(asking);
        return reasons;
    }

    private List<Reason> reasons(History history, Pooling pooling, int[] traits, int item, TwoTowers.Asking asking) {
        double start = asking.start(item);
        double[] slope = asking.slope(item);
        double score = asking.score(item);
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < history.size() && history.item(place) < items(); place++) {
            if (counts(history, place) > 0f) {
                places.add(place);
            }
        }
        double[] parts = new double[places.size() + traits.length];
        for (int k = 0; k < places.size(); k++) {
            int place = places.get(k);
            parts[k] =
                    counts(history, place) * pooling.scale() * product(slope, 0, towers.history(), history.item(place));
        }
        for (int k = 0; k < traits.length; k++) {
            parts[places.size() + k] =
                    Features.scale(traits.length) * product(slope, towers.width(), towers.traitVectors(), traits[k]);
        }
        double rest = Attribution.settle(parts, score - start);
        List<Reason> reasons = new ArrayList<>();
        for (int k = 0; k < parts.length; k++) {
            reasons.add(
                    k < places.size()
                            ? new Reason(Reason.ITEM, history.item(places.get(k)), "", parts[k])
                            : new Reason(
                                    TRAIT, Event.NONE, towers.traitSpace().name(traits[k - places.size()]), parts[k]));
        }
        reasons.add(new Reason(Reason.POPULARITY, Event.NONE, "", start + rest));
        return Reasons.weightiest(reasons);
    }

    private double product(double[] slope, int from, float[] vectors, int row) {
        double sum = 0;
        for (int f = 0; f < towers.width(); f++) {
            sum += slope[from + f] * vectors[row * towers.width() + f];
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
        towers.write(model);
        model.finish();
    }

    static TwoTowerModel read(InputStream in) throws IOException {
        ModelInput model = new ModelInput(in, FORMAT, VERSION);
        Map<String, String> texts = model.readTexts();
        TwoTowers.Parts parts = TwoTowers.read(model);
        model.finish();
        try {
            Config config = Settings.overlay(Config.class, Settings.defaults(Config.class), texts);
            TwoTowerSettings settings = TwoTowerSettings.of(config);
            return new TwoTowerModel(
                    Settings.describe(Config.class, config), settings, parts.checked(settings.layers()));
        } catch (SettingException e) {
            throw new IOException("the model's " + e.getMessage(), e);
        }
    }
}
