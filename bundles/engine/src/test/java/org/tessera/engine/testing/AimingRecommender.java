// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.SettingException;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.api.strategy.Tunable;

/** Ranks items by how near their index is to a setting, whoever asks: what the best setting is, is plain. */
public final class AimingRecommender implements Recommender {
    public final AtomicInteger trainings = new AtomicInteger();

    /** Done before a model is trained. */
    public volatile Runnable before = () -> {};

    @Override
    public Map<String, Object> settings() {
        return Map.of("aim", 5.0, "mood", "calm");
    }

    @Override
    public List<Tunable> tunables() {
        return List.of(Tunable.linear("aim", 0, 99), Tunable.choice("mood", "calm", "calm", "calm", "wild", "greedy"));
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        before.run();
        trainings.incrementAndGet();
        context.progress().report("aiming", 1, 1);
        String mood = overrides.containsKey("mood") ? overrides.get("mood").toString() : "calm";
        if (mood.equals("wild")) {
            throw new SettingException("mood", "wild is out of range", "be calm");
        } else if (mood.equals("greedy")) {
            throw new OutOfMemoryError("greedy");
        }
        double aim = overrides.containsKey("aim") ? Double.parseDouble(overrides.get("aim").toString()) : 5;
        if (!(aim >= 0 && aim <= 99)) {
            throw new SettingException("aim", aim + " is out of range, expected 0 to 99", "give 0 to 99");
        }
        return new AimingModel(aim, input.interactions().items());
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        return new AimingModel(data.readDouble(), data.readInt());
    }

    private record AimingModel(double aim, int items) implements RecommenderModel {
        @Override
        public Ranking recommend(Query query) {
            int[] found = IntStream.range(0, items)
                    .filter(query::admits)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer item) -> Math.abs(item - aim)))
                    .limit(query.n())
                    .mapToInt(item -> item)
                    .toArray();
            return new Ranking(
                    found, IntStream.of(found).mapToDouble(item -> 100 - Math.abs(item - aim)).toArray());
        }

        @Override
        public List<Reason> explain(Query query, int item) {
            return List.of(new Reason(Reason.POPULARITY, -1, "", 100 - Math.abs(item - aim)));
        }

        @Override
        public Map<String, Object> settings() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("aim", aim);
            all.put("mood", "calm");
            return all;
        }

        @Override
        public void write(OutputStream out) throws IOException {
            DataOutputStream data = new DataOutputStream(out);
            data.writeDouble(aim);
            data.writeInt(items);
            data.flush();
        }
    }
}
