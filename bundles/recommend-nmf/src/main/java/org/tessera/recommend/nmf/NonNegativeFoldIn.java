// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.nmf;

import java.io.IOException;
import java.util.Arrays;
import org.tessera.numerics.dense.SmallSystem;
import org.tessera.numerics.factors.Evidences;
import org.tessera.numerics.factors.FactorTable;
import org.tessera.numerics.factors.FoldIn;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.numerics.parallel.ScratchPool;

/**
 * A customer's factors by non-negative least squares: coordinate descent finds which of them are above 0, and these solve
 * the equations that are left exactly (the passive set of Lawson and Hanson, "Solving Least Squares Problems", 1974).
 * Among them a score is a linear function of the history, which gives the reasons.
 */
final class NonNegativeFoldIn implements FoldIn {
    private static final int MOST_PASSES = 50;
    private static final double CLOSE = 1e-5;

    private final NmfSettings settings;
    private final double[] gram;
    private final Descent descent;
    private final ScratchPool<SmallSystem> scratch;

    /** @param gram products of the items' factors, {@code factors × factors} */
    NonNegativeFoldIn(NmfSettings settings, double[] gram) {
        this.settings = settings;
        this.gram = gram;
        this.descent = new Descent(gram, settings.factors(), settings.regularisation());
        this.scratch = new ScratchPool<>(() -> new SmallSystem(settings.factors()));
    }

    @Override
    public float count(float weight) {
        return settings.count(weight);
    }

    @Override
    public boolean isNonNegative() {
        return true;
    }

    @Override
    public void apply(Evidences history, double[] sum, double[] b) {
        int factors = settings.factors();
        double[] x = new double[factors];
        double largest = Arrays.stream(sum).max().orElse(0);
        double[] scaled = Arrays.stream(sum).map(s -> s / largest).toArray();
        double change = descent.pass(scaled, x);
        double first = change;
        for (int pass = 1; pass < MOST_PASSES && change > CLOSE * first; pass++) {
            change = descent.pass(scaled, x);
        }
        boolean[] above = new boolean[factors];
        for (int f = 0; f < factors; f++) {
            above[f] = x[f] > 0;
        }
        SmallSystem system = scratch.take();
        boolean all = false;
        while (!all) {
            prepare(system, above);
            double[] solved = restricted(scaled, above);
            system.solve(solved);
            all = true;
            for (int f = 0; f < factors; f++) {
                if (above[f] && !(solved[f] > 0)) {
                    above[f] = false;
                    all = false;
                }
            }
        }
        double[] wanted = restricted(b, above);
        system.solve(wanted);
        System.arraycopy(wanted, 0, b, 0, factors);
        scratch.give(system);
    }

    /** The equations of the factors above 0; the others are 0. */
    private void prepare(SmallSystem system, boolean[] above) {
        int factors = settings.factors();
        int stride = SmallSystem.stride(factors);
        float[] matrix = system.matrix();
        Arrays.fill(matrix, 0f);
        for (int f = 0; f < factors; f++) {
            for (int g = 0; g < factors && above[f]; g++) {
                matrix[f * stride + g] = above[g] ? (float) gram[f * factors + g] : 0f;
            }
            matrix[f * stride + f] += above[f] ? (float) settings.regularisation() : 1f;
        }
        system.factorise();
    }

    private static double[] restricted(double[] vector, boolean[] above) {
        double[] kept = vector.clone();
        for (int f = 0; f < kept.length; f++) {
            kept[f] = above[f] ? kept[f] : 0;
        }
        return kept;
    }

    @Override
    public void write(ModelOutput out) throws IOException {
        out.writeDoubles(gram);
    }

    static NonNegativeFoldIn read(NmfSettings settings, FactorTable table, ModelInput in) throws IOException {
        double[] gram = in.readDoubles();
        if (table.factors() != settings.factors() || gram.length != table.factors() * table.factors()) {
            throw new IOException("this model is damaged: " + gram.length + " products of " + table.factors());
        }
        return new NonNegativeFoldIn(settings, gram);
    }
}
