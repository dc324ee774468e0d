// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

/** Chooses the inner loops once for this JVM. */
final class Kernels {
    static final ScoreKernel SCORES = scores();
    static final TileKernel TILES = tiles();

    private Kernels() {}

    private static ScoreKernel scores() {
        try {
            if (VectorKernel.worthwhile()) {
                return new WarmingKernel(new VectorKernel(), new ScalarKernel());
            }
            return new ScalarKernel();
        } catch (LinkageError withoutVectorModule) {
            return new ScalarKernel();
        }
    }

    private static TileKernel tiles() {
        try {
            if (VectorTileKernel.worthwhile()) {
                return new WarmingTileKernel(new VectorTileKernel(), new ScalarTileKernel());
            }
            return new ScalarTileKernel();
        } catch (LinkageError withoutVectorModule) {
            return new ScalarTileKernel();
        }
    }
}
