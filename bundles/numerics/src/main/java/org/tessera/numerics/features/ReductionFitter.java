// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tessera.api.strategy.SettingException;
import org.tessera.numerics.dense.PrincipalComponents;

/**
 * Learns which prepared columns to keep and how to turn them into components, from rows that are already prepared. One
 * instance fits one table.
 */
final class ReductionFitter {
    /** Columns whose variance within their range is lower are all but constant: an indicator of one row in a hundred. */
    private static final double LEAST_VARIANCE = 0.01;

    /** Eigenvectors of more columns than these would take minutes. */
    private static final int MOST_FOR_COMPONENTS = 2_000;

    /** Information shared by the pairs of more columns than these would take minutes, and gigabytes. */
    private static final int MOST_FOR_INFORMATION = 3_000;

    private final double[] x;
    private final int n;
    private final List<String> names;
    private final Preparation preparation;
    private final List<String> describe = new ArrayList<>();

    /**
     * @param x {@code n × names.size()}, row-major
     */
    ReductionFitter(double[] x, int n, List<String> names, Preparation preparation) {
        this.x = x;
        this.n = n;
        this.names = names;
        this.preparation = preparation;
    }

    static boolean needed(Preparation preparation) {
        return preparation.selection() != Preparation.Selection.NONE || preparation.components() > 0;
    }

    Reduction fit() {
        int[] kept = switch (preparation.selection()) {
            case NONE -> IntStream.range(0, names.size()).toArray();
            case VARIANCE -> byVariance();
            case INFORMATION -> byInformation();
        };
        return preparation.components() > 0 && kept.length > 1 && n > 1
                ? components(kept)
                : new Reduction(names.size(), kept, new double[0], new double[0], describe);
    }

    private int[] byVariance() {
        int d = names.size();
        double[] variance = new double[d];
        for (int c = 0; c < d; c++) {
            variance[c] = varianceWithinRange(c);
        }
        Integer[] order = IntStream.range(0, d).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble((Integer c) -> -variance[c]));
        int most = preparation.columns() == 0 ? d : Math.min(d, preparation.columns());
        double least = preparation.columns() == 0 ? LEAST_VARIANCE : 0;
        int[] kept = Arrays.stream(order)
                .limit(most)
                .filter(c -> variance[c] >= least)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        if (kept.length == 0) {
            kept = new int[] {order[0]};
        }
        say(kept, "varies too little within its range");
        return kept;
    }

    private double varianceWithinRange(int column) {
        int d = names.size();
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int row = 0; row < n; row++) {
            double value = x[row * d + column];
            min = Math.min(min, value);
            max = Math.max(max, value);
            sum += value;
        }
        double range = max - min;
        if (!(range > 0)) {
            return 0;
        }
        double mean = sum / n;
        double squares = 0;
        for (int row = 0; row < n; row++) {
            double share = (x[row * d + column] - mean) / range;
            squares += share * share;
        }
        return squares / n;
    }

    private int[] byInformation() {
        if (names.size() > MOST_FOR_INFORMATION) {
            throw new SettingException(
                    "selection",
                    "information shared by " + names.size() + " prepared columns, expected at most "
                            + MOST_FOR_INFORMATION,
                    "set it to variance, or choose fewer traits or levels");
        }
        int[] kept = new SharedInformation(x, n, names.size()).choose(preparation.columns());
        say(kept, "shares no information with the others, or says what another says");
        return kept;
    }

    private void say(int[] kept, String reason) {
        for (int c = 0; c < names.size(); c++) {
            if (Arrays.binarySearch(kept, c) < 0) {
                describe.add(names.get(c) + ": left out, " + reason);
            }
        }
    }

    private Reduction components(int[] kept) {
        int m = kept.length;
        if (m > MOST_FOR_COMPONENTS) {
            throw new SettingException(
                    "components",
                    "principal components of " + m + " prepared columns, expected at most " + MOST_FOR_COMPONENTS,
                    "choose fewer traits or levels, or set selection and columns");
        }
        double[] chosen = new double[n * m];
        new Reduction(names.size(), kept, new double[0], new double[0], List.of()).apply(x, n, chosen, 0);
        double wanted = preparation.components();
        PrincipalComponents all = PrincipalComponents.of(chosen, n, m, wanted < 1 ? m : (int) Math.min(m, wanted));
        double[] shares = all.shares();
        int count = 0;
        double held = 0;
        while (count < shares.length && (count == 0 || wanted >= 1 || held < wanted - 1e-12)) {
            held += shares[count++];
        }
        double[] directions = new double[count * m];
        for (int c = 0; c < count; c++) {
            System.arraycopy(all.direction(c), 0, directions, c * m, m);
        }
        describe.add(String.format(
                Locale.ROOT,
                "%d columns taken as %d principal component%s that hold%s %.1f %% of their variance: %s",
                m,
                count,
                count == 1 ? "" : "s",
                count == 1 ? "s" : "",
                100 * held,
                IntStream.range(0, Math.min(count, 3))
                        .mapToObj(c -> "component " + (c + 1) + " mostly " + strongest(all.direction(c), kept))
                        .collect(Collectors.joining("; "))));
        return new Reduction(names.size(), kept, all.mean(), directions, describe);
    }

    /** Names of the columns that a component is mostly made of. */
    private String strongest(double[] direction, int[] kept) {
        return IntStream.range(0, direction.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer j) -> -Math.abs(direction[j])))
                .limit(3)
                .map(j -> names.get(kept[j]))
                .collect(Collectors.joining(", "));
    }
}
