// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tessera.api.data.FeatureTable;

/** Tables for tests: made on the spot, the same for the same seed. */
public final class SampleTables {
    private SampleTables() {}

    /**
     * Three groups that nobody could miss, of 50, 30 and 20 % of the rows, in mixed columns with some gaps: two numbers, a
     * skewed amount and a category.
     */
    public static FeatureTable mixed(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] recency = new double[rows];
        double[] visits = new double[rows];
        double[] spend = new double[rows];
        int[] channel = new int[rows];
        for (int row = 0; row < rows; row++) {
            int group = group(row);
            recency[row] = 30 + 100 * group + 4 * gauss(random);
            visits[row] = 40 - 15 * group + gauss(random);
            spend[row] = Math.exp(3 + 1.5 * (2 - group) + 0.3 * gauss(random));
            channel[row] = group;
            // One gap at most: what is left still tells the group.
            int gap = random.nextInt(20);
            if (gap == 0) {
                visits[row] = Double.NaN;
            } else if (gap == 1) {
                channel[row] = -1;
            }
        }
        return FeatureTable.builder(rows)
                .numeric("recency", "days", recency)
                .numeric("visits", "", visits)
                .numeric("spend", "EUR", spend)
                .categorical("channel", List.of("web", "shop", "phone"), channel)
                .build();
    }

    /** The group of each row of {@link #mixed}. */
    public static int[] groups(int rows) {
        return IntStream.range(0, rows).map(SampleTables::group).toArray();
    }

    private static int group(int row) {
        int tenth = row % 10;
        return tenth < 5 ? 0 : tenth < 8 ? 1 : 2;
    }

    /** So many round groups of numbers with names {@code x0}, {@code x1}, …; rows take turns. */
    public static FeatureTable blobs(int rows, int dimensions, int groups, double spread, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] centres = random.doubles((long) groups * dimensions, -10, 10).toArray();
        double[] values = new double[rows * dimensions];
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < dimensions; j++) {
                values[row * dimensions + j] = centres[row % groups * dimensions + j] + spread * gauss(random);
            }
        }
        return FeatureTable.ofRowMajor(
                values,
                rows,
                IntStream.range(0, dimensions).mapToObj(j -> "x" + j).toList());
    }

    /** A table of one numeric column. */
    public static FeatureTable single(double... values) {
        return FeatureTable.builder(values.length).numeric("x", "", values).build();
    }

    /** The columns of a table in reverse order, and one more that nobody asked for. */
    public static FeatureTable reordered(FeatureTable table) {
        FeatureTable.Builder builder = FeatureTable.builder(table.rows());
        double[] ones = new double[table.rows()];
        Arrays.fill(ones, 1e6);
        builder.numeric("not asked for", "", ones);
        List<FeatureTable.Column> columns = new ArrayList<>(table.columns());
        for (int c = columns.size() - 1; c >= 0; c--) {
            if (columns.get(c) instanceof FeatureTable.Numeric number) {
                builder.numeric(
                        number.name(),
                        number.unit(),
                        IntStream.range(0, table.rows())
                                .mapToDouble(number::value)
                                .toArray());
            } else if (columns.get(c) instanceof FeatureTable.Categorical category) {
                builder.categorical(
                        category.name(),
                        category.levels(),
                        IntStream.range(0, table.rows()).map(category::code).toArray());
            }
        }
        return builder.build();
    }

    private static double gauss(SplittableRandom random) {
        double sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum - 6;
    }
}
