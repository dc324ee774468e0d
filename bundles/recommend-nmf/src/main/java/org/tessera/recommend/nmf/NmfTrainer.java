// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.nmf;

import java.util.function.IntConsumer;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.factors.FactorTable;
import org.tessera.numerics.factors.Gram;
import org.tessera.numerics.factors.SparseProduct;
import org.tessera.numerics.factors.TruncatedSvd;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.parallel.RangeBody;
import org.tessera.numerics.random.RandomStream;

/**
 * Non-negative factors of customers and items with the least squared error over all pairs, those that are not there being
 * 0 (Lee and Seung, "Algorithms for Non-negative Matrix Factorization", 2001), by coordinate descent one factor at a time
 * (hierarchical alternating least squares; Cichocki and Phan, "Fast Local Algorithms for Large Scale Nonnegative Matrix
 * and Tensor Factorizations", 2009). Rows do not depend on each other, so the result is the same on any number of
 * threads. They start from the singular vectors (Boutsidis and Gallopoulos, "SVD based initialization", 2008).
 */
final class NmfTrainer {
    private static final int GRAIN = 256;
    private static final int SUBSPACE_ITERATIONS = 4;
    private static final String START = "starting";
    private static final String PHASE = "descending";

    private final NmfSettings settings;
    private final TrainingContext context;
    private final Parallel parallel;
    private final SparseMatrix byCustomer;
    private final SparseMatrix byItem;

    NmfTrainer(NmfSettings settings, TrainingContext context, SparseMatrix byCustomer, SparseMatrix byItem) {
        this.settings = settings;
        this.context = context;
        this.parallel = new Parallel(context.executor(), context.parallelism());
        this.byCustomer = byCustomer;
        this.byItem = byItem;
    }

    /** Factors of both sides. */
    record Factors(FactorTable customers, FactorTable items) {}

    Factors train() {
        Factors factors = start();
        FactorTable forCustomers = new FactorTable(byCustomer.rows(), settings.factors());
        FactorTable forItems = new FactorTable(byItem.rows(), settings.factors());
        long each = (long) byCustomer.rows() + byItem.rows();
        for (int iteration = 0; iteration < settings.iterations(); iteration++) {
            long before = iteration * each;
            descend(byCustomer, factors.items(), factors.customers(), forCustomers, before);
            descend(byItem, factors.customers(), factors.items(), forItems, before + byCustomer.rows());
        }
        return factors;
    }

    /**
     * The positive or the negative part of each pair of singular vectors, whichever is larger; zeros become the mean of
     * the matrix over 100, as descent does not leave some of them otherwise.
     */
    private Factors start() {
        long work = TruncatedSvd.work(byCustomer, SUBSPACE_ITERATIONS);
        context.progress().report(START, 0, work);
        TruncatedSvd svd = TruncatedSvd.of(
                byCustomer,
                byItem,
                settings.factors(),
                SUBSPACE_ITERATIONS,
                RandomStream.of(context.seed()),
                parallel,
                done -> context.progress().report(START, done, work));
        FactorTable items = svd.right();
        FactorTable customers = new FactorTable(byCustomer.rows(), settings.factors());
        SparseProduct.multiply(byCustomer, items, customers, parallel, done -> {});
        double mean = 0;
        for (int p = 0; p < byCustomer.size(); p++) {
            mean += byCustomer.value(p);
        }
        mean /= Math.max(1d, (double) byCustomer.rows() * byCustomer.columns());
        for (int f = 0; f < settings.factors(); f++) {
            split(customers, items, f, svd.values()[f], (float) (Math.sqrt(mean / settings.factors()) / 10));
        }
        return new Factors(customers, items);
    }

    private void split(FactorTable customers, FactorTable items, int f, double value, float least) {
        double[] c = norms(customers, f);
        double[] i = norms(items, f);
        boolean positive = c[0] * i[0] >= c[1] * i[1];
        int side = positive ? 0 : 1;
        // Customers were multiplied by the singular value already: both sides get its root.
        double size = value > 0 ? Math.sqrt(c[side] * i[side]) : 0;
        take(customers, byCustomer, f, positive, size > 0 ? size / c[side] : 0, least);
        take(items, byItem, f, positive, size > 0 ? size / i[side] : 0, least);
    }

    /** Lengths of the positive and the negative part of a column. */
    private static double[] norms(FactorTable table, int f) {
        double positive = 0;
        double negative = 0;
        for (int r = 0; r < table.rows(); r++) {
            double x = table.get(r, f);
            positive += x > 0 ? x * x : 0;
            negative += x < 0 ? x * x : 0;
        }
        return new double[] {Math.sqrt(positive), Math.sqrt(negative)};
    }

    private static void take(
            FactorTable table, SparseMatrix matrix, int f, boolean positive, double scale, float least) {
        for (int r = 0; r < table.rows(); r++) {
            float x = positive ? table.get(r, f) : -table.get(r, f);
            float start = x > 0 ? (float) (x * scale) : 0f;
            table.set(r, f, matrix.size(r) == 0 ? 0f : Math.max(start, least));
        }
    }

    /**
     * One pass over all factors of all rows of a side.
     *
     * @param before rows that were passed over already
     */
    private void descend(
            SparseMatrix matrix, FactorTable fixed, FactorTable target, FactorTable products, long before) {
        long total = ((long) fixed.rows() + target.rows()) * settings.iterations();
        IntConsumer watcher = done -> context.progress().report(PHASE, before + done, total);
        watcher.accept(0);
        SparseProduct.multiply(matrix, fixed, products, parallel, done -> watcher.accept(done / 2));
        Descent descent = new Descent(Gram.of(fixed, parallel), settings.factors(), settings.regularisation());
        int half = matrix.rows() / 2;
        parallel.ranges(
                matrix.rows(),
                GRAIN,
                () -> passing(matrix, descent, target, products),
                done -> watcher.accept(half + done / 2));
    }

    private static RangeBody passing(SparseMatrix matrix, Descent descent, FactorTable target, FactorTable products) {
        double[] b = new double[descent.factors()];
        double[] x = new double[descent.factors()];
        return (from, to) -> {
            for (int row = from; row < to; row++) {
                if (matrix.size(row) > 0) {
                    for (int f = 0; f < x.length; f++) {
                        b[f] = products.get(row, f);
                        x[f] = target.get(row, f);
                    }
                    descent.pass(b, x);
                    for (int f = 0; f < x.length; f++) {
                        target.set(row, f, (float) x[f]);
                    }
                }
            }
        };
    }
}
