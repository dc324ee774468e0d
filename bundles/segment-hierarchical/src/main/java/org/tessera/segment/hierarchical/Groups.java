// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tessera.numerics.clusters.DistinctRows;

/**
 * Groups as means and sizes while they merge, in {@link RowBlocks} by their means. At first each row is a group; a group
 * has the id of one of its rows. Each group has a weight, of which a search may need the largest of a block. Not safe for
 * many threads while groups merge.
 */
final class Groups {
    private final double[] means;
    private final int d;
    private final double[] sizes;
    private final double[] weights;
    private final boolean inverse;
    private final boolean[] gone;
    private RowBlocks blocks;
    private double[] largest;
    private int live;
    private int built;

    /** @param inverse whether a group weighs one by its size; each weighs one half if not */
    Groups(DistinctRows rows, boolean inverse) {
        this.d = rows.d();
        this.means = Arrays.copyOf(rows.x(), rows.count() * d);
        this.sizes = Arrays.stream(rows.weights()).asDoubleStream().toArray();
        this.inverse = inverse;
        this.weights =
                Arrays.stream(sizes).map(size -> inverse ? 1 / size : 0.5).toArray();
        this.gone = new boolean[rows.count()];
        this.live = rows.count();
        this.blocks = new RowBlocks(means, d, new int[0]);
        this.largest = new double[0];
        shiftExactly();
        build();
    }

    /**
     * Means of numbers far from zero lose digits that their differences have. Numbers of one sign that differ by a factor
     * of two at most are shifted to zero, which is exact (Sterbenz 1974); others are as wide as they are far.
     */
    private void shiftExactly() {
        for (int j = 0; j < d; j++) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int o = j; o < means.length; o += d) {
                least = Math.min(least, means[o]);
                most = Math.max(most, means[o]);
            }
            double shift = least > 0 && most <= 2 * least ? least : most < 0 && least >= 2 * most ? most : 0;
            for (int o = j; o < means.length; o += d) {
                means[o] -= shift;
            }
        }
    }

    int rows() {
        return gone.length;
    }

    int dimensions() {
        return d;
    }

    /** Groups that are left. */
    int live() {
        return live;
    }

    boolean isGone(int id) {
        return gone[id];
    }

    double size(int id) {
        return sizes[id];
    }

    double weight(int id) {
        return weights[id];
    }

    /** Means by id, row-major; only to be read. */
    double[] means() {
        return means;
    }

    /** The groups that are left, until the next {@link #merge}. */
    RowBlocks blocks() {
        return blocks;
    }

    /** The largest weight in a block. */
    double largestWeight(int block) {
        return largest[block];
    }

    /** Squared distance of two means, to the bit what a search finds. */
    double squared(int one, int other) {
        double sum = 0;
        for (int j = 0; j < d; j++) {
            double t = means[other * d + j] - means[one * d + j];
            sum += t * t;
        }
        return sum;
    }

    /** The largest absolute value of a mean. */
    double extent() {
        double extent = 0;
        for (double value : means) {
            extent = Math.max(extent, Math.abs(value));
        }
        return extent;
    }

    /** One group takes over another. */
    void merge(int kept, int other) {
        double size = sizes[kept] + sizes[other];
        boolean larger = sizes[other] > sizes[kept];
        // From the larger one on: the step is the smaller one, and so is what it rounds.
        double share = Math.min(sizes[kept], sizes[other]) / size;
        for (int j = 0; j < d; j++) {
            double a = means[kept * d + j];
            double b = means[other * d + j];
            means[kept * d + j] = larger ? b + (a - b) * share : a + (b - a) * share;
        }
        sizes[kept] = size;
        weights[kept] = inverse ? 1 / size : weights[kept];
        gone[other] = true;
        live--;
        if (live > 2 * RowBlocks.WIDTH && live <= built / 2) {
            build();
            return;
        }
        if (larger) {
            // The mean is nearer to the larger one, in whose box it takes less room.
            blocks.swap(kept, other);
        }
        int left = blocks.blockOf(other);
        blocks.remove(other);
        blocks.moved(kept);
        weigh(left);
        weigh(blocks.blockOf(kept));
    }

    private void build() {
        int[] ids = IntStream.range(0, rows()).filter(id -> !gone[id]).toArray();
        blocks = new RowBlocks(means, d, RowBlocks.order(means, d, ids));
        largest = new double[blocks.blocks()];
        for (int block = 0; block < largest.length; block++) {
            weigh(block);
        }
        built = live;
    }

    private void weigh(int block) {
        double most = 0;
        for (int s = 0; s < blocks.count(block); s++) {
            most = Math.max(most, weights[blocks.id(block, s)]);
        }
        largest[block] = most;
    }
}
