// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.tessera.api.segment.Drift;
import org.tessera.api.segment.Segment;
import org.tessera.api.segment.Segmentation;
import org.tessera.api.segment.Segments;
import org.tessera.api.strategy.Progress;

/**
 * The segments: how large, how good, what makes each one different, and a view of all customers in the plane.
 *
 * @param quality measures of the whole, each with what it says
 * @param preparation how the traits were prepared, one line each
 * @param warning that customers have moved away from what the segments were formed of; empty where they have not
 * @param movement since the segments before; none where there were none
 * @param choice of strategy and settings; none where a person chose
 */
record SegmentsPart(
        String strategy,
        String model,
        String count,
        List<Card> cards,
        List<Quality> quality,
        List<String> preparation,
        String warning,
        List<MovementTable> movement,
        List<ChoiceTable> choice,
        List<SegmentPlots.Plot> plots,
        String drawn,
        Chart chart) {
    private static final int MOST_POINTS = 2500;
    private static final int MOST_DIFFERENCES = 4;
    private static final int MOST_RULES = 3;
    private static final int MOST_TRAITS = 6;
    /** A measure of the segmentation. */
    record Quality(String name, String value, String meaning) {}

    /**
     * One segment.
     *
     * @param colour number of its colour
     * @param shape number of its shape
     * @param width of its bar in percent
     */
    record Card(
            String segment,
            String name,
            int colour,
            int shape,
            String size,
            String share,
            String width,
            List<String> differences,
            List<String> rules,
            SegmentWorth worth,
            List<TraitTexts.Line> traits) {}

    /** A segment as the script draws it. */
    record Group(String name, int colour, int shape) {}

    /** A customer: where, which group by its place in the list, who. */
    record Dot(double x, double y, int group, String customer) {}

    /** What the script draws, within the limits given; what lies beyond is drawn at the edge. */
    record Chart(List<Group> groups, List<Dot> dots, double[] limits) {}

    static Part<SegmentsPart> of(Optional<Segments> segments, TraitTexts texts, Progress progress) {
        if (segments.isEmpty()) {
            return Part.missing("Nothing that forms segments is running.", "");
        }
        Optional<Segmentation> current = segments.get().current();
        if (current.isEmpty()) {
            return Part.missing("No segments have been formed yet.", "Form them with: segment");
        }
        Segmentation found = current.get();
        List<Card> cards = new ArrayList<>();
        for (Segment segment : found.segments()) {
            cards.add(card(segment, cards.size(), texts));
        }
        List<Segments.Point> points = segments.get().projection(MOST_POINTS);
        int all = found.segments().stream().mapToInt(Segment::size).sum();
        String drawn = points.size() < all
                ? "%s of %s customers are drawn, an even sample."
                        .formatted(Format.count(points.size()), Format.count(all))
                : "All %s customers are drawn.".formatted(Format.count(all));
        return Part.of(new SegmentsPart(
                found.strategy(),
                found.model(),
                Format.count(found.segments().size(), "segment", "segments"),
                cards,
                found.quality().entrySet().stream()
                        .map(entry -> quality(entry.getKey(), entry.getValue()))
                        .toList(),
                found.preparation(),
                segments.get().drift(progress).map(Drift::warning).orElse(""),
                segments.get().movement().map(MovementTable::of).stream().toList(),
                ChoiceTable.of(found.choice()).stream().toList(),
                SegmentPlots.of(segments.get(), found.segments()),
                drawn,
                chart(found, points)));
    }

    private static Card card(Segment segment, int place, TraitTexts texts) {
        Set<String> telling = new LinkedHashSet<>();
        segment.differences().forEach(difference -> telling.add(difference.trait()));
        telling.addAll(segment.traits().keySet());
        return new Card(
                segment.segment(),
                segment.name(),
                SegmentColours.colour(place),
                SegmentColours.shape(place),
                Format.count(segment.size(), "customer", "customers"),
                Format.percent(segment.share()),
                Format.fixed(100 * segment.share(), 1),
                segment.differences().stream()
                        .limit(MOST_DIFFERENCES)
                        .map(Segment.Difference::text)
                        .toList(),
                segment.rules().stream().limit(MOST_RULES).toList(),
                SegmentWorth.of(segment.card()),
                telling.stream()
                        .filter(segment.traits()::containsKey)
                        .limit(MOST_TRAITS)
                        .map(name -> texts.line(
                                name, Objects.requireNonNull(segment.traits().get(name))))
                        .toList());
    }

    private static Quality quality(String name, double value) {
        return switch (name) {
            case "silhouette" ->
                new Quality(
                        "Silhouette",
                        Format.fixed(value, 3),
                        "from \u22121 to 1; above 0 customers are nearer to their own segment than to the next");
            case "davies_bouldin" ->
                new Quality("Davies\u2013Bouldin", Format.fixed(value, 3), "the lower, the better apart");
            case "calinski_harabasz" ->
                new Quality(
                        "Cali\u0144ski\u2013Harabasz", Format.number(value), "the higher, the denser and better apart");
            case "dbcv" ->
                new Quality(
                        "DBCV",
                        Format.fixed(value, 3),
                        "from \u22121 to 1; how much denser segments are inside than between them");
            case "rule_fidelity" ->
                new Quality(
                        "Fidelity of the rules",
                        Format.percent(value),
                        "customers that the rules place where the strategy did");
            default -> new Quality(Format.words(name), Format.number(value), "");
        };
    }

    private static Chart chart(Segmentation found, List<Segments.Point> points) {
        Map<String, Integer> places = new LinkedHashMap<>();
        List<Group> groups = new ArrayList<>();
        for (Segment segment : found.segments()) {
            places.put(segment.segment(), groups.size());
            places.putIfAbsent(segment.name(), groups.size());
            groups.add(new Group(
                    segment.name(), SegmentColours.colour(groups.size()), SegmentColours.shape(groups.size())));
        }
        double[] limits = limits(points);
        List<Dot> dots = new ArrayList<>();
        for (Segments.Point point : points) {
            Integer group = places.get(point.segment());
            if (group != null) {
                double x = round(clamp(point.x(), limits[0], limits[1]));
                double y = round(clamp(point.y(), limits[2], limits[3]));
                dots.add(new Dot(x, y, group, point.customer()));
            }
        }
        return new Chart(groups, dots, limits);
    }

    /** So few far-out customers that they would press all others together are left out of the limits. */
    private static double[] limits(List<Segments.Point> points) {
        double[] x = points.stream().mapToDouble(Segments.Point::x).toArray();
        double[] y = points.stream().mapToDouble(Segments.Point::y).toArray();
        double[] horizontal = span(x);
        double[] vertical = span(y);
        return new double[] {horizontal[0], horizontal[1], vertical[0], vertical[1]};
    }

    private static double[] span(double[] values) {
        if (values.length == 0) {
            return new double[] {0, 1};
        }
        Arrays.sort(values);
        int tail = values.length / 200;
        double low = values[tail];
        double high = values[values.length - 1 - tail];
        double margin = high > low ? (high - low) * 0.06 : 0.5;
        return new double[] {round(low - margin), round(high + margin)};
    }

    private static double clamp(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }

    /** Three digits after the point are finer than any screen. */
    private static double round(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.3f", value));
    }
}
