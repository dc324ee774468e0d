// SPDX-License-Identifier: Apache-2.0
package org.tessera.distribution;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.TrainingContext;

/**
 * Recommends what most customers have, and misbehaves as the file {@code behaviour} in its bundle says. Goes into jars of
 * {@link StrategyJars}; the tests never load it themselves.
 */
public final class TrialRecommender implements Recommender {
    private final String behaviour;

    public TrialRecommender() throws IOException {
        try (InputStream in = TrialRecommender.class.getResourceAsStream("/behaviour")) {
            behaviour = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (behaviour.equals("does not start")) {
            throw new IllegalStateException("no licence");
        }
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of("behaviour", behaviour);
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        if (behaviour.equals("throws")) {
            throw new IllegalStateException("out of order");
        }
        if (behaviour.equals("hangs")) {
            hang();
        }
        if (behaviour.equals("leaks a thread")) {
            Thread left = new Thread(TrialRecommender::hang, "left-behind");
            left.setDaemon(true);
            left.start();
        }
        SparseMatrix byItem = input.interactions().byItem();
        double[] counts = new double[input.interactions().items()];
        for (int item = 0; item < counts.length; item++) {
            counts[item] = behaviour.equals("is worse") ? -byItem.size(item) : byItem.size(item);
            context.progress().report("counting", item, counts.length);
        }
        return new Counts(behaviour, counts);
    }

    private static void hang() {
        CountDownLatch never = new CountDownLatch(1);
        boolean over = false;
        while (!over) {
            try {
                never.await();
                over = true;
            } catch (InterruptedException e) {
                // that is what it means to hang
            }
        }
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        double[] counts = new double[data.readInt()];
        for (int item = 0; item < counts.length; item++) {
            counts[item] = data.readDouble();
        }
        return new Counts(behaviour, counts);
    }

    private record Counts(String behaviour, double[] counts) implements RecommenderModel {
        @Override
        public int items() {
            return counts.length;
        }

        @Override
        public Ranking recommend(Query query) {
            int[] items = IntStream.range(0, counts.length)
                    .filter(item -> behaviour.equals("ignores exclusions") || query.admits(item))
                    .boxed()
                    .sorted((a, b) -> Double.compare(counts[b], counts[a]))
                    .limit(behaviour.equals("answers too much") ? query.n() + 1 : query.n())
                    .mapToInt(Integer::intValue)
                    .toArray();
            double[] scores =
                    IntStream.of(items).mapToDouble(item -> counts[item]).toArray();
            if (behaviour.equals("scores nothing") && scores.length > 0) {
                scores[0] = Double.NaN;
            }
            if (behaviour.equals("repeats itself") && items.length > 1) {
                items[1] = items[0];
            }
            return new Ranking(items, scores);
        }

        @Override
        public List<Reason> explain(Query query, int item) {
            double more = behaviour.equals("explains wrongly") ? 1 : 0;
            return List.of(new Reason(Reason.POPULARITY, -1, "", counts[item] + more));
        }

        @Override
        public Map<String, Object> settings() {
            return Map.of("behaviour", behaviour);
        }

        @Override
        public void write(OutputStream out) throws IOException {
            DataOutputStream data = new DataOutputStream(out);
            data.writeInt(counts.length);
            for (double count : counts) {
                data.writeDouble(behaviour.equals("forgets") ? -count : count);
            }
            data.flush();
        }
    }
}
