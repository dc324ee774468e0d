// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck.sample;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.tessera.api.TesseraException;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.TrainingContext;

/** Recommends what most customers have, in about as little code as a recommender can be, with a fault if one is wanted. */
public class CountingRecommender implements Recommender {
    private static final int REPORT_EVERY = 40;

    private final Fault fault;
    private final Config config = Settings.defaults(Config.class);

    /** Its settings. */
    public @interface Config {
        int support() default 1;
    }

    public CountingRecommender(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        if (fault != Fault.TAKES_ANY_SETTING) {
            Settings.inRange("support", effective.support(), 1, 1000);
        }
        if (fault == Fault.STARTS_A_THREAD) {
            linger();
        }
        SparseMatrix pairs = input.interactions().byCustomer();
        double[] counts = new double[pairs.columns()];
        for (int customer = 0; customer < pairs.rows(); customer++) {
            if (customer % REPORT_EVERY == 0 && (fault != Fault.SELDOM_REPORTS || customer == 0)) {
                report(context, customer, pairs.rows());
            }
            count(pairs, customer, counts);
        }
        if (fault == Fault.FORGETS_THE_SEED) {
            counts[0] += new SplittableRandom().nextDouble();
        }
        if (fault == Fault.ADDS_UP_BY_THREADS) {
            counts[0] += context.parallelism() * 1e-9;
        }
        if (fault == Fault.COMPARES_ALL_WITH_ALL) {
            counts[0] += compareAll(pairs);
        }
        return new CountingModel(Settings.describe(Config.class, effective), effective.support(), counts, fault);
    }

    private void count(SparseMatrix pairs, int customer, double[] counts) {
        for (int p = pairs.start(customer); p < pairs.end(customer); p++) {
            float weight = pairs.value(p);
            if (!Float.isFinite(weight) && fault != Fault.LEARNS_NAN) {
                throw new TesseraException(
                        "customer " + customer + " has the weight " + weight, "look where it is from");
            }
            counts[pairs.column(p)] += Float.isNaN(weight) ? Double.NaN : weight > 0 ? 1 : 0;
        }
    }

    private void report(TrainingContext context, int customer, int customers) {
        Progress progress = context.progress();
        try {
            progress.report("counting", fault == Fault.GOES_BACKWARDS ? customers - customer : customer, customers);
        } catch (CancellationException e) {
            if (fault == Fault.GOES_ON_WHEN_CANCELLED) {
                CountDownLatch begun = new CountDownLatch(1);
                context.executor().execute(() -> goOn(progress, begun));
                awaitQuietly(begun);
            }
            if (fault != Fault.SWALLOWS_CANCELLATION) {
                throw e;
            }
        }
    }

    private static void goOn(Progress progress, CountDownLatch begun) {
        for (int k = 0; k < 20; k++) {
            try {
                progress.report("going on", k, 20);
            } catch (CancellationException e) {
                begun.countDown();
            }
        }
    }

    private static double compareAll(SparseMatrix pairs) {
        double equal = 0;
        for (int a = 0; a < pairs.rows(); a++) {
            for (int b = 0; b < pairs.rows(); b++) {
                equal += pairs.size(a) == pairs.size(b) ? 1e-12 : 0;
            }
        }
        return equal;
    }

    private static void linger() {
        Thread thread = new Thread(() -> awaitQuietly(new CountDownLatch(1)), "lingering");
        thread.setDaemon(true);
        thread.start();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return CountingModel.read(in, fault);
    }
}
