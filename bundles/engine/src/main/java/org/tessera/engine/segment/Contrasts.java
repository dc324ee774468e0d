// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What distinguishes a segment, strongest first, each thing said once. Not safe for many threads. */
final class Contrasts {
    /** Below this an effect is too small to speak of (Cohen 1988 calls .2 small). */
    private static final double SMALL = .2;

    /**
     * Traits that go together this closely inside of segments say the same. Across segments they go together because the
     * segments are what they are.
     */
    private static final double SAME = .8;

    /** Across segments, only copies go together this closely. */
    private static final double COPY = .99;

    private static final int MOST = 8;

    /** Stronger candidates than these are not compared with: keeps very wide tables affordable. */
    private static final int CANDIDATES = 200;

    private static final int CORRELATED_ON = 5_000;

    private final List<DescribedTrait> traits;
    private final int[] sample;

    private final int[] codes;
    private final int[] together;

    /** Centred and scaled signals by trait and level. */
    private final Map<String, Signal> signals = new HashMap<>();

    Contrasts(List<DescribedTrait> traits, Cohorts cohorts) {
        this.traits = traits;
        this.sample = cohorts.sample(CORRELATED_ON);
        this.codes = Arrays.stream(sample).map(row -> cohorts.codes()[row]).toArray();
        this.together = new int[sample.length];
    }

    /** At least the strongest difference there is, however small. */
    List<Contrast> of(int segment) {
        List<Contrast> all = new ArrayList<>();
        for (DescribedTrait trait : traits) {
            trait.contrast(segment).ifPresent(all::add);
        }
        // Stable: equal ones stay in the order of the columns.
        all.sort(Comparator.comparingDouble((Contrast c) -> -c.strength()));
        List<Contrast> kept = new ArrayList<>();
        for (Contrast contrast : all.subList(0, Math.min(CANDIDATES, all.size()))) {
            if (kept.size() == MOST || !kept.isEmpty() && contrast.strength() < SMALL) {
                break;
            }
            if (kept.stream().noneMatch(k -> saysTheSame(k, contrast))) {
                kept.add(contrast);
            }
        }
        return kept;
    }

    private boolean saysTheSame(Contrast stronger, Contrast weaker) {
        // Shares add up to one: more of one is less of the others.
        boolean family = !stronger.trait().family().isEmpty()
                && stronger.trait().family().equals(weaker.trait().family());
        if (family && weaker.effect() < 0) {
            return true;
        }
        Signal a = signal(stronger);
        Signal b = signal(weaker);
        double within = correlation(a.within(), b.within());
        double across = correlation(a.across(), b.across());
        double sign = stronger.effect() * weaker.effect();
        // Going together and differing in opposite ways is news, not the same.
        return Math.abs(within) >= SAME && within * sign > 0 || Math.abs(across) >= COPY && across * sign > 0;
    }

    private static double correlation(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    /**
     * Values of the sample, of length 1, or all 0 where nothing varies.
     *
     * @param within less the mean of their segment
     * @param across less the mean of all
     */
    private record Signal(double[] within, double[] across) {}

    private Signal signal(Contrast contrast) {
        return signals.computeIfAbsent(contrast.trait().name() + '\0' + contrast.level(), key -> {
            double[] values = new double[sample.length];
            Arrays.setAll(values, k -> contrast.trait().signal(sample[k], contrast.level()));
            return new Signal(standardised(values, codes), standardised(values, together));
        });
    }

    private static double[] standardised(double[] values, int[] groups) {
        int count = Arrays.stream(groups).max().orElse(-1) + 1;
        double[] means = new double[count];
        int[] present = new int[count];
        double largest = 0;
        for (int k = 0; k < values.length; k++) {
            if (!Double.isNaN(values[k])) {
                means[groups[k]] += values[k];
                present[groups[k]]++;
                largest = Math.max(largest, Math.abs(values[k]));
            }
        }
        for (int g = 0; g < count; g++) {
            means[g] /= Math.max(1, present[g]);
        }
        double[] standard = new double[values.length];
        double squares = 0;
        for (int k = 0; k < values.length; k++) {
            standard[k] = Double.isNaN(values[k]) ? 0 : values[k] - means[groups[k]];
            squares += standard[k] * standard[k];
        }
        double length = Math.sqrt(squares);
        boolean varies = length > 1e-9 * largest;
        Arrays.setAll(standard, k -> varies ? standard[k] / length : 0);
        return standard;
    }
}
