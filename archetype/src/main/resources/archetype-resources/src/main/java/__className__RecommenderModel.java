package ${package};

import ${package}.${className}Recommender.Config;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
import org.tessera.numerics.sparse.SparseSums;
import org.tessera.numerics.sparse.TopK;

/** What each item says for which others. Immutable and safe for many threads. */
final class ${className}RecommenderModel implements RecommenderModel {
    /** Stands at the head of every saved model, so that no other strategy takes it for its own. */
    private static final String FORMAT = "${package}";

    /** To be raised when what is written changes; what is read may then depend on {@link ModelInput#version()}. */
    private static final int VERSION = 1;

    private final Map<String, Object> settings;
    private final SparseMatrix companions;

    // Used again from question to question. Never a thread local: it would keep this bundle's classes for ever.
    private final ScratchPool<SparseSums> scratch;

    /** @param companions items by items: what the item of the row says for that of the column, above 0 */
    ${className}RecommenderModel(Map<String, Object> settings, SparseMatrix companions) {
        this.settings = settings;
        this.companions = companions;
        this.scratch = new ScratchPool<>(() -> new SparseSums(companions.columns()));
    }

    @Override
    public int items() {
        return companions.rows();
    }

    @Override
    public Ranking recommend(Query query) {
        SparseSums scores = scratch.take();
        History history = query.history();
        // The history may hold items that are newer than this model.
        for (int place = 0; place < history.size() && history.item(place) < items(); place++) {
            if (history.weight(place) > 0) {
                scores.addRow(companions, history.item(place), 1);
            }
        }
        TopK best = new TopK(query.n());
        for (int k = 0; k < scores.count(); k++) {
            int item = scores.index(k);
            if (query.admits(item)) {
                best.offer(item, scores.sum(item));
            }
        }
        scores.clear();
        scratch.give(scores);
        double[] found = new double[best.size()];
        return new Ranking(best.drain(found), found);
    }

    /** One reason for each item of the history that speaks for this one; together they are its score. */
    @Override
    public List<Reason> explain(Query query, int item) {
        if (item < 0 || item >= items()) {
            return List.of();
        }
        List<Reason> reasons = new ArrayList<>();
        History history = query.history();
        for (int place = 0; place < history.size() && history.item(place) < items(); place++) {
            int p = companions.find(history.item(place), item);
            if (p >= 0 && history.weight(place) > 0) {
                reasons.add(new Reason(Reason.ITEM, history.item(place), "", companions.value(p)));
            }
        }
        reasons.sort(Comparator.comparingDouble(Reason::weight).reversed());
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
        model.writeMatrix(companions);
        model.finish();
    }

    static ${className}RecommenderModel read(InputStream in) throws IOException {
        ModelInput model = new ModelInput(in, FORMAT, VERSION);
        Map<String, String> texts = model.readTexts();
        SparseMatrix companions = model.readMatrix();
        model.finish();
        try {
            Config config = Settings.overlay(Config.class, Settings.defaults(Config.class), texts);
            return new ${className}RecommenderModel(Settings.describe(Config.class, config), companions);
        } catch (SettingException e) {
            throw new IOException("the model's " + e.getMessage(), e);
        }
    }
}
