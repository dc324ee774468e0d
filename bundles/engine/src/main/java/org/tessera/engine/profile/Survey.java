// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tessera.api.profile.Portraits.Summary;
import org.tessera.api.profile.Trait;
import org.tessera.api.strategy.Progress;

/**
 * What all portraits say at a moment, from all customers, or from an even sample where there are very many.
 * Immutable once made.
 */
final class Survey {
    private static final int MOST_LEVELS = 50;
    private static final double[] QUANTILES = {0, 0.25, 0.5, 0.75, 1};

    private final Stamp stamp;
    private final Columns columns;
    private final Ranks ranks;
    private final BitSet compared;
    private final long now;

    /**
     * What a survey rests on; one with an equal stamp would say the same.
     *
     * @param slots ids of the services whose states were read, with how far those were
     * @param attributes counts changes of attributes
     * @param events number of events at the time
     * @param moment at which it is read, as coarse as it matters
     */
    record Stamp(TraitSheet sheet, Map<Long, Standing> slots, long attributes, long events, long moment) {}

    private Survey(Stamp stamp, Columns columns, Ranks ranks, BitSet compared, long now) {
        this.stamp = stamp;
        this.columns = columns;
        this.ranks = ranks;
        this.compared = compared;
        this.now = now;
    }

    /**
     * Reads and compares.
     *
     * @param population customers there are at most
     * @param most customers to look at, about
     */
    static Survey take(
            Stamp stamp,
            List<ProfilerSlot<?>> slots,
            ColumnReader reader,
            int population,
            int most,
            long now,
            Progress progress) {
        boolean[] all = new boolean[stamp.sheet().size()];
        Arrays.fill(all, true);
        Columns columns = new Columns(stamp.sheet(), all, now, population);
        BitSet present = reader.read(slots, columns, now, most, progress);
        Ranks ranks = new Ranks(columns, present.cardinality());
        BitSet compared = reader.compare(slots, columns, ranks, progress);
        return new Survey(stamp, columns, ranks, compared, now);
    }

    Stamp stamp() {
        return stamp;
    }

    Columns columns() {
        return columns;
    }

    Ranks ranks() {
        return ranks;
    }

    /** Whether a trait comes of comparing with all customers. */
    boolean isCompared(int place) {
        return compared.get(place);
    }

    /** Share of the customers that have a number. */
    double coverage(String trait) {
        return columns.rows() == 0 ? 0 : (double) ranks.values(trait).length / columns.rows();
    }

    /** Mean share of each name over the customers that have any, or customers of each level; the largest first. */
    Map<String, Double> levels(int place) {
        return switch (columns.sheet().trait(place).type()) {
            case CATEGORY -> counts(place);
            case SHARES -> means(place);
            default -> Map.of();
        };
    }

    private Map<String, Double> counts(int place) {
        Columns.Levels levels = columns.levels(place);
        if (levels == null) {
            return Map.of();
        }
        double[] counts = new double[levels.names.size()];
        for (int row = 0; row < columns.rows(); row++) {
            int code = levels.code(row);
            if (code >= 0) {
                counts[code]++;
            }
        }
        double scale = columns.rows() == 0 ? 1 : (double) ranks.size() / columns.rows();
        return largest(
                levels.names,
                Arrays.stream(counts).map(count -> Math.rint(count * scale)).toArray());
    }

    private Map<String, Double> means(int place) {
        Columns.Shares shares = columns.shares(place);
        if (shares == null) {
            return Map.of();
        }
        double[] sums = new double[shares.names.names.size()];
        BitSet having = new BitSet();
        for (int k = 0; k < shares.size; k++) {
            sums[shares.entryCodes[k]] += shares.entryShares[k];
            having.set(shares.entryRows[k]);
        }
        return largest(
                shares.names.names,
                Arrays.stream(sums).map(sum -> sum / having.cardinality()).toArray());
    }

    private static Map<String, Double> largest(List<String> names, double[] values) {
        Map<String, Double> largest = new LinkedHashMap<>();
        IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(k -> -values[k]).thenComparing(names::get))
                .limit(MOST_LEVELS)
                .forEach(k -> largest.put(names.get(k), values[k]));
        return largest;
    }

    Summary summary() {
        Map<String, List<Double>> numbers = new LinkedHashMap<>();
        Map<String, Map<String, Double>> levels = new LinkedHashMap<>();
        for (int place = 0; place < columns.sheet().size(); place++) {
            Trait trait = columns.sheet().trait(place);
            double[] values = ranks.values(trait.name());
            if (values.length > 0) {
                List<Double> row = new ArrayList<>();
                row.add(coverage(trait.name()));
                for (double share : QUANTILES) {
                    row.add(Ranks.quantile(values, share));
                }
                numbers.put(trait.name(), List.copyOf(row));
            }
            Map<String, Double> named = levels(place);
            if (!named.isEmpty()) {
                levels.put(trait.name(), named);
            }
        }
        return new Summary(ranks.size(), Instant.ofEpochMilli(now), numbers, levels);
    }
}
