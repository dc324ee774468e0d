// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.RatingModel;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.TrainingContext;

/** Foretells the same rating of everything by everybody, and has a reason for items with an even index. */
public record SameRating(double rating) implements Recommender {
    @Override
    public Map<String, Object> settings() {
        return Map.of("rating", rating);
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Object own = overrides.get("rating");
        return new Model(own == null ? rating : Double.parseDouble(own.toString()));
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return new Model(new DataInputStream(in).readDouble());
    }

    private record Model(double rating) implements RatingModel {
        @Override
        public double predict(int customer, History history, int item) {
            return rating;
        }

        @Override
        public int items() {
            return 0;
        }

        @Override
        public Ranking recommend(Query query) {
            return new Ranking(new int[0], new double[0]);
        }

        @Override
        public List<Reason> explain(Query query, int item) {
            return item % 2 == 0 ? List.of(new Reason(Reason.POPULARITY, Event.NONE, "", rating)) : List.of();
        }

        @Override
        public Map<String, Object> settings() {
            return Map.of("rating", rating);
        }

        @Override
        public void write(OutputStream out) throws IOException {
            DataOutputStream data = new DataOutputStream(out);
            data.writeDouble(rating);
            data.flush();
        }
    }
}
