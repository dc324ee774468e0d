// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.nets;

/** Losses and their derivatives. */
public final class Losses {
    private Losses() {}

    /** 1 / (1 + e<sup>-x</sup>). */
    public static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** Binary cross-entropy of a logit, without overflow; its derivative is the sigmoid less the label. */
    public static double binaryCrossEntropy(double logit, double label) {
        return Math.max(logit, 0) - logit * label + Math.log1p(Math.exp(-Math.abs(logit)));
    }
}
