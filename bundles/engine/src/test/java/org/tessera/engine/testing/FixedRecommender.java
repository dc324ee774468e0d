// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.TrainingContext;

/** Ranks items by index, from the lowest or the highest, and only for customers with a history where told so. */
public final class FixedRecommender implements Recommender {
    public final AtomicInteger closed = new AtomicInteger();
    public volatile boolean fails;
    /** Changes what the model says, where set. */
    public volatile java.util.function.UnaryOperator<Ranking> spoiler = ranking -> ranking;

    /** Hears every question. */
    public volatile java.util.function.Consumer<Query> listener = query -> {};

    private final boolean ascending;
    private final boolean needsHistory;

    public FixedRecommender(boolean ascending, boolean needsHistory) {
        this.ascending = ascending;
        this.needsHistory = needsHistory;
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of("ascending", ascending);
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        context.progress().report("training", 1, 1);
        return new FixedModel(input.interactions().items());
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return new FixedModel(new DataInputStream(in).readInt());
    }

    private final class FixedModel implements RecommenderModel {
        private final int items;

        private FixedModel(int items) {
            this.items = items;
        }

        @Override
        public int items() {
            return items;
        }

        @Override
        public Ranking recommend(Query query) {
            listener.accept(query);
            if (fails) {
                throw new IllegalStateException("out of order");
            }
            if (needsHistory && query.history().isEmpty()) {
                return new Ranking(new int[0], new double[0]);
            }
            int[] found = java.util.stream.IntStream.range(0, items)
                    .map(k -> ascending ? k : items - 1 - k)
                    .filter(query::admits)
                    .limit(query.n())
                    .toArray();
            double[] scores = new double[found.length];
            for (int k = 0; k < scores.length; k++) {
                scores[k] = score(found[k]);
            }
            return spoiler.apply(new Ranking(found, scores));
        }

        /** Falls from the first to the last, the same whatever is asked. */
        private double score(int item) {
            return ascending ? items - item : item + 1.0;
        }

        @Override
        public List<Reason> explain(Query query, int item) {
            return List.of(new Reason(
                    Reason.ITEM,
                    query.history().isEmpty() ? -1 : query.history().item(0),
                    "",
                    score(item)));
        }

        @Override
        public Map<String, Object> settings() {
            return Map.of("ascending", ascending);
        }

        @Override
        public void write(OutputStream out) throws IOException {
            DataOutputStream data = new DataOutputStream(out);
            data.writeInt(items);
            data.flush();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
