// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.factors;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tessera.api.data.Event;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.SettingException;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.numerics.parallel.ScratchPool;
import org.tessera.numerics.ranking.FactorScores;
import org.tessera.numerics.ranking.Rankings;
import org.tessera.numerics.ranking.Reasons;

/**
 * Factors of items, and customers that are folded in: the score of an item is the product of its factors with those
 * that follow from the history of the moment, plus the item's bias. No customer is kept, so the newest event counts at
 * once and somebody unknown is answered like anybody else. Immutable and safe for many threads.
 */
public final class FactorModel implements RecommenderModel {
    private final Format format;
    private final Map<String, Object> settings;
    private final FactorTable table;
    private final float[] biases;
    private final FoldIn foldIn;
    private final FactorScores factorScores;
    private final int[] unknown;
    private final ScratchPool<float[]> scratch;

    /**
     * How it is written.
     *
     * @param name of the format, such as the strategy's
     * @param version of the format
     */
    public record Format(String name, int version) {}

    /**
     * What the strategy knows of a model.
     *
     * @param settings every setting by name
     */
    public record Settled(Map<String, Object> settings, FoldIn foldIn) {}

    /** Makes settings out of their text, and reads what a {@link FoldIn} has written. */
    @FunctionalInterface
    public interface Reader {
        /**
         * @throws SettingException if a setting is unknown or out of range
         * @throws IOException if the stream holds what cannot be
         */
        Settled read(Map<String, String> texts, FactorTable table, ModelInput in) throws IOException;
    }

    /**
     * @param table factors of the items, not to be changed any more; a row of zeros for an item nothing is known of
     * @param biases added to the score of each item, or empty where there are none
     */
    public FactorModel(Format format, Settled settled, FactorTable table, float[] biases) {
        this.format = format;
        this.settings = settled.settings();
        this.foldIn = settled.foldIn();
        this.table = table;
        this.biases = biases;
        int columns = table.factors() + (biases.length > 0 ? 1 : 0);
        float[] matrix = new float[table.rows() * columns];
        for (int item = 0; item < table.rows(); item++) {
            System.arraycopy(table.values(), item * table.stride(), matrix, item * columns, table.factors());
            if (biases.length > 0) {
                matrix[item * columns + table.factors()] = biases[item];
            }
        }
        this.factorScores = FactorScores.of(matrix, table.rows(), columns);
        this.unknown = IntStream.range(0, table.rows())
                .filter(item -> !table.isKnown(item))
                .toArray();
        this.scratch = new ScratchPool<>(() -> new float[table.rows()]);
    }

    @Override
    public int items() {
        return table.rows();
    }

    @Override
    public Ranking recommend(Query query) {
        Evidences history = Evidences.of(query.history(), table, foldIn);
        if (history.size() == 0) {
            return Rankings.empty();
        }
        double[] sum = history.sum();
        double[] folded = sum.clone();
        foldIn.apply(history, sum, folded);
        float[] vector = new float[factorScores.factors()];
        for (int f = 0; f < folded.length; f++) {
            vector[f] = (float) folded[f];
        }
        if (biases.length > 0) {
            vector[folded.length] = 1f;
        }
        float[] scores = scratch.take();
        factorScores.score(vector, scores);
        for (int item : unknown) {
            scores[item] = Float.NaN;
        }
        for (int item = 0; item < scores.length && foldIn.isNonNegative(); item++) {
            scores[item] = scores[item] > 0f ? scores[item] : Float.NaN;
        }
        Ranking ranking = Rankings.best(scores, table.rows(), query);
        scratch.give(scores);
        return ranking;
    }

    @Override
    public List<Reason> explain(Query query, int item) {
        Evidences history = Evidences.of(query.history(), table, foldIn);
        if (item < 0 || item >= table.rows() || history.size() == 0 || !table.isKnown(item)) {
            return List.of();
        }
        double[] sum = history.sum();
        if (foldIn.isNonNegative()) {
            double[] folded = sum.clone();
            foldIn.apply(history, sum, folded);
            if (!(table.dot(item, folded) > 0)) {
                return List.of();
            }
        }
        double[] seen = table.row(item);
        foldIn.applyTransposed(history, sum, seen);
        List<Reason> reasons = new ArrayList<>();
        for (int k = 0; k < history.size(); k++) {
            int other = history.items()[k];
            reasons.add(new Reason(Reason.ITEM, other, "", history.counts()[k] * table.dot(other, seen)));
        }
        if (biases.length > 0) {
            reasons.add(new Reason(Reason.POPULARITY, Event.NONE, "", biases[item]));
        }
        return Reasons.weightiest(reasons);
    }

    /** Factors of the items; not to be changed. */
    public FactorTable table() {
        return table;
    }

    @Override
    public Map<String, Object> settings() {
        return settings;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        ModelOutput model = new ModelOutput(out, format.name(), format.version());
        model.writeTexts(settings);
        model.writeInt(table.rows());
        model.writeInt(table.factors());
        model.writeFloats(table.toMatrix());
        model.writeFloats(biases);
        foldIn.write(model);
        model.finish();
    }

    /** Reads what {@link #write} wrote. */
    public static FactorModel read(InputStream in, Format format, Reader reader) throws IOException {
        ModelInput model = new ModelInput(in, format.name(), format.version());
        Map<String, String> texts = model.readTexts();
        int rows = model.readInt();
        int factors = model.readInt();
        float[] matrix = model.readFloats();
        float[] biases = model.readFloats();
        if (rows < 0 || factors < 1 || (long) rows * factors != matrix.length) {
            throw new IOException("this model is damaged: " + matrix.length + " numbers for " + rows + " x " + factors);
        }
        if (biases.length > 0 && biases.length != rows) {
            throw new IOException("this model is damaged: " + biases.length + " biases for " + rows + " items");
        }
        try {
            FactorTable table = FactorTable.of(matrix, rows, factors);
            Settled settled = reader.read(texts, table, model);
            model.finish();
            return new FactorModel(format, settled, table, biases);
        } catch (SettingException e) {
            throw new IOException("the model's " + e.getMessage(), e);
        }
    }
}
