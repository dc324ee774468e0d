// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.profile.Portraits;
import org.tessera.api.strategy.Progress;

/**
 * The map of recency by frequency: how many customers and how much money in each field. The classes are about fifths of
 * the customers, moved to round numbers, as people think in weeks and months and not in quantiles.
 *
 * @param head frequency classes from left to right
 * @param rows recency classes, the newest first
 * @param priced whether any money is known
 * @param finding what stands out, in words
 */
record RfmPart(List<String> head, List<Row> rows, boolean priced, String finding) {
    static final String RECENCY = "recency_days";
    static final String FREQUENCY = "frequency";
    static final String MONETARY = "monetary";

    private static final int CLASSES = 5;

    /** Above these, dark text on a dark page or light text on a light page would have too little contrast. */
    private static final double WARM = 0.6;

    private static final double HOT = 0.81;
    private static final double[] ROUND_DAYS = {1, 3, 7, 14, 21, 30, 45, 60, 90, 120, 180, 270, 365, 545, 730, 1095};
    private static final double[] ROUND_TIMES = {1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 75, 100, 200, 500, 1000};

    /** A class of recency. */
    record Row(String label, List<Cell> cells) {}

    /**
     * Customers of one class of recency and frequency.
     *
     * @param heat share of the fullest field in percent
     * @param tone how strong its colour is, so that the text can be one that stands out: empty, warm, hot or none
     */
    record Cell(String customers, String share, String money, String heat, String tone, boolean empty) {}

    static Part<RfmPart> of(Optional<Portraits> portraits, Progress progress) {
        if (portraits.isEmpty()) {
            return Part.missing("Nothing that keeps portraits is running, so there is no map.", "");
        }
        List<String> known =
                portraits.get().traits().stream().map(trait -> trait.name()).toList();
        List<String> lacking = List.of(RECENCY, FREQUENCY).stream()
                .filter(name -> !known.contains(name))
                .toList();
        if (!lacking.isEmpty()) {
            return Part.missing(
                    "No profiler gives " + String.join(" and ", lacking) + ", on which the map rests.",
                    "Install the bundle org.tessera.profile.rfm.");
        }
        List<String> wanted =
                known.contains(MONETARY) ? List.of(RECENCY, FREQUENCY, MONETARY) : List.of(RECENCY, FREQUENCY);
        FeatureTable table = portraits.get().table(wanted, progress);
        double[] recency = values(table, RECENCY);
        double[] frequency = values(table, FREQUENCY);
        double[] monetary = values(table, MONETARY);
        int[] rows = IntStream.range(0, table.rows())
                .filter(row -> !Double.isNaN(recency[row]) && !Double.isNaN(frequency[row]))
                .toArray();
        if (rows.length == 0) {
            return Part.missing("No customer has bought anything yet, so there is no map.", "");
        }
        double[] days = edges(pick(recency, rows), ROUND_DAYS);
        double[] times = edges(pick(frequency, rows), ROUND_TIMES);
        return Part.of(new Count(days, times, recency, frequency, monetary, rows).map());
    }

    private static double[] values(FeatureTable table, String name) {
        double[] values = new double[table.rows()];
        Arrays.fill(values, Double.NaN);
        if (table.column(name).orElse(null) instanceof FeatureTable.Numeric column) {
            Arrays.setAll(values, column::value);
        }
        return values;
    }

    private static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    }

    /** Upper ends of all classes but the last: the round numbers nearest to the fifths, each once. */
    static double[] edges(double[] values, double[] round) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        List<Double> edges = new ArrayList<>();
        for (int k = 1; k < CLASSES; k++) {
            double fifth = sorted[(int) ((long) k * (sorted.length - 1) / CLASSES)];
            double nearest = round[0];
            for (double candidate : round) {
                if (Math.abs(Math.log1p(candidate) - Math.log1p(fifth))
                        < Math.abs(Math.log1p(nearest) - Math.log1p(fifth))) {
                    nearest = candidate;
                }
            }
            // An edge at or above the greatest value would leave an empty class behind it.
            if (nearest < sorted[sorted.length - 1] && (edges.isEmpty() || nearest > edges.get(edges.size() - 1))) {
                edges.add(nearest);
            }
        }
        return edges.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Counts customers and money by class. */
    private record Count(
            double[] days, double[] times, double[] recency, double[] frequency, double[] monetary, int[] rows) {
        RfmPart map() {
            int width = times.length + 1;
            long[] customers = new long[(days.length + 1) * width];
            double[] money = new double[customers.length];
            double all = 0;
            for (int row : rows) {
                int cell = classOf(recency[row], days) * width + classOf(frequency[row], times);
                customers[cell]++;
                double spent = Double.isNaN(monetary[row]) ? 0 : monetary[row];
                money[cell] += spent;
                all += spent;
            }
            double total = all;
            long most = Arrays.stream(customers).max().orElse(1);
            List<Row> map = IntStream.rangeClosed(0, days.length)
                    .mapToObj(r -> new Row(
                            label(days, r, "day", "days"),
                            IntStream.range(0, width)
                                    .mapToObj(c -> cell(customers[r * width + c], money[r * width + c], most))
                                    .toList()))
                    .toList();
            List<String> head = IntStream.rangeClosed(0, times.length)
                    .mapToObj(c -> label(times, c, "order", "orders"))
                    .toList();
            return new RfmPart(head, map, total > 0, finding(customers, money, total));
        }

        private Cell cell(long count, double spent, long most) {
            double heat = (double) count / most;
            return new Cell(
                    Format.count(count),
                    Format.percent((double) count / rows.length),
                    Format.count(Math.round(spent)),
                    Format.fixed(100 * heat, 1),
                    count == 0 ? "empty" : heat > HOT ? "hot" : heat > WARM ? "warm" : "",
                    count == 0);
        }

        private String finding(long[] customers, double[] money, double total) {
            int fullest = IntStream.range(0, customers.length)
                    .reduce((a, b) -> customers[b] > customers[a] ? b : a)
                    .orElse(0);
            String where = describe(fullest);
            String text = "The fullest field holds %s of %s customers: they %s."
                    .formatted(Format.count(customers[fullest]), Format.count(rows.length), where);
            if (total <= 0) {
                return text;
            }
            int richest = IntStream.range(0, money.length)
                    .reduce((a, b) -> money[b] > money[a] ? b : a)
                    .orElse(0);
            return text
                    + " The dearest, with %s of all money, is that of the %s who %s."
                            .formatted(
                                    Format.percent(money[richest] / total),
                                    Format.count(customers[richest]),
                                    describe(richest));
        }

        private String describe(int cell) {
            int width = times.length + 1;
            return "have %s, the last %s ago"
                    .formatted(label(times, cell % width, "order", "orders"), label(days, cell / width, "day", "days"));
        }
    }

    private static int classOf(double value, double[] edges) {
        int k = 0;
        while (k < edges.length && value > edges[k]) {
            k++;
        }
        return k;
    }

    private static String label(double[] edges, int k, String one, String many) {
        if (edges.length == 0) {
            return "any number of " + many;
        }
        if (k == edges.length) {
            return "over " + noun(edges[k - 1], one, many);
        }
        double from = k == 0 ? 0 : edges[k - 1];
        if (k == 0 && one.equals("day")) {
            return "up to " + noun(edges[0], one, many);
        }
        return from + 1 >= edges[k]
                ? noun(edges[k], one, many)
                : Format.number(from + 1) + " to " + noun(edges[k], one, many);
    }

    private static String noun(double value, String one, String many) {
        return Format.number(value) + " " + (value == 1 ? one : many);
    }
}
