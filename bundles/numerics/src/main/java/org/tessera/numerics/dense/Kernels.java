// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Chooses the inner loops once for this JVM: those of the Vector module where it is there and pays. */
final class Kernels {
    static final ScoreKernel SCORES = choose(
            () -> VectorKernel.worthwhile() ? new WarmingKernel(new VectorKernel(), new ScalarKernel()) : null,
            ScalarKernel::new);
    static final TileKernel TILES = choose(
            () -> VectorTileKernel.worthwhile()
                    ? new WarmingTileKernel(new VectorTileKernel(), new ScalarTileKernel())
                    : null,
            ScalarTileKernel::new);
    static final FactorKernel FACTORS = choose(
            () -> VectorFactorKernel.worthwhile()
                    ? new WarmingFactorKernel(new VectorFactorKernel(), new ScalarFactorKernel())
                    : null,
            ScalarFactorKernel::new);

    private Kernels() {}

    private static <K> K choose(Supplier<? extends @Nullable K> vector, Supplier<? extends K> scalar) {
        try {
            @Nullable K kernel = vector.get();
            return kernel == null ? scalar.get() : kernel;
        } catch (LinkageError withoutVectorModule) {
            return scalar.get();
        }
    }
}
