// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.nets;

/** Keeps the best that training has come to, and says when to give up. Not safe for many threads. */
public final class EarlyStopping {
    private final int patience;
    private double best = Double.NEGATIVE_INFINITY;
    private int waited;
    private float[][] kept = new float[0][];

    /** @param patience after so many rounds without a better one it is enough; at least 1 */
    public EarlyStopping(int patience) {
        this.patience = patience;
    }

    /**
     * Tells what a round came to.
     *
     * @param quality higher is better
     * @param weights copied if it is the best so far
     * @return whether to go on
     */
    public boolean goesOn(double quality, float[]... weights) {
        if (quality > best) {
            best = quality;
            waited = 0;
            kept = new float[weights.length][];
            for (int k = 0; k < weights.length; k++) {
                kept[k] = weights[k].clone();
            }
            return true;
        }
        return ++waited < patience;
    }

    /** The highest quality so far; minus infinity before the first round. */
    public double best() {
        return best;
    }

    /** Puts the weights of the best round back where they came from. */
    public void restore(float[]... weights) {
        for (int k = 0; k < kept.length; k++) {
            System.arraycopy(kept[k], 0, weights[k], 0, kept[k].length);
        }
    }
}
