// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.random;

import org.apache.commons.rng.core.source64.XoShiRo256PlusPlus;

/**
 * A stream of random numbers (xoshiro256++, Blackman and Vigna 2021) that is fully given by its seed, and from which
 * streams for parts of the work are derived by number: the stream of part 17 is the same whoever asks for it, in
 * whatever order, however often the parent has been used. One stream serves one thread at a time.
 */
public final class RandomStream {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private final long seed;
    private final XoShiRo256PlusPlus source;

    private RandomStream(long seed) {
        this.seed = seed;
        long[] state = new long[4];
        for (int i = 0; i < state.length; i++) {
            state[i] = mix(seed + GOLDEN_GAMMA * (i + 1));
        }
        this.source = new XoShiRo256PlusPlus(state);
    }

    /** The stream of a seed; every seed is as good as any other. */
    public static RandomStream of(long seed) {
        return new RandomStream(seed);
    }

    /** The stream for a part of the work; independent of this one and of those of other parts. */
    public RandomStream part(long number) {
        return new RandomStream(mix(mix(seed + GOLDEN_GAMMA) + GOLDEN_GAMMA * number));
    }

    /** Uniform in {@code 0 <= value < bound}. */
    public int nextInt(int bound) {
        return source.nextInt(bound);
    }

    /** Uniform over all values. */
    public long nextLong() {
        return source.nextLong();
    }

    /** Uniform in {@code 0 <= value < 1}. */
    public double nextDouble() {
        return source.nextDouble();
    }

    /** The numbers {@code 0 <= value < size} in random order. */
    public int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /**
     * So many different numbers of {@code 0 <= value < size}, ascending, every choice equally likely (Knuth 1997, The Art
     * of Computer Programming 2, 3.4.2, algorithm S).
     *
     * @param count at most {@code size}
     */
    public int[] sample(int size, int count) {
        if (count < 0 || count > size) {
            throw new IllegalArgumentException(count + " of " + size);
        }
        int[] chosen = new int[count];
        int taken = 0;
        for (int i = 0; taken < count; i++) {
            if (nextDouble() * (size - i) < count - taken) {
                chosen[taken++] = i;
            }
        }
        return chosen;
    }

    /** Finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
        return x ^ (x >>> 31);
    }
}
