// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.blend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
import org.tessera.recommend.blend.BlendRecommender.Config;

/**
 * Models of several strategies. The score of an item is the weighed sum of what the parts that are there hold of it. A
 * part whose strategy goes while it answers is left out of that answer.
 */
final class BlendModel implements RecommenderModel {
    private static final String FORMAT = "blend";
    private static final int VERSION = 1;

    private final Map<String, Object> settings;
    private final Mixture mixture;
    private final ScratchPool<double[]> scratch;

    BlendModel(Map<String, Object> settings, Mixture mixture) {
        this.settings = settings;
        this.mixture = mixture;
        this.scratch = new ScratchPool<>(() -> new double[mixture.items()]);
    }

    @Override
    public int items() {
        return mixture.items();
    }

    @Override
    public Ranking recommend(Query query) {
        double[] scores = scratch.take();
        Arrays.fill(scores, Double.NaN);
        for (Seat seat : mixture.seats()) {
            ask(seat, model -> Opinion.of(model, query, mixture.depth()))
                    .ifPresent(opinion -> add(opinion, seat.weight(), scores));
        }
        Ranking ranking = Rankings.best(scores, scores.length, query);
        scratch.give(scores);
        return ranking;
    }

    private void add(Opinion opinion, double weight, double[] scores) {
        for (int place = 0; place < opinion.size(); place++) {
            int item = opinion.items()[place];
            double worth = opinion.worth(place, mixture.scale(), mixture.k());
            if (worth != 0 && item < scores.length) {
                // NaN marks what no part knows anything of.
                scores[item] = (Double.isNaN(scores[item]) ? 0 : scores[item]) + weight * worth;
            }
        }
    }

    @Override
    public List<Reason> explain(Query query, int item) {
        if (item < 0 || item >= items()) {
            return List.of();
        }
        MergedReasons merged = new MergedReasons();
        for (Seat seat : mixture.seats()) {
            ask(seat, model -> {
                Opinion opinion = Opinion.of(model, query, mixture.depth());
                int place = opinion.place(item);
                double worth = place < 0 ? 0 : opinion.worth(place, mixture.scale(), mixture.k());
                if (worth != 0) {
                    merged.add(model.explain(query, item), seat.weight() * worth, opinion.scores()[place], seat.name());
                }
                return opinion;
            });
        }
        return merged.toList();
    }

    /** What is asked of a part. */
    @FunctionalInterface
    private interface Question<R> {
        R put(RecommenderModel model);
    }

    /** Nothing where the part's strategy is not there, or went while it was asked: whatever it threw then is no matter. */
    private static <R> Optional<R> ask(Seat seat, Question<R> question) {
        try (Leased<RecommenderModel>.Lease lease = seat.use().orElse(null)) {
            if (lease == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(question.put(lease.get()));
            } catch (RuntimeException | LinkageError e) {
                if (lease.retired()) {
                    return Optional.empty();
                }
                throw e;
            }
        }
    }

    @Override
    public Map<String, Object> settings() {
        return settings;
    }

    /** Parts whose strategy is not there are written as they were read. */
    @Override
    public void write(OutputStream out) throws IOException {
        ModelOutput model = new ModelOutput(out, FORMAT, VERSION);
        model.writeTexts(settings);
        model.writeInt(mixture.items());
        model.writeInt(mixture.scale().ordinal());
        model.writeInt(mixture.seats().size());
        for (Seat seat : mixture.seats()) {
            model.writeText(seat.name());
            model.writeText(seat.version());
            model.writeDouble(seat.weight());
            model.writeBytes(seat.toBytes());
        }
        model.finish();
    }

    static BlendModel read(InputStream in, Parts parts) throws IOException {
        ModelInput model = new ModelInput(in, FORMAT, VERSION);
        Map<String, String> texts = model.readTexts();
        int items = model.readInt();
        int scale = model.readInt();
        int count = model.readInt();
        List<Seat> seats = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            seats.add(Seat.empty(model.readText(), model.readText(), model.readDouble(), model.readBytes()));
        }
        model.finish();
        if (items < 0 || scale < 0 || scale >= Opinion.Scale.values().length) {
            throw new IOException("this model is damaged: " + items + " items, scale " + scale);
        }
        BlendModel read;
        try {
            Config config = Settings.overlay(Config.class, Settings.defaults(Config.class), texts);
            BlendSettings settings = BlendSettings.of(config);
            read = new BlendModel(
                    Settings.describe(Config.class, config),
                    new Mixture(items, Opinion.Scale.values()[scale], settings.k(), settings.depth(), seats));
        } catch (SettingException e) {
            throw new IOException("the model's " + e.getMessage(), e);
        }
        parts.register(seats);
        if (!seats.isEmpty() && seats.stream().noneMatch(Seat::isFilled)) {
            read.close();
            throw new IOException("none of the blend's parts can be read: "
                    + seats.stream().map(BlendModel::missing).collect(Collectors.joining("; ")));
        }
        return read;
    }

    private static String missing(Seat seat) {
        return seat.name() + " " + seat.version()
                + (seat.trouble().isEmpty() ? " is not here" : " failed: " + seat.trouble());
    }

    @Override
    public void close() {
        mixture.seats().forEach(Seat::close);
    }
}
