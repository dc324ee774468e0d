// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.ratingknn;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.ItemSet;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.numerics.parallel.ScratchPool;
import org.tessera.numerics.ranking.Rankings;
import org.tessera.numerics.ranking.Reasons;
import org.tessera.numerics.ratings.Biases;
import org.tessera.numerics.ratings.Rated;
import org.tessera.numerics.sparse.TopK;
import org.tessera.recommend.ratingknn.RatingKnnSettings.Variant;

/**
 * Customers who rate like the one asking. Who does is worked out from the history of the moment over the lists of
 * customers of its items, so the newest rating counts at once.
 */
final class CustomerNeighbourhood implements Neighbourhood {
    private final RatingKnnSettings settings;
    private final Biases biases;
    private final SparseMatrix byCustomer;
    private final SparseMatrix byItem;
    private final Leanings leanings;
    private final float[] customerBiases;
    private final ScratchPool<Scratch> scratch;

    CustomerNeighbourhood(RatingKnnSettings settings, Biases biases, SparseMatrix byCustomer, SparseMatrix byItem) {
        this.settings = settings;
        this.biases = biases;
        this.byCustomer = byCustomer;
        this.byItem = byItem;
        this.leanings = Leanings.of(byCustomer, biases.scale());
        this.customerBiases = new float[byCustomer.rows()];
        for (int c = 0; c < customerBiases.length; c++) {
            customerBiases[c] = (float) biases.customer(byCustomer, c);
        }
        this.scratch = new ScratchPool<>(() -> new Scratch(byCustomer.rows(), byCustomer.columns()));
    }

    /** Memory for a question, which remembers the last one: several are often about the same customer. */
    private static final class Scratch {
        private final Likeness.Sums sums;
        private final float[] similarities;
        private final Opinion[] opinions;
        private int[] nearest = new int[0];
        private @Nullable History history;
        private int customer;

        Scratch(int customers, int items) {
            sums = new Likeness.Sums(customers);
            similarities = new float[customers];
            opinions = Stream.generate(Opinion::new).limit(items).toArray(Opinion[]::new);
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
        if (memory.history != history || memory.customer != customer) {
            memory.history = null;
            find(rated, bias, customer, memory);
            memory.history = history;
            memory.customer = customer;
        }
        return new Question(rated, bias, memory);
    }

    private void find(Rated rated, double bias, int customer, Scratch memory) {
        for (int known : memory.nearest) {
            memory.similarities[known] = 0f;
        }
        boolean deviations = settings.likeness().comparesDeviations();
        Likeness.Sums sums = memory.sums;
        for (int place = 0; place < rated.size(); place++) {
            int item = rated.items()[place];
            double level = deviations ? biases.level(item) : 0;
            double x = rated.ratings()[place] - level - (deviations ? bias : 0);
            for (int p = byItem.start(item); p < byItem.end(item); p++) {
                int other = byItem.column(p);
                sums.add(other, x, byItem.value(p) - level - (deviations ? customerBiases[other] : 0));
            }
        }
        TopK best = new TopK(settings.candidates());
        for (int k = 0; k < sums.count(); k++) {
            int other = sums.row(k);
            float similarity = settings.likeness().of(sums, other);
            if (similarity > 0 && other != customer) {
                best.offer(other, similarity);
            }
        }
        sums.clear();
        double[] similarities = new double[best.size()];
        memory.nearest = best.drain(similarities);
        for (int k = 0; k < similarities.length; k++) {
            memory.similarities[memory.nearest[k]] = (float) similarities[k];
        }
    }

    /** How far a neighbour's rating is from what was to be expected. */
    private double deviation(int customer, int item, double rating) {
        return switch (settings.variant()) {
            case BASIC -> rating;
            case MEANS -> rating - leanings.means()[customer];
            case ZSCORE -> (rating - leanings.means()[customer]) / leanings.deviations()[customer];
            case BASELINE -> rating - biases.level(item) - customerBiases[customer];
        };
    }

    private final class Question implements Asked {
        private final Scratch memory;
        private final double bias;
        private final Leanings.One own;

        Question(Rated rated, double bias, Scratch memory) {
            this.memory = memory;
            this.bias = bias;
            this.own = Leanings.one(rated.ratings(), biases.scale().mean(), leanings.overall());
        }

