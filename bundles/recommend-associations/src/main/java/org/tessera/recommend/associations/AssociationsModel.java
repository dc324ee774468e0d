// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.associations;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
import org.tessera.recommend.associations.AssociationsRecommender.Config;
import org.tessera.recommend.associations.AssociationsSettings.Combine;

/** Rules. The score of an item is the sum, or the best, of what the rules that fit the question count for. */
final class AssociationsModel implements RecommenderModel {
    private static final String FORMAT = "associations";
    private static final int VERSION = 1;

    private final Map<String, Object> settings;
    private final AssociationsSettings checked;
    private final int items;
    private final int[] itemOf;
    private final int[] rankOf;
    private final Rules rules;
    private final ScratchPool<Scratch> scratch;

    private record Scratch(Matching matching, SparseSums scores) {}

    /**
     * @param items number of items
     * @param itemOf item by rank
     */
    AssociationsModel(
            Map<String, Object> settings, AssociationsSettings checked, int items, int[] itemOf, Rules rules) {
        this.settings = settings;
        this.checked = checked;
        this.items = items;
        this.itemOf = itemOf;
        this.rankOf = new int[items];
        Arrays.fill(rankOf, -1);
        for (int rank = 0; rank < itemOf.length; rank++) {
            rankOf[itemOf[rank]] = rank;
        }
        this.rules = rules;
        this.scratch =
                new ScratchPool<>(() -> new Scratch(new Matching(rules.antecedents()), new SparseSums(items)));
    }

    @Override
    public int items() {
        return items;
    }

    private int[] asked(Query query) {
        return Arrays.stream(checked.asked(query, items).items())
                .map(item -> rankOf[item])
                .filter(rank -> rank >= 0)
                .toArray();
    }

    private double value(int antecedent, int rule) {
        return switch (checked.measure()) {
            case CONFIDENCE -> rules.confidence(antecedent, rule);
            case LIFT -> rules.lift(antecedent, rule);
            case SURPRISE ->
                Math.max(0, rules.confidence(antecedent, rule) * Math.log(rules.lift(antecedent, rule)));
        };
    }

    @Override
    public Ranking recommend(Query query) {
        Scratch memory = scratch.take();
        SparseSums scores = memory.scores();
        boolean best = checked.combine() == Combine.BEST;
        memory.matching().visit(asked(query), (antecedent, path, length) -> {
            for (int rule = rules.starts()[antecedent]; rule < rules.starts()[antecedent + 1]; rule++) {
                int item = itemOf[rules.consequents()[rule]];
                double value = value(antecedent, rule);
                if (!best) {
                    scores.add(item, value);
                } else if (value > scores.sum(item)) {
                    scores.add(item, value - scores.sum(item));
                }
            }
        });
        Ranking ranking = Rankings.best(scores, 1, query);
        scores.clear();
        scratch.give(memory);
        return ranking;
    }

    /** A rule that leads to an item, and by which items of the question. */
    private record Fit(int antecedent, int rule, int[] items, double value) {}

    /** What a rule counts for is shared out among the items of its antecedent. */
    @Override
    public List<Reason> explain(Query query, int item) {
        if (item < 0 || item >= items || rankOf[item] < 0) {
            return List.of();
        }
        Map<Integer, List<Fit>> byItem = new TreeMap<>();
        for (Fit fit : fits(query, rankOf[item])) {
            for (int from : fit.items()) {
                byItem.computeIfAbsent(from, unseen -> new ArrayList<>()).add(fit);
            }
        }
        List<Reason> reasons = new ArrayList<>();
        byItem.forEach((from, fits) -> {
            Fit best = fits.get(0);
            double sum = 0;
            for (Fit fit : fits) {
                sum += fit.value() / fit.items().length;
                best = fit.value() > best.value() ? fit : best;
            }
            reasons.add(new Reason(Reason.ITEM, from, described(best), sum));
        });
        return Reasons.weightiest(reasons);
    }

    private List<Fit> fits(Query query, int rank) {
        List<Fit> fits = new ArrayList<>();
        Scratch memory = scratch.take();
        memory.matching().visit(asked(query), (antecedent, path, length) -> {
            int rule = Arrays.binarySearch(
                    rules.consequents(), rules.starts()[antecedent], rules.starts()[antecedent + 1], rank);
            if (rule >= 0 && value(antecedent, rule) > 0) {
                int[] from =
                        Arrays.stream(path, 0, length).map(r -> itemOf[r]).toArray();
                fits.add(new Fit(antecedent, rule, from, value(antecedent, rule)));
            }
        });
        scratch.give(memory);
        if (checked.combine() == Combine.SUM || fits.isEmpty()) {
            return fits;
        }
        Fit best = fits.get(0);
        for (Fit fit : fits) {
            best = fit.value() > best.value() ? fit : best;
        }
        return List.of(best);
    }

    private String described(Fit fit) {
        return String.format(
                Locale.ROOT,
                "support %.4f, confidence %.3f, lift %.2f, conviction %.2f%s",
                rules.support(fit.rule()),
                rules.confidence(fit.antecedent(), fit.rule()),
                rules.lift(fit.antecedent(), fit.rule()),
                rules.conviction(fit.antecedent(), fit.rule()),
                fit.items().length == 1 ? "" : ", together with " + (fit.items().length - 1) + " more");
    }

    @Override
    public Map<String, Object> settings() {
        return settings;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        ModelOutput model = new ModelOutput(out, FORMAT, VERSION);
        model.writeTexts(settings);
        model.writeInt(items);
        model.writeInts(itemOf);
        model.writeInt(rules.baskets());
        ItemSets sets = rules.antecedents();
        model.writeInts(sets.ranks());
        model.writeInts(sets.counts());
        model.writeInts(sets.children());
        model.writeInts(sets.levels());
        model.writeInts(rules.starts());
        model.writeInts(rules.consequents());
        model.writeInts(rules.counts());
        model.finish();
    }

    static AssociationsModel read(InputStream in) throws IOException {
        ModelInput model = new ModelInput(in, FORMAT, VERSION);
        Map<String, String> texts = model.readTexts();
        int items = model.readInt();
        int[] itemOf = model.readInts();
        int baskets = model.readInt();
        ItemSets sets = new ItemSets(model.readInts(), model.readInts(), model.readInts(), model.readInts());
        Rules rules = new Rules(baskets, sets, model.readInts(), model.readInts(), model.readInts());
        model.finish();
        int nodes = sets.size();
        if (sets.counts().length != nodes
                || sets.children().length != nodes + 1
                || rules.starts().length != nodes + 1
                || rules.counts().length != rules.size()
                || rules.starts()[nodes] != rules.size()) {
            throw new IOException("this model is damaged: " + nodes + " sets and " + rules.size() + " rules do not fit");
        }
        try {
            Config config = Settings.overlay(Config.class, Settings.defaults(Config.class), texts);
            return new AssociationsModel(
                    Settings.describe(Config.class, config), AssociationsSettings.of(config), items, itemOf, rules);
        } catch (SettingException e) {
            throw new IOException("the model's " + e.getMessage(), e);
        }
    }
}
