// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.RecommenderModel;

/**
 * Asks a model from several threads at once, and for everybody at a go. Questions carry the history and remove what is
 * in it; putting a question together is part of its time, as a caller has to do so too.
 */
final class AnswerTimes {
    private final RecommenderModel model;
    private final Interactions train;
    private final int n;

    AnswerTimes(RecommenderModel model, Interactions train, int n) {
        this.model = model;
        this.train = train;
        this.n = n;
    }

    /** Seconds of each of so many answers, ascending; as many go before them, untimed. */
    double[] seconds(int[] customers, int threads, int answers, long seed) {
        ask(customers, threads, answers, seed);
        double[] seconds = ask(customers, threads, answers, seed + 1);
        Arrays.sort(seconds);
        return seconds;
    }

    private double[] ask(int[] customers, int threads, int answers, long seed) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            int share = Math.max(1, answers / threads);
            @SuppressWarnings("unchecked")
            Future<double[]>[] parts = new Future[threads];
            for (int t = 0; t < threads; t++) {
                SplittableRandom random = new SplittableRandom(seed * threads + t);
                parts[t] = pool.submit(() -> IntStream.range(0, share)
                        .mapToDouble(k -> {
                            int customer = customers[random.nextInt(customers.length)];
                            long start = System.nanoTime();
                            answer(customer);
                            return (System.nanoTime() - start) / 1e9;
                        })
                        .toArray());
            }
            double[] all = new double[share * threads];
            for (int t = 0; t < threads; t++) {
                System.arraycopy(parts[t].get(), 0, all, t * share, share);
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer failed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** Seconds that the answers for all these customers take, on so many threads. */
    double batch(int[] customers, int threads) {
        long start = System.nanoTime();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            int part = 512;
            Future<?>[] parts = new Future<?>[(customers.length + part - 1) / part];
            for (int p = 0; p < parts.length; p++) {
                int from = p * part;
                parts[p] = pool.submit(() -> {
                    for (int k = from; k < Math.min(customers.length, from + part); k++) {
                        answer(customers[k]);
                    }
                });
            }
            for (Future<?> one : parts) {
                one.get();
            }
            return (System.nanoTime() - start) / 1e9;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer failed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private void answer(int customer) {
        History history = train.history(customer);
        model.recommend(new Query(customer, history, n, ItemSet.all(), ItemSet.of(history)));
    }
}
