// SPDX-License-Identifier: Apache-2.0
package org.tessera.demo;

/**
 * Random numbers that are the same on every machine and Java version: SplitMix64 (Steele, Lea, Flood 2014, section 4)
 * with draws written out here, as the library's own may change between releases. Not safe for many threads.
 */
final class Dice {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    Dice(long seed) {
        this.state = seed;
    }

    /** Dice of their own for a part of the work, so that one part can change without shifting the others. */
    Dice fork(long part) {
        return new Dice(mix(state ^ mix(part * GAMMA)));
    }

    private long next() {
        state += GAMMA;
        return mix(state);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [0, 1). */
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** Uniform in [from, to). */
    double between(double from, double to) {
        return from + (to - from) * unit();
    }

    /** Uniform in 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) (unit() * bound);
    }

    /** Uniform in {@code from} to {@code to}, both included. */
    int whole(int from, int to) {
        return from + below(to - from + 1);
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    /** Normal by Box and Muller (1958); StrictMath for the same last bit everywhere. */
    double gaussian(double mean, double deviation) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
        return mean + deviation * radius * StrictMath.cos(2 * StrictMath.PI * unit());
    }

    /** An index with a chance in proportion to its weight; weights are not negative and not all zero. */
    int weighted(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double left = unit() * sum;
        int last = 0;
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] > 0) {
                last = k;
                left -= weights[k];
                if (left < 0) {
                    return k;
                }
            }
        }
        return last;
    }
}
