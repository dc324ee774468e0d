// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.dense;

/** Chooses the inner loops once for this JVM. */
final class Kernels {
    static final ScoreKernel SCORES = choose();
    static final FactorKernel FACTORS = chooseForFactors();

    private Kernels() {}

    private static ScoreKernel choose() {
        try {
            if (VectorKernel.worthwhile()) {
                return new WarmingKernel(new VectorKernel(), new ScalarKernel());
            }
            return new ScalarKernel();
        } catch (LinkageError withoutVectorModule) {
            return new ScalarKernel();
        }
    }

    private static FactorKernel chooseForFactors() {
        try {
            if (VectorFactorKernel.worthwhile()) {
                return new WarmingFactorKernel(new VectorFactorKernel(), new ScalarFactorKernel());
            }
            return new ScalarFactorKernel();
        } catch (LinkageError withoutVectorModule) {
            return new ScalarFactorKernel();
        }
    }
}
