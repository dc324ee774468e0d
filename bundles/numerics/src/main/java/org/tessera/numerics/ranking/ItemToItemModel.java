// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.ranking;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.History;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.SettingException;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.numerics.parallel.ScratchPool;
import org.tessera.numerics.sparse.Evidence;
import org.tessera.numerics.sparse.SparseSums;

/**
 * What each item says for which others: neighbours, weights of a linear model, probabilities of a walk. An answer adds
 * up the rows of the items in the history, each times what the customer's weight counts for, and these parts are its
 * reasons; so the newest event counts at once. Immutable and safe for many threads.
 */
public final class ItemToItemModel implements RecommenderModel {
    private final String format;
    private final int version;
    private final Settled settled;
    private final SparseMatrix influence;
    private final boolean signed;
    private final ScratchPool<SparseSums> scratch;
    private final ScratchPool<double[]> signedScratch;

    /**
     * Settings as a model shows them, and what they mean for an answer.
     *
     * @param settings every setting by name
     */
    public record Settled(Map<String, Object> settings, Evidence evidence) {}

    /** Makes settings out of their text. */
    @FunctionalInterface
    public interface SettingsReader {
        /** @throws SettingException if one is unknown or out of range */
        Settled read(Map<String, String> texts);
    }

    /**
     * @param format name of the format in which it is written, such as the strategy's
     * @param version of the format
     * @param influence items by items, value (i, j) being what item i in a history says for item j; not 0, and
     *     where none is below 0, answers are quicker
     */
    public ItemToItemModel(String format, int version, Settled settled, SparseMatrix influence) {
        this.format = format;
        this.version = version;
        this.settled = settled;
        this.influence = influence;
        this.signed = isSigned(influence);
        this.scratch = new ScratchPool<>(() -> new SparseSums(influence.columns()));
        this.signedScratch = new ScratchPool<>(() -> new double[influence.columns()]);
    }

    @Override
    public int items() {
        return influence.rows();
    }

    private static boolean isSigned(SparseMatrix influence) {
        for (int p = 0; p < influence.size(); p++) {
            if (influence.value(p) < 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Ranking recommend(Query query) {
        if (signed) {
            return recommendSigned(query);
        }
        SparseSums scores = scratch.take();
        History history = query.history();
        long additions = 0;
        for (int place = 0; place < history.size() && history.item(place) < items(); place++) {
            additions += influence.size(history.item(place));
        }
        scores.expect(additions);
        for (int place = 0; place < history.size() && history.item(place) < items(); place++) {
            scores.addRow(influence, history.item(place), settled.evidence().of(history.weight(place)));
        }
        Ranking ranking = Rankings.best(scores, 1, query);
        scores.clear();
        scratch.give(scores);
        return ranking;
    }

    private Ranking recommendSigned(Query query) {
        double[] scores = signedScratch.take();
        Arrays.fill(scores, Double.NaN);
        History history = query.history();
        for (int place = 0; place < history.size() && history.item(place) < items(); place++) {
            int item = history.item(place);
            double weight = settled.evidence().of(history.weight(place));
            for (int p = influence.start(item); weight > 0 && p < influence.end(item); p++) {
                int other = influence.column(p);
                double before = scores[other];
                // NaN marks what nothing speaks for or against.
                scores[other] = (Double.isNaN(before) ? 0 : before) + weight * influence.value(p);
            }
        }
        Ranking ranking = Rankings.best(scores, items(), query);
        signedScratch.give(scores);
        return ranking;
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
            float weight = settled.evidence().of(history.weight(place));
            if (p >= 0 && weight > 0) {
                reasons.add(new Reason(Reason.ITEM, history.item(place), "", (double) weight * influence.value(p)));
            }
        }
        return Reasons.weightiest(reasons);
    }

    /** Items by items, what each says for the others. */
    public SparseMatrix influence() {
        return influence;
    }

    @Override
    public Map<String, Object> settings() {
        return settled.settings();
    }

    @Override
    public void write(OutputStream out) throws IOException {
        ModelOutput model = new ModelOutput(out, format, version);
        model.writeTexts(settled.settings());
        model.writeMatrix(influence);
        model.finish();
    }

    /** Reads what {@link #write} wrote. */
    public static ItemToItemModel read(InputStream in, String format, int version, SettingsReader reader)
            throws IOException {
        ModelInput model = new ModelInput(in, format, version);
        Map<String, String> texts = model.readTexts();
        SparseMatrix influence = model.readMatrix();
        model.finish();
        if (influence.rows() != influence.columns()) {
            throw new IOException("the model has " + influence + ", expected as many rows as columns");
        }
        try {
            return new ItemToItemModel(format, version, reader.read(texts), influence);
        } catch (SettingException e) {
            throw new IOException("the model's " + e.getMessage(), e);
        }
    }
}
