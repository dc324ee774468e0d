// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.neumf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.nets.HistorySums;
import org.tessera.numerics.random.RandomStream;
import org.tessera.tck.SampleCatalog;
import org.tessera.tck.SampleInteractions;

class NeuMfRecommenderTest {
    private static final int ITEMS = 12;

    /** What the parts laid out for answers say is what the formula of the paper says, worked out plainly. */
    @Test
    void answersByTheFormulaOfThePaper() {
        int d = 3;
        int[] layers = {5, 4};
        Network network = new Network(ITEMS, d, layers, RandomStream.of(4));
        randomise(network, 5);
        Scorer scorer = Scorer.of(network, IntStream.range(0, ITEMS).toArray(), layers);
        Scorer.Scratch scratch = scorer.new Scratch();
        RandomStream random = RandomStream.of(6);
        for (int f = 0; f < 2 * d; f++) {
            scratch.customer[f] = (float) random.nextDouble() - .5f;
        }
        float[] customer = scratch.customer.clone();
        scorer.score(scratch);
        for (int item = 0; item < ITEMS; item++) {
            double expected = logit(network, layers, customer, item);
            assertThat((double) scratch.scores[item]).isCloseTo(expected, within(1e-5));
            float all = scratch.scores[item];
            assertThat(scorer.score(scorer.new Scratch(), item)).isNotNaN();
            assertThat(scorer.score(scratch, item)).isEqualTo(all);
        }
    }

    /** Derivatives of a batch's loss, masked histories included, against differences. */
    @Test
    void derivesAsDifferencesDo() {
        int d = 2;
        int[] layers = {4, 3};
        Network network = new Network(ITEMS, d, layers, RandomStream.of(1));
        randomise(network, 2);
        SparseMatrix pairs = SparseMatrix.of(
                2, ITEMS, new int[] {0, 3, 7}, new int[] {0, 4, 7, 1, 2, 4, 9}, new float[] {1, .5f, 1, 1, .2f, 1, 1});
        Sampled sampled = new Sampled(network, pairs);
        Batch batch = sampled.batch(3);
        int samples = batch.samples();
        float[] parameters = new float[network.parameters().weights().length];
        float[] customers = new float[samples * 2 * d];
        float[] candidates = new float[samples * (2 * d + 1)];
        new BatchGradient(network, batch).run(0, samples, parameters, customers, candidates);
        for (int k = 0; k < parameters.length; k++) {
            assertThat((double) parameters[k])
                    .isCloseTo(sampled.slope(network.parameters().weights(), k), within(2e-2));
        }
        float[] byCandidate = new float[ITEMS * (2 * d + 1)];
        float[] byHistory = new float[ITEMS * 2 * d];
        for (int s = 0; s < samples; s++) {
            for (int f = 0; f <= 2 * d; f++) {
                byCandidate[batch.item[s] * (2 * d + 1) + f] += candidates[s * (2 * d + 1) + f];
            }
            for (int f = 0; f < 2 * d; f++) {
                int customer = batch.slot[s];
                for (int p = pairs.start(customer); p < pairs.end(customer); p++) {
                    byHistory[pairs.column(p) * 2 * d + f] += pairs.value(p) * customers[s * 2 * d + f];
                }
                byHistory[batch.item[s] * 2 * d + f] -= batch.own[s] * customers[s * 2 * d + f];
            }
        }
        for (int k = 0; k < byCandidate.length; k++) {
            assertThat((double) byCandidate[k])
                    .isCloseTo(sampled.slope(network.candidates().weights(), k), within(2e-2));
        }
        for (int k = 0; k < byHistory.length; k++) {
            assertThat((double) byHistory[k])
                    .isCloseTo(sampled.slope(network.history().weights(), k), within(2e-2));
        }
    }

    @Test
    void leavesOutItemsNobodyHas() {
        RecommenderModel model = train(SampleInteractions.of(1), Map.of());
        Query query = asking(History.of(4, 8, 12));
        assertThat(model.recommend(query).items()).doesNotContain(SampleInteractions.NOBODYS);
        assertThat(model.explain(query, SampleInteractions.NOBODYS)).isEmpty();
        assertThat(model.recommend(asking(History.of(SampleInteractions.NOBODYS)))
                        .size())
                .isZero();
        assertThat(model.recommend(asking(History.empty())).size()).isZero();
    }

