// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.als;

import java.io.IOException;
import java.util.Arrays;
import org.tessera.numerics.dense.SmallSystem;
import org.tessera.numerics.factors.Evidences;
import org.tessera.numerics.factors.FactorTable;
import org.tessera.numerics.factors.FoldIn;
import org.tessera.numerics.factors.Gram;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.parallel.ScratchPool;

/** Solves for a customer's factors as training does. */
final class AlsFoldIn implements FoldIn {
    private static final int BLOCK = 128;

    private final AlsSettings settings;
    private final Ridge ridge;
    private final float[] gram;
    private final ScratchPool<Scratch> scratch;

    private record Scratch(SmallSystem system, float[] rows) {}

    private AlsFoldIn(AlsSettings settings, Ridge ridge, FactorTable table, float[] gram) {
        this.settings = settings;
        this.ridge = ridge;
        this.gram = gram;
        this.scratch = new ScratchPool<>(
                () -> new Scratch(new SmallSystem(table.factors()), new float[BLOCK * table.stride()]));
    }

    static AlsFoldIn of(AlsSettings settings, Ridge ridge, FactorTable table, Parallel parallel) {
        double[] exact = Gram.of(table, parallel);
        float[] gram = new float[exact.length];
        for (int k = 0; k < gram.length; k++) {
            gram[k] = (float) exact[k];
        }
        return new AlsFoldIn(settings, ridge, table, gram);
    }

    @Override
    public float count(float weight) {
        float confidence = settings.confidence(weight);
        return confidence > 0f ? 1 + confidence : 0f;
    }

    @Override
    public void apply(Evidences history, double[] sum, double[] b) {
        Scratch memory = scratch.take();
        SmallSystem system = memory.system();
        FactorTable table = history.table();
        int factors = table.factors();
        int stride = table.stride();
        Arrays.fill(system.matrix(), 0f);
        for (int f = 0; f < factors; f++) {
            System.arraycopy(gram, f * factors, system.matrix(), f * stride, factors);
        }
        system.addToDiagonal(ridge.of(history.size()));
        float[] rows = memory.rows();
        for (int from = 0; from < history.size(); from += BLOCK) {
            int n = Math.min(BLOCK, history.size() - from);
            for (int k = 0; k < n; k++) {
                float root = (float) Math.sqrt(history.counts()[from + k] - 1);
                int o = history.items()[from + k] * stride;
                for (int f = 0; f < stride; f++) {
                    rows[k * stride + f] = root * table.values()[o + f];
                }
            }
            system.add(rows, n);
        }
        system.factorise();
        system.solve(b);
        scratch.give(memory);
    }

    @Override
    public void write(ModelOutput out) throws IOException {
        out.writeDouble(ridge.absent());
        out.writeDouble(ridge.mean());
        out.writeFloats(gram);
    }

    static AlsFoldIn read(AlsSettings settings, FactorTable table, ModelInput in) throws IOException {
        Ridge ridge = new Ridge(settings.regularisation(), in.readDouble(), in.readDouble(), settings.frequency());
        float[] gram = in.readFloats();
        if (gram.length != table.factors() * table.factors()) {
            throw new IOException("this model is damaged: " + gram.length + " products of " + table.factors());
        }
        return new AlsFoldIn(settings, ridge, table, gram);
    }
}