        @Override
        public boolean look(int item, Opinion opinion) {
            if (!biases.knows(item)) {
                return false;
            }
            begin(item, opinion);
            TopK best = new TopK(settings.k());
            for (int p = byItem.start(item); p < byItem.end(item); p++) {
                float similarity = memory.similarities[byItem.column(p)];
                if (similarity > 0) {
                    best.offer(p, similarity);
                }
            }
            double[] similarities = new double[best.size()];
            int[] positions = best.drain(similarities);
            for (int k = 0; k < positions.length; k++) {
                int p = positions[k];
                opinion.add(similarities[k], deviation(byItem.column(p), item, byItem.value(p)));
            }
            return opinion.count >= settings.minK();
        }

        private void begin(int item, Opinion opinion) {
            opinion.clear();
            Variant variant = settings.variant();
            opinion.general = variant == Variant.BASELINE ? biases.level(item) : 0;
            opinion.own = switch (variant) {
                case BASIC -> 0;
                case MEANS, ZSCORE -> own.mean();
                case BASELINE -> bias;
            };
            opinion.scale = variant == Variant.ZSCORE ? own.deviation() : 1;
        }

        /** Goes through the neighbours, nearest first: an item has enough once k of them have rated it. */
        @Override
        public void scoreAll(double[] scores) {
            Opinion[] opinions = memory.opinions;
            for (int item = 0; item < opinions.length; item++) {
                begin(item, opinions[item]);
            }
            for (int neighbour : memory.nearest) {
                float similarity = memory.similarities[neighbour];
                for (int p = byCustomer.start(neighbour); p < byCustomer.end(neighbour); p++) {
                    int item = byCustomer.column(p);
                    if (opinions[item].count < settings.k()) {
                        opinions[item].add(similarity, deviation(neighbour, item, byCustomer.value(p)));
                    }
                }
            }
            for (int item = 0; item < opinions.length; item++) {
                scores[item] = opinions[item].count >= settings.minK() ? opinions[item].score() : Double.NaN;
            }
        }

        @Override
        public double otherwise(int item) {
            return switch (settings.variant()) {
                case BASIC -> biases.scale().mean();
                case MEANS, ZSCORE -> own.mean();
                case BASELINE -> biases.level(item) + bias;
            };
        }

        @Override
        public List<Reason> reasons(int item, Opinion opinion) {
            List<Reason> reasons = new ArrayList<>();
            if (settings.variant() == Variant.BASELINE) {
                reasons.add(biases.itemReason(item));
            }
            if (settings.variant() != Variant.BASIC) {
                reasons.add(
                        settings.variant() == Variant.BASELINE
                                ? Biases.customerReason(opinion.own)
                                : new Reason(Biases.CUSTOMER, Event.NONE, "rates so on average", opinion.own));
            }
            reasons.add(new Reason(
                    Reason.CUSTOMERS,
                    Event.NONE,
                    Integer.toString(opinion.count),
                    opinion.scale * opinion.weighted / opinion.similarity));
            return Reasons.weightiest(reasons);
        }

        @Override
        public void close() {
            scratch.give(memory);
        }
    }

    /** Items that the same customers rate alike: by the measure's own formula, the other way round. */
    @Override
    public Ranking similar(int item, int n) {
        if (!biases.knows(item)) {
            return Rankings.empty();
        }
        Likeness.Sums sums = new Likeness.Sums(byItem.rows());
        boolean deviations = settings.likeness().comparesDeviations();
        for (int p = byItem.start(item); p < byItem.end(item); p++) {
            int customer = byItem.column(p);
            double bias = deviations ? customerBiases[customer] : 0;
            double x = byItem.value(p) - bias - (deviations ? biases.level(item) : 0);
            for (int q = byCustomer.start(customer); q < byCustomer.end(customer); q++) {
                int other = byCustomer.column(q);
                sums.add(other, x, byCustomer.value(q) - bias - (deviations ? biases.level(other) : 0));
            }
        }
        double[] scores = new double[byItem.rows()];
        Arrays.fill(scores, Double.NaN);
        for (int k = 0; k < sums.count(); k++) {
            float similarity = settings.likeness().of(sums, sums.row(k));
            if (similarity > 0 && sums.row(k) != item) {
                scores[sums.row(k)] = similarity;
            }
        }
        return Rankings.best(
                scores, scores.length, new Query(Event.NONE, History.empty(), n, ItemSet.all(), ItemSet.none()));
    }

    @Override
    public void write(ModelOutput out) throws IOException {
        biases.write(out);
        out.writeMatrix(byCustomer);
    }
}
