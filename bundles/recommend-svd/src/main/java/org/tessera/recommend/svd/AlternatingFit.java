// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.svd;

import java.util.Arrays;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.parallel.RangeBody;
import org.tessera.numerics.random.RandomStream;
import org.tessera.numerics.ratings.BiasFit;
import org.tessera.numerics.ratings.Biases;
import org.tessera.numerics.ratings.FactorRatingModel.ItemFactors;
import org.tessera.numerics.ratings.Ratings;
import org.tessera.numerics.ratings.RidgeSolver;

/**
 * Fits biases and factors by alternating least squares: those of all customers for given ones of the items, then the
 * other way round. Every row is solved for by itself, so the result does not depend on the number of threads.
 */
final class AlternatingFit {
    private static final int GRAIN = 32;
    private static final BiasFit START = new BiasFit(10, 15, 5);
    /** Spread of the factors from which it starts, in units of a step of five stars. */
    private static final double SPREAD = 0.1;

    private final Ratings ratings;
    private final SvdSettings settings;
    private final TrainingContext context;
    private final Parallel parallel;
    private final double unit;
    private long done;

    /** Factors, row by row, with the bias of each row in units from the mean. */
    private record Side(float[] factors, float[] biases) {}

    /** What comes out: the items' side. */
    record Fitted(Biases biases, ItemFactors factors) {}

    AlternatingFit(Ratings ratings, SvdSettings settings, TrainingContext context) {
        this.ratings = ratings;
        this.settings = settings;
        this.context = context;
        this.parallel = new Parallel(context.executor(), context.parallelism());
        this.unit = ratings.unit();
    }

    Fitted fit() {
        context.progress().report("fitting", 0, total());
        Side items = start();
        int customerCount = ratings.customers();
        Side customers = new Side(new float[customerCount * settings.factors()], new float[customerCount]);
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            solve(ratings.byCustomer(), items, customers);
            solve(ratings.byItem(), customers, items);
        }
        float[] biases = items.biases();
        for (int item = 0; item < biases.length; item++) {
            biases[item] *= (float) unit;
        }
        return new Fitted(
                new Biases(
                        ratings.scale(),
                        biases,
                        BiasFit.counts(ratings),
                        settings.penalties().bias()),
                new ItemFactors(settings.factors(), unit, items.factors(), new float[0]));
    }

    private long total() {
        return settings.epochs() * ((long) ratings.customers() + ratings.items());
    }

    /** Biases as they are without any factors, and small random factors; nothing for items that nobody rated. */
    private Side start() {
        Biases biases =
                START.alternating(ratings, parallel, epoch -> context.progress().report("fitting", 0, total()));
        RandomStream random = RandomStream.of(context.seed());
        int f = settings.factors();
        Side items = new Side(new float[ratings.items() * f], new float[ratings.items()]);
        for (int item = 0; item < ratings.items(); item++) {
            items.biases()[item] =
                    (float) ((biases.level(item) - ratings.scale().mean()) / unit);
            for (int k = item * f; k < (item + 1) * f && biases.knows(item); k++) {
                // uniform, of the same spread as a normal distribution would have
                items.factors()[k] = (float) (SPREAD * Math.sqrt(12) * (random.nextDouble() - .5));
            }
        }
        return items;
    }

    private void solve(SparseMatrix rows, Side given, Side sought) {
        long before = done;
        parallel.ranges(
                rows.rows(),
                GRAIN,
                () -> solving(rows, given, sought),
                finished -> context.progress().report("fitting", before + finished, total()));
        done = before + rows.rows();
    }

    private RangeBody solving(SparseMatrix rows, Side given, Side sought) {
        int f = settings.factors();
        RidgeSolver solver = new RidgeSolver(f);
        double[] solution = new double[f + 1];
        double mean = ratings.scale().mean();
        return (from, to) -> {
            for (int row = from; row < to; row++) {
                solver.clear();
                for (int p = rows.start(row); p < rows.end(row); p++) {
                    int other = rows.column(p);
                    solver.add(given.factors(), other * f, (rows.value(p) - mean) / unit - given.biases()[other]);
                }
                if (solver.rows() == 0) {
                    Arrays.fill(solution, 0);
                } else {
                    solver.factorise(
                            settings.penalties().bias(), settings.penalties().factors());
                    solver.solve(solution);
                }
                sought.biases()[row] = (float) solution[0];
                for (int k = 0; k < f; k++) {
                    sought.factors()[row * f + k] = (float) solution[k + 1];
                }
            }
        };
    }
}
