// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.ratings;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.RatingModel;
import org.tessera.api.recommend.Reason;
import org.tessera.api.strategy.SettingException;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.numerics.parallel.ScratchPool;
import org.tessera.numerics.ranking.FactorScores;
import org.tessera.numerics.ranking.Rankings;
import org.tessera.numerics.ranking.Reasons;

/**
 * Ratings from biases and factors: r = mean + b_i + b_u + q_i · (p_u + z_u) with z_u the mean of what the rated items say
 * by having been rated, where there is such a thing (Koren, "Factorization Meets the Neighborhood", KDD 2008, equation
 * 15). The model holds the items' side only. What belongs to the customer is folded in with every question: b_u and p_u
 * by least squares with a penalty over the ratings of the history, so the newest rating counts at once and customers
 * unknown at training time are answered like any other.
 *
 * <p>Being linear in the ratings, an answer can be taken apart into what each of them adds, which are its reasons (Hu,
 * Koren and Volinsky, "Collaborative Filtering for Implicit Feedback Datasets", ICDM 2008, section 5). Scores of a
 * ranking are not cut to the scale, so that the best of them can be told apart. Immutable and safe for many threads.
 */
public final class FactorRatingModel implements RatingModel {
    private final String format;
    private final int version;
    private final Map<String, Object> settings;
    private final Biases biases;
    private final ItemFactors factors;
    private final Penalties penalties;
    private final FactorScores packed;
    private final ScratchPool<Scratch> scratch;

    /**
     * What is held against large values when a customer is folded in, in units of ratings: the same for everybody, so that
     * someone with few ratings is thought to be like others and someone with many is not.
     *
     * @param bias penalty of the squared bias, above 0
     * @param factors penalty of each squared factor, above 0
     */
    public record Penalties(double bias, double factors) {}

    /**
     * What items are described by.
     *
     * @param count number of factors
     * @param unit ratings per unit of a product of factors
     * @param explicit items by factors, row by row; 0 for items that nobody rated
     * @param implicit items by factors, what having rated an item says; empty where that is not made use of
     */
    public record ItemFactors(int count, double unit, float[] explicit, float[] implicit) {}

    /** Makes settings, and the penalties they set, out of their text. */
    @FunctionalInterface
    public interface SettingsReader {
        /** @throws SettingException if one is unknown or out of range */
        Settled read(Map<String, String> texts);
    }

    /** Settings as a model shows them, and the penalties they set. */
    public record Settled(Map<String, Object> settings, Penalties penalties) {}

    /** What is known of who asks. */
    private record Folded(Rated rated, double bias, float[] vector) {}

    private static final class Scratch {
        private final float[] scores;
        private final RidgeSolver solver;
        private final double[] solution;
        private @Nullable History last;
        private @Nullable Folded folded;

        Scratch(int items, int factors) {
            this.scores = new float[items];
            this.solver = new RidgeSolver(factors);
            this.solution = new double[factors + 1];
        }
    }

    /**
     * @param format name of the format in which it is written, such as the strategy's
     * @param version of the format
     */
    public FactorRatingModel(String format, int version, Settled settled, Biases biases, ItemFactors factors) {
        this.format = format;
        this.version = version;
        this.settings = settled.settings();
        this.penalties = settled.penalties();
        this.biases = biases;
        this.factors = factors;
        this.packed = FactorScores.of(factors.explicit(), biases.size(), factors.count());
        this.scratch = new ScratchPool<>(() -> new Scratch(biases.size(), factors.count()));
    }

    @Override
    public int items() {
        return biases.size();
    }

    @Override
    public double predict(int customer, History history, int item) {
        Scratch memory = scratch.take();
        Folded folded = folded(history, memory);
        scratch.give(memory);
        double product = biases.knows(item) ? packed.score(folded.vector(), item) : 0;
        return biases.scale().clip(biases.level(item) + folded.bias() + factors.unit() * product);
    }

    @Override
    public Ranking recommend(Query query) {
        Scratch memory = scratch.take();
        Folded folded = folded(query.history(), memory);
        float[] scores = memory.scores;
        packed.score(folded.vector(), scores);
        for (int item = 0; item < scores.length; item++) {
            scores[item] = biases.knows(item)
                    ? (float) (biases.level(item) + folded.bias() + factors.unit() * scores[item])
                    : Float.NaN;
        }
        Ranking ranking = Rankings.best(scores, scores.length, query);
        scratch.give(memory);
        return ranking;
    }

    @Override
    public List<Reason> explain(Query query, int item) {
        if (!biases.knows(item)) {
            return List.of();
        }
        Scratch memory = scratch.take();
        memory.last = null;
        Folded folded = folded(query.history(), memory);
        List<Reason> reasons = new ArrayList<>();
        reasons.add(biases.itemReason(item));
        Rated rated = folded.rated();
        if (rated.size() > 0) {
            reasons.add(Biases.customerReason(folded.bias()));
            addParts(rated, item, memory, reasons);
        }
        scratch.give(memory);
        return Reasons.weightiest(reasons);
    }