    /** Items of the same taste speak for one more than items of another taste do. */
    @Test
    void namesTheItemsThatSpeakForAnAnswer() {
        RecommenderModel model = train(SampleInteractions.of(1), Map.of());
        Query query = asking(History.of(4, 8, 12, 13));
        Ranking ranking = model.recommend(query);
        List<Reason> reasons = model.explain(query, 16);
        double score = ranking.scores()[
                IntStream.range(0, ranking.size())
                        .filter(place -> ranking.items()[place] == 16)
                        .findFirst()
                        .orElseThrow()];
        assertThat(reasons).extracting(Reason::kind).contains(Reason.ITEM, Reason.POPULARITY);
        assertThat(reasons.stream().mapToDouble(Reason::weight).sum()).isCloseTo(score, within(1e-6));
        assertThat(reasons.stream()
                        .filter(reason -> reason.kind().equals(Reason.ITEM))
                        .map(Reason::item))
                .endsWith(13);
    }

    @Test
    void survivesTinyShops() {
        for (int[] shape : new int[][] {{1, 1}, {1, 5}, {5, 1}, {2, 2}}) {
            Interactions.Builder pairs = Interactions.Builder.binary();
            for (int c = 0; c < shape[0]; c++) {
                for (int i = 0; i < shape[1]; i++) {
                    pairs.add(c, i, 1f);
                }
            }
            RecommenderModel tiny = train(pairs.build(shape[0], shape[1]), Map.of("epochs", "1"));
            Ranking ranking = tiny.recommend(asking(History.of(0)));
            assertThat(ranking.size()).isLessThanOrEqualTo(shape[1]);
            assertThat(Arrays.stream(ranking.scores()).allMatch(Double::isFinite))
                    .isTrue();
        }
    }

    /** Draws a batch of both customers, the same every time. */
    private record Sampled(Network network, SparseMatrix pairs) {
        Batch batch(int negatives) {
            HistorySums histories = new HistorySums(pairs, network.history(), 0, .5, 2);
            Batch batch = new Batch(pairs, IntStream.range(0, ITEMS).toArray(), negatives, histories, 2);
            batch.begin(2);
            batch.fill(0, 0, new int[] {0, 1, 2}, RandomStream.of(7));
            batch.fill(1, 1, new int[] {3, 4, 5, 6}, RandomStream.of(8));
            batch.settle();
            return batch;
        }

        double slope(float[] weights, int k) {
            float kept = weights[k];
            float step = 2e-3f;
            weights[k] = kept + step;
            double above = loss();
            weights[k] = kept - step;
            double below = loss();
            weights[k] = kept;
            return (above - below) / ((double) (kept + step) - (kept - step));
        }

        private double loss() {
            Batch batch = batch(3);
            int n = batch.samples();
            int width = network.history().width();
            return new BatchGradient(network, batch)
                    .run(
                            0,
                            n,
                            new float[network.parameters().weights().length],
                            new float[n * width],
                            new float[n * (width + 1)]);
        }
    }

    private static double logit(Network network, int[] layers, float[] customer, int item) {
        int d = network.factors();
        float[] candidate =
                Arrays.copyOfRange(network.candidates().weights(), item * (2 * d + 1), (item + 1) * (2 * d + 1));
        float[] w = network.parameters().weights();
        double[] x = new double[2 * d];
        for (int f = 0; f < d; f++) {
            x[f] = customer[d + f];
            x[d + f] = candidate[d + f];
        }
        int at = 0;
        for (int width : layers) {
            double[] y = new double[width];
            for (int o = 0; o < width; o++) {
                y[o] = w[at + width * x.length + o];
                for (int k = 0; k < x.length; k++) {
                    y[o] += w[at + o * x.length + k] * x[k];
                }
                y[o] = Math.max(0, y[o]);
            }
            at += width * (x.length + 1);
            x = y;
        }
        double logit = candidate[2 * d];
        for (int f = 0; f < d; f++) {
            logit += w[at + f] * customer[f] * candidate[f];
        }
        for (int k = 0; k < x.length; k++) {
            logit += w[at + d + k] * x[k];
        }
        return logit;
    }

    private static void randomise(Network network, long seed) {
        RandomStream random = RandomStream.of(seed);
        for (float[] weights : network.weights()) {
            for (int k = 0; k < weights.length; k++) {
                weights[k] = 2 * (float) random.nextDouble() - 1;
            }
        }
    }

    private static Query asking(History history) {
        return new Query(Event.NONE, history, Integer.MAX_VALUE, ItemSet.all(), ItemSet.of(history));
    }

    private static RecommenderModel train(Interactions pairs, Map<String, ?> settings) {
        return new NeuMfRecommender(Settings.defaults(NeuMfRecommender.Config.class))
                .train(
                        new RecommenderInput(pairs, new SampleCatalog(pairs.items()), 0),
                        settings,
                        TrainingContext.sequential(1));
    }
}
