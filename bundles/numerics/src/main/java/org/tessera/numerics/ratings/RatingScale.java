// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.ratings;

import java.io.IOException;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;

/**
 * Between what ratings lie, as training has seen them.
 *
 * @param lowest rating
 * @param highest rating
 * @param mean of all ratings
 */
public record RatingScale(double lowest, double highest, double mean) {
    public RatingScale {
        if (!(lowest <= mean && mean <= highest)) {
            throw new IllegalArgumentException(lowest + " <= " + mean + " <= " + highest + " does not hold");
        }
    }

    /** The nearest value within the scale. */
    public double clip(double rating) {
        return Math.min(highest, Math.max(lowest, rating));
    }

    void write(ModelOutput out) throws IOException {
        out.writeDouble(lowest);
        out.writeDouble(highest);
        out.writeDouble(mean);
    }

    static RatingScale read(ModelInput in) throws IOException {
        double lowest = in.readDouble();
        double highest = in.readDouble();
        double mean = in.readDouble();
        if (!(lowest <= mean && mean <= highest)) {
            throw new IOException("this model is damaged: ratings from " + lowest + " to " + highest);
        }
        return new RatingScale(lowest, highest, mean);
    }
}
