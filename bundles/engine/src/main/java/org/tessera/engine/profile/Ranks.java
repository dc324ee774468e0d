// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.tessera.api.profile.Population;

/** Ranks and quantiles of the numbers in columns, sorted on first use. Safe for many threads. */
final class Ranks implements Population {
    private final Columns columns;
    private final int size;
    private final Map<Integer, double[]> sorted = new ConcurrentHashMap<>();

    /** @param size customers there are, of which the columns may be a sample */
    Ranks(Columns columns, int size) {
        this.columns = columns;
        this.size = size;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public double rank(String trait, double value) {
        double[] values = values(trait);
        if (values.length == 0 || Double.isNaN(value)) {
            return Double.NaN;
        }
        return (below(values, value) + below(values, Math.nextUp(value))) / (2.0 * values.length);
    }

    @Override
    public double quantile(String trait, double share) {
        double[] values = values(trait);
        return values.length == 0 ? Double.NaN : quantile(values, share);
    }

    /** The quantile between the two order statistics next to it (Hyndman and Fan 1996, type 7). */
    static double quantile(double[] values, double share) {
        double place = Math.max(0, Math.min(1, share)) * (values.length - 1);
        int low = (int) place;
        int high = Math.min(values.length - 1, low + 1);
        return values[low] + (place - low) * (values[high] - values[low]);
    }

    /** The values of a trait in ascending order, without missing ones. */
    double[] values(String trait) {
        Optional<Integer> place = columns.sheet().place(trait);
        return place.isEmpty() ? new double[0] : sorted.computeIfAbsent(place.get(), this::sort);
    }

    private double[] sort(int place) {
        double[] values = new double[columns.rows()];
        int n = 0;
        for (int row = 0; row < values.length && columns.hasNumbers(place); row++) {
            double value = columns.number(place, row);
            if (!Double.isNaN(value)) {
                values[n++] = value;
            }
        }
        double[] present = Arrays.copyOf(values, n);
        Arrays.sort(present);
        return present;
    }

    private static int below(double[] values, double value) {
        int low = 0;
        int high = values.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
