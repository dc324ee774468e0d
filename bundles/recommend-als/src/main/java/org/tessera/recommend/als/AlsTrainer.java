// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.als;

import java.util.Arrays;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.factors.FactorTable;
import org.tessera.numerics.factors.Gram;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.random.RandomStream;

/**
 * Alternating least squares for implicit feedback (Hu, Koren and Volinsky, "Collaborative Filtering for Implicit
 * Feedback Datasets", 2008): while the factors of the items stay, those of each customer are the solution of a small
 * system, and the other way round. Every row is solved by itself, so the result is the same on any number of threads.
 */
final class AlsTrainer {
    private static final int GRAIN = 64;
    private static final String PHASE = "alternating";

    private final AlsSettings settings;
    private final TrainingContext context;
    private final Parallel parallel;

    AlsTrainer(AlsSettings settings, TrainingContext context) {
        this.settings = settings;
        this.context = context;
        this.parallel = new Parallel(context.executor(), context.parallelism());
    }

    /**
     * The factors of the items.
     *
     * @param byCustomer customers by items, how much more than its absence each entry counts
     * @param byItem the same by item
     */
    FactorTable train(SparseMatrix byCustomer, SparseMatrix byItem) {
        FactorTable customers = new FactorTable(byCustomer.rows(), settings.factors());
        FactorTable items = start(byItem);
        Ridge customerRidge = Ridge.of(settings, byCustomer);
        Ridge itemRidge = Ridge.of(settings, byItem);
        long each = (long) byCustomer.rows() + byItem.rows();
        for (int iteration = 0; iteration < settings.iterations(); iteration++) {
            long done = iteration * each;
            context.progress().report(PHASE, done, each * settings.iterations());
            solve(byCustomer, items, customers, customerRidge, done);
            solve(byItem, customers, items, itemRidge, done + byCustomer.rows());
        }
        return items;
    }

    /** Small random numbers; nothing for items that nobody has. */
    private FactorTable start(SparseMatrix byItem) {
        FactorTable items = new FactorTable(byItem.rows(), settings.factors());
        RandomStream random = RandomStream.of(context.seed());
        double scale = .1 / Math.sqrt(settings.factors());
        for (int i = 0; i < items.rows(); i++) {
            if (byItem.size(i) > 0) {
                RandomStream own = random.part(i);
                for (int f = 0; f < settings.factors(); f++) {
                    items.set(i, f, (float) (scale * gaussian(own)));
                }
            }
        }
        return items;
    }

    /** Box and Muller 1958. */
    private static double gaussian(RandomStream random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    private void solve(SparseMatrix matrix, FactorTable fixed, FactorTable target, Ridge ridge, long before) {
        float[] gram = padded(Gram.of(fixed, parallel), fixed);
        long total = ((long) fixed.rows() + target.rows()) * settings.iterations();
        parallel.ranges(
                matrix.rows(),
                GRAIN,
                () -> {
                    RowSolver solver = settings.solver() == AlsSettings.Solver.CG
                            ? new ConjugateGradient(fixed, gram, settings.steps())
                            : new NormalEquations(fixed, gram);
                    return (from, to) -> {
                        for (int row = from; row < to; row++) {
                            if (matrix.size(row) > 0) {
                                solver.solve(matrix, row, ridge.of(matrix.size(row)), target);
                            }
                        }
                    };
                },
                done -> context.progress().report(PHASE, before + done, total));
    }

    private static float[] padded(double[] gram, FactorTable table) {
        int factors = table.factors();
        int stride = table.stride();
        float[] wide = new float[stride * stride];
        Arrays.setAll(gram, k -> {
            wide[k / factors * stride + k % factors] = (float) gram[k];
            return gram[k];
        });
        return wide;
    }
}
