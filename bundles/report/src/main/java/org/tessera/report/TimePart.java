// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Events over time.
 *
 * @param unit of the stretches of time, such as {@code week}
 * @param summary in words, for those who do not see the chart
 * @param head names of the columns of the table
 * @param chart for the page's script
 */
record TimePart(String unit, String summary, List<String> head, List<Row> rows, Chart chart) {
    /** Types drawn one by one; the rest is one curve. */
    private static final int MOST_TYPES = 5;

    /** The numbers of a stretch of time. */
    record Row(String label, List<String> cells) {}

    /** One curve. */
    record Curve(String name, long[] values) {}

    /** What the script draws; money is empty where there is none. */
    record Chart(String unit, List<String> labels, List<Curve> curves, long[] money) {}

    static Part<TimePart> of(Optional<EventScan> found) {
        if (found.isEmpty()) {
            return Part.missing("The event store is not running, so there is nothing to draw.", "");
        }
        EventScan scan = found.get();
        if (scan.types().isEmpty()) {
            return Part.missing("There are no events yet.", "Start with: import events FILE");
        }
        List<Curve> curves = curves(scan);
        long[] money = scan.turnover() > 0
                ? Arrays.stream(scan.money()).mapToLong(Math::round).toArray()
                : new long[0];
        Stretches stretches = scan.stretches();
        List<String> labels = stretches.labels();
        List<String> head = new ArrayList<>(curves.stream().map(Curve::name).toList());
        if (money.length > 0) {
            head.add("money");
        }
        List<Row> rows = IntStream.range(0, labels.size())
                .mapToObj(k -> row(labels.get(k), curves, money, k))
                .toList();
        String unit = stretches.unit().noun();
        return Part.of(
                new TimePart(unit, summary(scan, labels, unit), head, rows, new Chart(unit, labels, curves, money)));
    }

    private static List<Curve> curves(EventScan scan) {
        List<String> types = scan.types();
        List<Curve> curves = new ArrayList<>();
        for (String type : types.subList(0, Math.min(MOST_TYPES, types.size()))) {
            curves.add(new Curve(type, scan.series(type)));
        }
        if (types.size() > MOST_TYPES) {
            long[] rest = new long[scan.stretches().count()];
            for (String type : types.subList(MOST_TYPES, types.size())) {
                Arrays.setAll(rest, k -> rest[k] + scan.series(type)[k]);
            }
            curves.add(new Curve("other types", rest));
        }
        return curves;
    }

    private static Row row(String label, List<Curve> curves, long[] money, int k) {
        List<String> cells = new ArrayList<>(
                curves.stream().map(curve -> Format.count(curve.values()[k])).toList());
        if (money.length > 0) {
            cells.add(Format.count(money[k]));
        }
        return new Row(label, cells);
    }

    private static String summary(EventScan scan, List<String> labels, String unit) {
        String leading = scan.leadingType();
        long[] series = scan.series(leading);
        int best = IntStream.range(0, series.length)
                .reduce((a, b) -> series[b] > series[a] ? b : a)
                .orElse(0);
        return "%s of type %s in %s; the busiest %s begins %s with %s."
                .formatted(
                        Format.count(scan.total(leading), "event", "events"),
                        leading,
                        Format.count(labels.size(), unit, unit + "s"),
                        unit,
                        labels.get(best),
                        Format.count(series[best]));
    }
}
