// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.blend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tessera.api.TesseraException;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

/**
 * One training. Parts that are not there, go meanwhile, or cannot learn from the data are left out, as long as one
 * remains.
 */
final class BlendTraining {
    private final BlendSettings settings;
    private final Parts parts;
    private final RecommenderInput input;
    private final TrainingContext context;
    private final Parallel parallel;
    private final List<String> troubles = new ArrayList<>();

    /** A strategy that is there and what it has learned. */
    private record Learned(Offer offer, RecommenderModel model) {}

    /** The strategy goes while it trains: its work has to end, that of the others goes on. */
    private static final class Leaving extends CancellationException {
        private static final long serialVersionUID = 1L;
    }

    BlendTraining(BlendSettings settings, Parts parts, RecommenderInput input, TrainingContext context) {
        this.settings = settings;
        this.parts = parts;
        this.input = input;
        this.context = context;
        this.parallel = new Parallel(context.executor(), context.parallelism());
    }

    Mixture run() {
        List<Offer> present = settings.strategies().stream()
                .map(parts::find)
                .flatMap(Optional::stream)
                .toList();
        if (present.isEmpty()) {
            throw new TesseraException(
                    "none of the strategies " + String.join(", ", settings.strategies()) + " is here to be blended",
                    "install one, or name others in the setting strategies; here are: "
                            + String.join(", ", parts.names()));
        }
        present.forEach(this::checkSettings);
        double[] weights = new double[present.size()];
        Arrays.fill(weights, 1);
        Opinion.Scale scale = Opinion.Scale.RANK;
        if (settings.method() == BlendSettings.Method.WEIGHTS && present.size() > 1) {
            Selection selection = select(present);
            scale = selection.scale();
            weights = selection.weights();
        }
        return mixture(present, scale, weights);
    }

    private void checkSettings(Offer offer) {
        use(offer, strategy -> {
            settings.overridesOf(offer.name()).keySet().stream()
                    .filter(name -> !strategy.settings().containsKey(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new SettingException(
                                "settings",
                                offer.name() + " has no setting " + name,
                                "settings of " + offer.name() + ": "
                                        + String.join(", ", strategy.settings().keySet()));
                    });
            return strategy;
        });
    }

    private Mixture mixture(List<Offer> present, Opinion.Scale scale, double[] weights) {
        List<Seat> seats = new ArrayList<>();
        int items = 0;
        try {
            for (int part = 0; part < present.size(); part++) {
                @Nullable Learned learned = weights[part] > 0 ? learn(present.get(part), input, "") : null;
                if (learned != null) {
                    seats.add(Seat.filled(learned.offer(), weights[part], learned.model()));
                    items = Math.max(items, learned.model().items());
                }
            }
        } catch (RuntimeException e) {
            seats.forEach(Seat::close);
            throw e;
        }
        requireSome(seats);
        return new Mixture(items, scale, settings.k(), settings.depth(), seats);
    }

    private void requireSome(List<?> remaining) {
        if (remaining.isEmpty()) {
            throw new TesseraException(
                    "no part of the blend could be trained: " + String.join("; ", troubles),
                    "name other strategies, or set what is said here with the setting settings");
        }
    }

    private Selection select(List<Offer> present) {
        context.progress().report("holding out", 0, 1);
        HeldOut heldOut = HeldOut.of(input.interactions(), settings.share(), RandomStream.of(context.seed()));
        if (heldOut.customers().length == 0) {
            double[] equal = new double[present.size()];
            Arrays.fill(equal, 1);
            return new Selection(Opinion.Scale.RANK, equal, 0);
        }
        RecommenderInput rest = input.restrictedTo(heldOut.rest());
        List<Learned> learned = new ArrayList<>();
        try {
            for (Offer offer : present) {
                @Nullable Learned one = learn(offer, rest, "trying ");
                if (one != null) {
                    learned.add(one);
                }
            }
            requireSome(learned);
            return weigh(present, learned, heldOut);
        } finally {
            learned.forEach(one -> one.model().close());
        }
    }

    private Selection weigh(List<Offer> present, List<Learned> learned, HeldOut heldOut) {
        List<RecommenderModel> models = learned.stream().map(Learned::model).toList();
        int count = heldOut.customers().length;
        Judged[] judged = new Judged[count];
        parallel.ranges(
                count,
                16,
                () -> (from, to) -> {
                    for (int k = from; k < to; k++) {
                        int customer = heldOut.customers()[k];
                        judged[k] = Judged.of(
                                models,
                                customer,
                                heldOut.rest().history(customer),
                                heldOut.wanted().get(k),
                                settings);
                    }
                },
                done -> context.progress().report("asking", done, count));
        Opinion.Scale[] scales = Opinion.Scale.values();
        int rounds = scales.length * Selection.ROUNDS;
        @Nullable Selection best = null;
        for (Opinion.Scale scale : scales) {
            Selection one = Selection.of(
                    List.of(judged),
                    models.size(),
                    scale,
                    settings.cutoff(),
                    parallel,
                    round -> context.progress()
                            .report("weighing", (long) scale.ordinal() * Selection.ROUNDS + round, rounds));
            best = best == null || one.ndcg() > best.ndcg() ? one : best;
        }
        if (best == null) {
            throw new IllegalStateException("no scale was tried");
        }
        double[] weights = new double[present.size()];
        for (int k = 0; k < learned.size(); k++) {
            weights[present.indexOf(learned.get(k).offer())] = best.weights()[k];
        }
        return new Selection(best.scale(), weights, best.ndcg());
    }

    /** A part's model; null where the part is left out. */
    private @Nullable Learned learn(Offer offer, RecommenderInput from, String label) {
        try (Leased<Recommender>.Lease lease = offer.service().acquire().orElse(null)) {
            if (lease == null) {
                troubles.add(offer.name() + " went meanwhile");
                return null;
            }
            Progress progress = (phase, done, total) -> {
                if (lease.retired()) {
                    throw new Leaving();
                }
                context.progress().report(label + offer.name() + ": " + phase, done, total);
            };
            TrainingContext inner =
                    new TrainingContext(context.seed(), progress, context.executor(), context.parallelism());
            return new Learned(offer, lease.get().train(from, settings.overridesOf(offer.name()), inner));
        } catch (Leaving e) {
            troubles.add(offer.name() + " went meanwhile");
        } catch (SettingException e) {
            throw new SettingException("settings", offer.name() + ": " + e.getMessage(), e.hint());
        } catch (TesseraException e) {
            context.progress().report("leaving out " + label + offer.name(), 0, 0);
            troubles.add(offer.name() + ": " + e.getMessage());
        }
        return null;
    }

    private <R> Optional<R> use(Offer offer, Function<Recommender, R> question) {
        try (Leased<Recommender>.Lease lease = offer.service().acquire().orElse(null)) {
            return lease == null ? Optional.empty() : Optional.of(question.apply(lease.get()));
        }
    }
}
