// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.bpr;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.tessera.api.data.SparseMatrix;
import org.tessera.numerics.dense.MatrixProduct;
import org.tessera.numerics.dense.SmallSystem;
import org.tessera.numerics.factors.Evidences;
import org.tessera.numerics.factors.FactorTable;
import org.tessera.numerics.factors.FoldIn;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;

/**
 * The factors of a customer as a linear function of those of the items: {@code M Σ y / n^e}, n the number of items. The
 * matrix is the one that comes closest, over all customers, to what training found for them, and so is the power. Being
 * linear it gives every answer its reasons, which a few more steps of descent would not.
 */
final class LearntFoldIn implements FoldIn {
    private static final double[] POWERS = {.5, .625, .75, .875, 1};

    /** Of the mean of the diagonal: enough for shops with fewer customers than factors. */
    private static final double RIDGE = 1e-4;

    private static final int REPORT_EVERY = 1 << 10;

    private final double power;
    private final double[] matrix;

    private LearntFoldIn(double power, double[] matrix) {
        this.power = power;
        this.matrix = matrix;
    }

    /** A fit and what it leaves unexplained. */
    private record Fit(double power, double[] matrix, double error) {}

    /** Told how many of how many customers are done; throws to stop. */
    @FunctionalInterface
    interface Watcher {
        void done(long done, long total);
    }

    static LearntFoldIn of(SparseMatrix byCustomer, FactorTable customers, FactorTable items, Watcher watcher) {
        long rows = byCustomer.rows();
        long total = rows * POWERS.length;
        Fit best = fit(POWERS[0], byCustomer, customers, items, done -> watcher.done(done, total));
        for (int k = 1; k < POWERS.length; k++) {
            long before = k * rows;
            Fit next = fit(POWERS[k], byCustomer, customers, items, done -> watcher.done(before + done, total));
            best = next.error() < best.error() ? next : best;
        }
        watcher.done(total, total);
        return new LearntFoldIn(best.power(), best.matrix());
    }

    /** Least squares: {@code M = (Σ u s') (Σ s s' + λI)⁻¹} over the customers. */
    private static Fit fit(
            double power, SparseMatrix byCustomer, FactorTable customers, FactorTable items, IntConsumer watcher) {
        int factors = items.factors();
        double[] squares = new double[factors * factors];
        double[] products = new double[factors * factors];
        double size = 0;
        for (int c = 0; c < byCustomer.rows(); c++) {
            if (c % REPORT_EVERY == 0) {
                watcher.accept(c);
            }
            if (byCustomer.size(c) > 0) {
                double[] s = sum(byCustomer, c, items, power);
                double[] u = customers.row(c);
                addOuter(s, s, squares);
                addOuter(u, s, products);
                size += dot(u, u);
            }
        }
        double trace = 0;
        for (int f = 0; f < factors; f++) {
            trace += squares[f * factors + f];
        }
        double[] matrix = new double[factors * factors];
        if (trace > 0) {
            SmallSystem system = system(squares, factors, RIDGE * trace / factors);
            for (int f = 0; f < factors; f++) {
                double[] row = Arrays.copyOfRange(products, f * factors, (f + 1) * factors);
                system.solve(row);
                System.arraycopy(row, 0, matrix, f * factors, factors);
            }
        }
        // Σ |u - M s|² = Σ |u|² - 2 tr(M Σ s u') + tr(M Σ s s' M').
        double[] image = new double[factors * factors];
        MatrixProduct.multiply(matrix, squares, image, factors, factors, factors);
        return new Fit(power, matrix, size - 2 * dot(matrix, products) + dot(matrix, image));
    }

    private static SmallSystem system(double[] squares, int factors, double ridge) {
        SmallSystem system = new SmallSystem(factors);
        int stride = SmallSystem.stride(factors);
        for (int f = 0; f < factors; f++) {
            for (int g = 0; g < factors; g++) {
                system.matrix()[f * stride + g] = (float) squares[f * factors + g];
            }
        }
        system.addToDiagonal((float) ridge);
        system.factorise();
        return system;
    }

    private static double[] sum(SparseMatrix byCustomer, int customer, FactorTable items, double power) {
        double[] sum = new double[items.factors()];
        double scale = Math.pow(byCustomer.size(customer), -power);
        for (int p = byCustomer.start(customer); p < byCustomer.end(customer); p++) {
            items.addRow(byCustomer.column(p), scale, sum);
        }
        return sum;
    }

    private static void addOuter(double[] a, double[] b, double[] to) {
        for (int f = 0; f < a.length; f++) {
            for (int g = 0; g < b.length; g++) {
                to[f * b.length + g] += a[f] * b[g];
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    @Override
    public float count(float weight) {
        return weight > 0f && weight < Float.POSITIVE_INFINITY ? 1f : 0f;
    }

    @Override
    public void apply(Evidences history, double[] sum, double[] b) {
        double[] from = b.clone();
        double scale = Math.pow(history.size(), -power);
        for (int f = 0; f < b.length; f++) {
            double s = 0;
            for (int g = 0; g < b.length; g++) {
                s += matrix[f * b.length + g] * from[g];
            }
            b[f] = s * scale;
        }
    }

    @Override
    public void applyTransposed(Evidences history, double[] sum, double[] b) {
        double[] from = b.clone();
        double scale = Math.pow(history.size(), -power);
        Arrays.fill(b, 0d);
        for (int f = 0; f < b.length; f++) {
            for (int g = 0; g < b.length; g++) {
                b[g] += matrix[f * b.length + g] * from[f] * scale;
            }
        }
    }

    @Override
    public void write(ModelOutput out) throws IOException {
        out.writeDouble(power);
        out.writeDoubles(matrix);
    }

    static LearntFoldIn read(FactorTable table, ModelInput in) throws IOException {
        double power = in.readDouble();
        double[] matrix = in.readDoubles();
        if (matrix.length != table.factors() * table.factors()) {
            throw new IOException("this model is damaged: " + matrix.length + " numbers for " + table.factors());
        }
        return new LearntFoldIn(power, matrix);
    }
}
