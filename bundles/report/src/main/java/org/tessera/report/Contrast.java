// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.Segment;
import org.tessera.api.segment.Segmentation;
import org.tessera.api.segment.Segments;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.strategy.Progress;

/** Picks a few customers that are unlike each other: always the same ones for the same data. */
final class Contrast {
    private static final int MOST_POINTS = 2500;

    private Contrast() {}

    /** A customer and what they stand for, in words. */
    record Pick(String customer, String why) {}

    /** The most typical customer of each of the largest segments, or customers who buy much, middling and little. */
    static List<Pick> pick(Sources sources, int most, Progress progress) {
        Optional<Segmentation> segmentation = sources.segments().flatMap(Segments::current);
        if (segmentation.isPresent()) {
            List<Pick> typical = typical(segmentation.get(), sources.segments().get(), most);
            if (!typical.isEmpty()) {
                return typical;
            }
        }
        return sources.customers()
                .map(customers -> byFrequency(sources, customers, most, progress))
                .orElse(List.of());
    }

    private static List<Pick> typical(Segmentation segmentation, Segments segments, int most) {
        Map<String, List<Segments.Point>> points = new LinkedHashMap<>();
        for (Segments.Point point : segments.projection(MOST_POINTS)) {
            points.computeIfAbsent(point.segment(), segment -> new ArrayList<>())
                    .add(point);
        }
        List<Pick> picks = new ArrayList<>();
        for (Segment segment : segmentation.segments()) {
            List<Segments.Point> own =
                    points.getOrDefault(segment.segment(), points.getOrDefault(segment.name(), List.of()));
            if (picks.size() < most && !own.isEmpty()) {
                picks.add(new Pick(nearestToMedian(own).customer(), "typical of \u201c" + segment.name() + "\u201d"));
            }
        }
        return picks;
    }

    private static Segments.Point nearestToMedian(List<Segments.Point> points) {
        double x = median(points.stream().mapToDouble(Segments.Point::x).toArray());
        double y = median(points.stream().mapToDouble(Segments.Point::y).toArray());
        return points.stream()
                .min(Comparator.comparingDouble(point -> Math.hypot(point.x() - x, point.y() - y)))
                .orElseThrow();
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static List<Pick> byFrequency(Sources sources, CustomerDirectory customers, int most, Progress progress) {
        boolean known = sources.portraits().stream()
                .flatMap(portraits -> portraits.traits().stream())
                .anyMatch(trait -> trait.name().equals(RfmPart.FREQUENCY));
        if (known) {
            FeatureTable table = sources.portraits().get().table(List.of(RfmPart.FREQUENCY), progress);
            if (table.column(RfmPart.FREQUENCY).orElse(null) instanceof FeatureTable.Numeric column) {
                int[] rows = IntStream.range(0, table.rows())
                        .filter(row -> !column.isMissing(row))
                        .boxed()
                        .sorted(Comparator.comparingDouble(row -> -column.value(row)))
                        .mapToInt(Integer::intValue)
                        .toArray();
                return spread(rows.length, most).stream()
                        .map(place -> new Pick(
                                customers.id(table.id(rows[place])),
                                "number " + Format.count(place + 1L) + " of " + Format.count(rows.length)
                                        + " by how often they buy"))
                        .toList();
            }
        }
        return spread(customers.size(), most).stream()
                .map(place -> new Pick(customers.id(place), "one of " + Format.count(customers.size())))
                .toList();
    }

    /** Places spread evenly over a list, the first and the last among them. */
    private static List<Integer> spread(int size, int most) {
        int count = Math.min(size, most);
        return IntStream.range(0, count)
                .map(k -> count == 1 ? 0 : (int) ((long) k * (size - 1) / (count - 1)))
                .boxed()
                .toList();
    }
}
