// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tessera.api.data.FeatureTable.Categorical;

/** A category in each segment. Only its most frequent levels are looked at: rare ones cannot be typical. */
final class LevelTrait implements DescribedTrait {
    private static final int MOST_LEVELS = 1_000;

    private final Categorical column;
    private final TraitWords words;

    /** Codes of the levels looked at, the most frequent first. */
    private final int[] levels;

    /** Rows that have each level, by code. */
    private final int[] totals;

    /** Rows of each segment that have each of them. */
    private final int[][] counts;

    /** Rows of each segment that have any level. */
    private final long[] present;

    LevelTrait(Categorical column, Map<String, String> labels, Cohorts cohorts) {
        this.column = column;
        this.words = TraitWords.of(column, labels);
        int[] codes = cohorts.codes();
        totals = new int[column.levels().size()];
        for (int row = 0; row < codes.length; row++) {
            if (column.code(row) >= 0) {
                totals[column.code(row)]++;
            }
        }
        levels = IntStream.range(0, totals.length)
                .filter(level -> totals[level] > 0)
                .boxed()
                .sorted(Comparator.comparingInt((Integer level) -> -totals[level]))
                .limit(MOST_LEVELS)
                .mapToInt(Integer::intValue)
                .toArray();
        int[] places = new int[totals.length];
        Arrays.fill(places, -1);
        for (int place = 0; place < levels.length; place++) {
            places[levels[place]] = place;
        }
        counts = new int[cohorts.count()][levels.length];
        present = new long[cohorts.count()];
        for (int row = 0; row < codes.length; row++) {
            int code = column.code(row);
            if (code >= 0) {
                present[codes[row]]++;
                if (places[code] >= 0) {
                    counts[codes[row]][places[code]]++;
                }
            }
        }
    }

    @Override
    public String name() {
        return column.name();
    }

    @Override
    public String family() {
        return column.name();
    }

    @Override
    public Optional<Object> typical(int segment) {
        int best = -1;
        for (int place = 0; place < levels.length; place++) {
            if (counts[segment][place] > (best < 0 ? 0 : counts[segment][best])) {
                best = place;
            }
        }
        return best < 0 ? Optional.empty() : Optional.of(column.levels().get(levels[best]));
    }

    @Override
    public Optional<Contrast> contrast(int segment) {
        long n = present[segment];
        long others = Arrays.stream(present).sum() - n;
        if (n == 0 || others == 0) {
            return Optional.empty();
        }
        int best = -1;
        double strength = 0;
        double share = 0;
        double shareOthers = 0;
        for (int place = 0; place < levels.length; place++) {
            double here = (double) counts[segment][place] / n;
            double elsewhere = (double) (totals[levels[place]] - counts[segment][place]) / others;
            // Cohen's h, so that levels and numbers can be ranked together.
            double h = Math.abs(2 * Math.asin(Math.sqrt(here)) - 2 * Math.asin(Math.sqrt(elsewhere)));
            // Of two levels, one is as much more as the other is less: the one that is more says it better.
            boolean moreOf = here > elsewhere && share < shareOthers;
            if (h > strength + 1e-9 || moreOf && h > strength - 1e-9) {
                best = place;
                strength = h;
                share = here;
                shareOthers = elsewhere;
            }
        }
        if (best < 0) {
            return Optional.empty();
        }
        int code = levels[best];
        String level = words.level(column.levels().get(code));
        String part =
                share > shareOthers ? (share >= .5 ? "" : "more ") + level : (share < .01 ? "no " : "less ") + level;
        String subject = words.subject() + " " + column.levels().get(code);
        String text = subject + " " + NumberText.percent(share) + " against " + NumberText.percent(shareOthers)
                + " elsewhere";
        return Optional.of(new Contrast(this, code, share - shareOthers, strength, text, part));
    }

    @Override
    public double signal(int row, int level) {
        return column.isMissing(row) ? Double.NaN : column.code(row) == level ? 1 : 0;
    }
}
