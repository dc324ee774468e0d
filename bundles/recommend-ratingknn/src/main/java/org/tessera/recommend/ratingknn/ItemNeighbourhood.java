// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.ratingknn;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.numerics.parallel.ScratchPool;
import org.tessera.numerics.ranking.Rankings;
import org.tessera.numerics.ranking.Reasons;
import org.tessera.numerics.ratings.Biases;
import org.tessera.numerics.ratings.Rated;
import org.tessera.recommend.ratingknn.RatingKnnSettings.Variant;

/** Items that customers rate alike: what the one asking has rated of an item's neighbours foretells its rating. */
final class ItemNeighbourhood implements Neighbourhood {
    private final RatingKnnSettings settings;
    private final Biases biases;
    private final Leanings leanings;
    private final ItemLists lists;
    private final ScratchPool<Scratch> scratch;

    ItemNeighbourhood(RatingKnnSettings settings, Biases biases, Leanings leanings, ItemLists lists) {
        this.settings = settings;
        this.biases = biases;
        this.leanings = leanings;
        this.lists = lists;
        this.scratch = new ScratchPool<>(() -> new Scratch(biases.size()));
    }

    /** Memory for a question, which remembers the last one: several are often about the same customer. */
    private static final class Scratch {
        /** Whether the customer has rated an item, and by how much more than expected. */
        private final boolean[] rated;

        private final double[] deviations;
        private int[] items = new int[0];
        private @Nullable History history;

        Scratch(int items) {
            rated = new boolean[items];
            deviations = new double[items];
        }
    }

    @Override
    public Biases biases() {
        return biases;
    }

    @Override
    public Asked ask(int customer, History history) {
        Scratch memory = scratch.take();
        Rated rated = biases.rated(history);
        double bias = biases.customer(rated);
        if (memory.history != history) {
            for (int item : memory.items) {
                memory.rated[item] = false;
            }
            for (int place = 0; place < rated.size(); place++) {
                int item = rated.items()[place];
                memory.rated[item] = true;
                memory.deviations[item] = deviation(item, rated.ratings()[place], bias);
            }
            memory.items = rated.items();
            memory.history = history;
        }
        return new Question(bias, memory);
    }

    private double deviation(int item, double rating, double bias) {
        return switch (settings.variant()) {
            case BASIC -> rating;
            case MEANS -> rating - leanings.means()[item];
            case ZSCORE -> (rating - leanings.means()[item]) / leanings.deviations()[item];
            case BASELINE -> rating - biases.level(item) - bias;
        };
    }

    private final class Question implements Asked {
        private final double bias;
        private final Scratch memory;

        Question(double bias, Scratch memory) {
            this.bias = bias;
            this.memory = memory;
        }

        @Override
        public boolean look(int item, Opinion opinion) {
            if (!biases.knows(item)) {
                return false;
            }
            begin(item, opinion);
            int end = lists.starts()[item + 1];
            for (int p = lists.starts()[item]; p < end && opinion.count < settings.k(); p++) {
                int other = lists.neighbours()[p];
                if (memory.rated[other]) {
                    opinion.add(lists.similarities()[p], memory.deviations[other]);
                }
            }
            return opinion.count >= settings.minK();
        }

        private void begin(int item, Opinion opinion) {
            opinion.clear();
            Variant variant = settings.variant();
            opinion.general = switch (variant) {
                case BASIC -> 0;
                case MEANS, ZSCORE -> leanings.means()[item];
                case BASELINE -> biases.level(item);
            };
            opinion.own = variant == Variant.BASELINE ? bias : 0;
            opinion.scale = variant == Variant.ZSCORE ? leanings.deviations()[item] : 1;
        }

        @Override
        public void scoreAll(double[] scores) {
            Opinion opinion = new Opinion();
            for (int item = 0; item < scores.length; item++) {
                scores[item] = look(item, opinion) ? opinion.score() : Double.NaN;
            }
        }

        @Override
        public double otherwise(int item) {
            return switch (settings.variant()) {
                case BASIC -> biases.scale().mean();
                case MEANS, ZSCORE ->
                    biases.knows(item) ? leanings.means()[item] : biases.scale().mean();
                case BASELINE -> biases.level(item) + bias;
            };
        }

        @Override
        public List<Reason> reasons(int item, Opinion opinion) {
            List<Reason> reasons = new ArrayList<>();
            if (settings.variant() == Variant.BASELINE) {
                reasons.add(biases.itemReason(item));
                reasons.add(Biases.customerReason(opinion.own));
            } else if (settings.variant() != Variant.BASIC) {
                reasons.add(new Reason(Reason.POPULARITY, Event.NONE, "", opinion.general));
            }
            int left = opinion.count;
            for (int p = lists.starts()[item]; left > 0; p++) {
                int other = lists.neighbours()[p];
                if (memory.rated[other]) {
                    double part = lists.similarities()[p] * memory.deviations[other] / opinion.similarity;
                    reasons.add(new Reason(Reason.ITEM, other, "", opinion.scale * part));
                    left--;
                }
            }
            return Reasons.weightiest(reasons);
        }

        @Override
        public void close() {
            scratch.give(memory);
        }
    }

    @Override
    public Ranking similar(int item, int n) {
        if (!biases.knows(item)) {
            return Rankings.empty();
        }
        int from = lists.starts()[item];
        int to = from + Math.min(n, lists.starts()[item + 1] - from);
        double[] scores = new double[to - from];
        for (int k = 0; k < scores.length; k++) {
            scores[k] = lists.similarities()[from + k];
        }
        return new Ranking(Arrays.copyOfRange(lists.neighbours(), from, to), scores);
    }

    @Override
    public void write(ModelOutput out) throws IOException {
        biases.write(out);
        out.writeFloats(leanings.means());
        out.writeFloats(leanings.deviations());
        out.writeDouble(leanings.overall());
        lists.write(out);
    }
}
