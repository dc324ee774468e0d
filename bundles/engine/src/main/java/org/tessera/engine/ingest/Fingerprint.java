// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

/**
 * A 64-bit hash of a sequence of values: multiply and shift over words of eight bytes, then the finaliser of MurmurHash3
 * (Appleby, 2011). That among a million records of one day any two differ and have the same one has a probability of
 * about 1 to 37 million. Not safe for many threads.
 */
final class Fingerprint {
    private static final long SEED = 0x9E3779B97F4A7C15L;

    private long state;

    Fingerprint start() {
        state = SEED;
        return this;
    }

    Fingerprint add(long value) {
        long mixed = (state ^ value) * SEED;
        state = mixed ^ mixed >>> 32;
        return this;
    }

    Fingerprint add(double value) {
        // 0.0 and -0.0 are one value.
        return add(Double.doubleToLongBits(value + 0.0));
    }

    Fingerprint add(String text) {
        int n = text.length();
        // The length keeps "ab","c" and "a","bc" apart.
        add((long) n);
        int k = 0;
        for (; k + 4 <= n; k += 4) {
            add((long) text.charAt(k) << 48
                    | (long) text.charAt(k + 1) << 32
                    | (long) text.charAt(k + 2) << 16
                    | text.charAt(k + 3));
        }
        long rest = 0;
        for (; k < n; k++) {
            rest = rest << 16 | text.charAt(k);
        }
        return n % 4 == 0 ? this : add(rest);
    }

    long end() {
        return mix(state);
    }

    private static long mix(long value) {
        long h = value;
        h ^= h >>> 33;
        h *= 0xFF51AFD7ED558CCDL;
        h ^= h >>> 33;
        h *= 0xC4CEB9FE1A85EC53L;
        return h ^ h >>> 33;
    }
}