    /** What each rating adds, by way of its row of the inverse that has folded the customer in. */
    private void addParts(Rated rated, int item, Scratch memory, List<Reason> reasons) {
        int f = factors.count();
        double[] row = memory.solution;
        row[0] = 0;
        for (int k = 0; k < f; k++) {
            row[k + 1] = factors.explicit()[item * f + k];
        }
        memory.solver.substitute(row);
        float[] implied = implied(rated);
        for (int place = 0; place < rated.size(); place++) {
            int other = rated.items()[place];
            double part = row[0];
            for (int k = 0; k < f; k++) {
                part += row[k + 1] * factors.explicit()[other * f + k];
            }
            part *= residual(rated, place, implied);
            if (factors.implicit().length > 0) {
                double dot = 0;
                for (int k = 0; k < f; k++) {
                    dot += (double) factors.explicit()[item * f + k] * factors.implicit()[other * f + k];
                }
                part += dot / Math.sqrt(rated.size());
            }
            reasons.add(new Reason(Reason.ITEM, other, "", factors.unit() * part));
        }
    }

    private Folded folded(History history, Scratch memory) {
        Folded known = memory.folded;
        if (known != null && memory.last == history) {
            return known;
        }
        Rated rated = biases.rated(history);
        float[] implied = implied(rated);
        Folded folded;
        if (rated.size() == 0) {
            folded = new Folded(rated, 0, implied);
        } else {
            RidgeSolver solver = memory.solver;
            solver.clear();
            for (int place = 0; place < rated.size(); place++) {
                int offset = rated.items()[place] * factors.count();
                solver.add(factors.explicit(), offset, residual(rated, place, implied));
            }
            solver.factorise(penalties.bias(), penalties.factors());
            solver.solve(memory.solution);
            for (int k = 0; k < implied.length; k++) {
                implied[k] += (float) memory.solution[k + 1];
            }
            folded = new Folded(rated, factors.unit() * memory.solution[0], implied);
        }
        memory.last = history;
        memory.folded = folded;
        return folded;
    }

    /** What a rating leaves to the customer's own bias and factors, in units. */
    private double residual(Rated rated, int place, float[] implied) {
        int item = rated.items()[place];
        double left = (rated.ratings()[place] - biases.level(item)) / factors.unit();
        return factors.implicit().length == 0 ? left : left - packed.score(implied, item);
    }

    private float[] implied(Rated rated) {
        int f = factors.count();
        float[] sum = new float[f];
        if (factors.implicit().length > 0 && rated.size() > 0) {
            for (int item : rated.items()) {
                for (int k = 0; k < f; k++) {
                    sum[k] += factors.implicit()[item * f + k];
                }
            }
            float norm = (float) (1 / Math.sqrt(rated.size()));
            for (int k = 0; k < f; k++) {
                sum[k] *= norm;
            }
        }
        return sum;
    }

    /** Items of which the factors point the same way, by the cosine of the angle between them. */
    @Override
    public Ranking similar(int item, int n) {
        if (!biases.knows(item)) {
            return Rankings.empty();
        }
        float[] own = packed.row(item);
        float[] scores = new float[items()];
        packed.score(own, scores);
        double length = Math.sqrt(packed.score(own, item));
        for (int other = 0; other < scores.length; other++) {
            double cosine = scores[other] / (length * Math.sqrt(square(other)));
            scores[other] = cosine > 0 && biases.knows(other) ? (float) cosine : Float.NaN;
        }
        scores[item] = Float.NaN;
        return Rankings.best(
                scores, scores.length, new Query(Event.NONE, History.empty(), n, ItemSet.all(), ItemSet.none()));
    }

    private double square(int item) {
        double sum = 0;
        for (int at = item * factors.count(); at < (item + 1) * factors.count(); at++) {
            sum += (double) factors.explicit()[at] * factors.explicit()[at];
        }
        return sum;
    }

    @Override
    public Map<String, Object> settings() {
        return settings;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        ModelOutput model = new ModelOutput(out, format, version);
        model.writeTexts(settings);
        biases.write(model);
        model.writeInt(factors.count());
        model.writeDouble(factors.unit());
        model.writeFloats(factors.explicit());
        model.writeFloats(factors.implicit());
        model.finish();
    }

    /** Reads what {@link #write} wrote. */
    public static FactorRatingModel read(InputStream in, String format, int version, SettingsReader reader)
            throws IOException {
        ModelInput model = new ModelInput(in, format, version);
        Map<String, String> texts = model.readTexts();
        Biases biases = Biases.read(model);
        ItemFactors factors =
                new ItemFactors(model.readInt(), model.readDouble(), model.readFloats(), model.readFloats());
        model.finish();
        long expected = (long) biases.size() * factors.count();
        if (factors.count() < 1
                || factors.explicit().length != expected
                || (factors.implicit().length != 0 && factors.implicit().length != expected)) {
            throw new IOException("the model has " + factors.explicit().length + " numbers for " + biases.size()
                    + " items of " + factors.count() + " factors");
        }
        try {
            return new FactorRatingModel(format, version, reader.read(texts), biases, factors);
        } catch (SettingException e) {
            throw new IOException("the model's " + e.getMessage(), e);
        }
    }
}
