// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.running;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Weights of names in bounded memory: exact while there are no more names than it has room for, then those of the most
 * frequent, each too small by at most the total weight over the room plus one. Not safe for many threads.
 *
 * <p>Source: Misra and Gries, Finding repeated elements (1982); merging as in Agarwal and others, Mergeable summaries
 * (2012), section 2.
 */
public final class FrequentNames {
    private static final int MOST = 1 << 12;

    private final int room;
    private String[] names = new String[4];
    private long[] weights = new long[4];
    private int size;
    private long total;
    private @Nullable DistinctCounter distinct;

    /** @param room names to keep */
    public FrequentNames(int room) {
        if (room < 1 || room > MOST) {
            throw new IllegalArgumentException("room for " + room + " names, expected 1 to " + MOST);
        }
        this.room = room;
    }

    /** Sum of all weights, those of forgotten names included. */
    public long total() {
        return total;
    }

    /** Number of distinct names ever added; an estimate beyond {@value DistinctCounter#EXACT} of them. */
    public double distinct() {
        return distinct == null ? size : distinct.count();
    }

    /** Adds weight to a name. */
    public void add(String name, long weight) {
        total += weight;
        if (distinct != null) {
            distinct.add(name.hashCode());
        }
        int place = find(name);
        if (place >= 0) {
            weights[place] += weight;
        } else if (weight > 0) {
            append(name, weight);
            if (size > room) {
                overflow();
            }
        }
    }

    /** Takes weight from a name that was added twice by mistake. */
    public void subtract(String name, long weight) {
        int place = find(name);
        if (place >= 0) {
            long taken = Math.min(weight, weights[place]);
            weights[place] -= taken;
            total -= taken;
        }
    }

    /** Adds all that another one has. */
    public void merge(FrequentNames other) {
        if (distinct == null && other.distinct != null) {
            distinct = distinctNames();
        }
        if (distinct != null) {
            distinct.merge(other.distinct == null ? other.distinctNames() : other.distinct);
        }
        for (int k = 0; k < other.size; k++) {
            int place = find(other.names[k]);
            if (place >= 0) {
                weights[place] += other.weights[k];
            } else {
                append(other.names[k], other.weights[k]);
            }
        }
        total += other.total;
        if (size > room) {
            overflow();
        }
    }

    /** The names with their share of the total, the largest first and names of one share by alphabet. */
    public Map<String, Double> shares() {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int place : ranked()) {
            if (weights[place] > 0) {
                shares.put(names[place], (double) weights[place] / total);
            }
        }
        return shares;
    }

    /** Places by weight: an insertion sort, as there are few. */
    private int[] ranked() {
        int[] order = new int[size];
        for (int k = 0; k < size; k++) {
            int at = k;
            while (at > 0 && before(k, order[at - 1])) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = k;
        }
        return order;
    }

    private boolean before(int a, int b) {
        return weights[a] != weights[b] ? weights[a] > weights[b] : names[a].compareTo(names[b]) < 0;
    }

    private int find(String name) {
        for (int k = 0; k < size; k++) {
            if (names[k].equals(name)) {
                return k;
            }
        }
        return -1;
    }

    private void append(String name, long weight) {
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            weights = Arrays.copyOf(weights, 2 * size);
        }
        names[size] = name;
        weights[size++] = weight;
    }

    /** Takes the weight of the first name without room from all, and forgets those left with nothing. */
    private void overflow() {
        if (distinct == null) {
            distinct = distinctNames();
        }
        long[] sorted = Arrays.copyOf(weights, size);
        Arrays.sort(sorted);
        long least = sorted[size - room - 1];
        int kept = 0;
        for (int k = 0; k < size; k++) {
            if (weights[k] > least) {
                names[kept] = names[k];
                weights[kept++] = weights[k] - least;
            }
        }
        Arrays.fill(names, kept, size, null);
        size = kept;
    }

    private DistinctCounter distinctNames() {
        DistinctCounter counter = new DistinctCounter();
        for (int k = 0; k < size; k++) {
            counter.add(names[k].hashCode());
        }
        return counter;
    }

    /** Writes the names and weights. */
    public void write(DataOutput out) throws IOException {
        Packed.write(out, 2L * size + (distinct == null ? 0 : 1));
        long kept = 0;
        for (int k = 0; k < size; k++) {
            Packed.writeText(out, names[k]);
            Packed.write(out, weights[k]);
            kept += weights[k];
        }
        Packed.write(out, total - kept);
        if (distinct != null) {
            distinct.write(out);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static FrequentNames read(DataInput in, int room) throws IOException {
        FrequentNames names = new FrequentNames(room);
        int head = Packed.readUpTo(in, 2 * room + 1, "number of names");
        for (int k = 0; k < head >> 1; k++) {
            names.append(Packed.readText(in), Packed.read(in));
            names.total += names.weights[k];
        }
        names.total += Packed.read(in);
        if ((head & 1) != 0) {
            names.distinct = DistinctCounter.read(in);
        }
        return names;
    }
}
