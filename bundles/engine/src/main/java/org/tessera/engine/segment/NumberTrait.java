// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.tessera.api.data.FeatureTable.Numeric;

/** A number in each segment. */
final class NumberTrait implements DescribedTrait {
    /** Skewness above which a mean says little: that of an exponential distribution is 2. */
    private static final double SKEWED = 1;

    /** No effect is larger: values without any spread would make it infinite. */
    private static final double LARGEST = 10;

    private final Numeric column;
    private final Cohorts cohorts;
    private final int[] sample;
    private final TraitWords words;
    private final boolean share;
    private final boolean skewed;

    /** What values are divided by before their logarithm is taken; 0 where it is not. */
    private final double scale;

    private final double centre;
    private final long[] counts;
    private final double[] rawSums;
    private final double[] sums;
    private final double[] squares;

    NumberTrait(Numeric column, Map<String, String> labels, Cohorts cohorts, int[] sample) {
        this.column = column;
        this.cohorts = cohorts;
        this.sample = sample;
        this.words = TraitWords.of(column, labels);
        Shape shape = Shape.of(column, cohorts.codes().length);
        share = words.isLevel() && shape.min >= 0 && shape.max <= 1;
        skewed = !share && Math.abs(shape.skewness) > SKEWED;
        double median = skewed ? median(values(sample, -1)) : 0;
        // Amounts of money spread by factors: their difference shows in the logarithm, where no single giant hides it.
        scale = skewed && shape.skewness > 0 && shape.min >= 0 ? (median > 0 ? median : shape.mean) : 0;
        centre = transformed(shape.mean);
        int k = cohorts.count();
        counts = new long[k];
        rawSums = new double[k];
        sums = new double[k];
        squares = new double[k];
        for (int row = 0; row < cohorts.codes().length; row++) {
            double value = column.value(row);
            if (Double.isFinite(value)) {
                int segment = cohorts.codes()[row];
                double t = transformed(value) - centre;
                counts[segment]++;
                rawSums[segment] += value;
                sums[segment] += t;
                squares[segment] += t * t;
            }
        }
    }

    /** Moments of all values. */
    private record Shape(double mean, double skewness, double min, double max) {
        static Shape of(Numeric column, int rows) {
            long n = 0;
            double sum = 0;
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            for (int row = 0; row < rows; row++) {
                double value = column.value(row);
                if (Double.isFinite(value)) {
                    n++;
                    sum += value;
                    min = Math.min(min, value);
                    max = Math.max(max, value);
                }
            }
            double mean = n == 0 ? 0 : sum / n;
            double m2 = 0;
            double m3 = 0;
            for (int row = 0; row < rows; row++) {
                double off = column.value(row) - mean;
                if (Double.isFinite(off)) {
                    m2 += off * off;
                    m3 += off * off * off;
                }
            }
            double skewness = max > min && m2 > 0 ? Math.sqrt(n) * m3 / Math.pow(m2, 1.5) : 0;
            return new Shape(mean, skewness, min, max);
        }
    }

    private double transformed(double value) {
        return scale > 0 ? Math.log1p(value / scale) : value;
    }

    @Override
    public String name() {
        return column.name();
    }

    @Override
    public String family() {
        return share ? words.family() : "";
    }

    @Override
    public Optional<Object> typical(int segment) {
        return counts[segment] == 0 ? Optional.empty() : Optional.of(inside(segment));
    }

    private double inside(int segment) {
        if (!skewed) {
            return rawSums[segment] / counts[segment];
        }
        int[] rows = Arrays.copyOfRange(cohorts.rows(), cohorts.starts()[segment], cohorts.starts()[segment + 1]);
        return median(values(rows, -1));
    }

    private double[] values(int[] rows, int without) {
        return Arrays.stream(rows)
                .filter(row -> cohorts.codes()[row] != without)
                .mapToDouble(column::value)
                .filter(Double::isFinite)
                .toArray();
    }

    private static double median(double[] values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(values);
        return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
    }

    @Override
    public Optional<Contrast> contrast(int segment) {
        long n = counts[segment];
        long others = Arrays.stream(counts).sum() - n;
        if (n == 0 || others == 0) {
            return Optional.empty();
        }
        double sumOthers = Arrays.stream(sums).sum() - sums[segment];
        double squaresOthers = Arrays.stream(squares).sum() - squares[segment];
        double mean = sums[segment] / n;
        double meanOthers = sumOthers / others;
        double spread = Math.max(0, squares[segment] - n * mean * mean)
                + Math.max(0, squaresOthers - others * meanOthers * meanOthers);
        double pooled = n + others > 2 ? Math.sqrt(spread / (n + others - 2)) : 0;
        double difference = mean - meanOthers;
        double rounding = 1e-9 * (Math.abs(centre) + Math.abs(mean) + Math.abs(meanOthers));
        if (Math.abs(difference) <= rounding) {
            return Optional.empty();
        }
        double effect = Math.max(-LARGEST, Math.min(LARGEST, difference / Math.max(pooled, Double.MIN_NORMAL)));
        double typical = inside(segment);
        double typicalOthers = skewed ? median(values(sample, segment)) : Double.NaN;
        String here = words.value(typical, share);
        String elsewhere = Double.isNaN(typicalOthers) ? here : words.value(typicalOthers, share);
        if (here.equals(elsewhere) || typical > typicalOthers != effect > 0) {
            // Where more than half are nothing on both sides, only the means tell them apart.
            here = words.value(rawSums[segment] / n, share);
            elsewhere = words.value((Arrays.stream(rawSums).sum() - rawSums[segment]) / others, share);
        }
        String text = words.subject() + " " + here + " against " + elsewhere + " elsewhere";
        return Optional.of(
                new Contrast(this, -1, effect, Math.abs(effect), text, words.part(effect > 0, share, typical)));
    }

    @Override
    public double signal(int row, int level) {
        double value = column.value(row);
        return Double.isFinite(value) ? transformed(value) : Double.NaN;
    }
}
