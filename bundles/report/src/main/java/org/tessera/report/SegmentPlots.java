// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tessera.api.segment.Figure;
import org.tessera.api.segment.Segment;
import org.tessera.api.segment.SegmentRun;
import org.tessera.api.segment.Segments;
import org.tessera.api.segment.Silhouettes;

/** The plots about segments beside the view of all customers: silhouettes, what the model brings along, sizes over time. */
final class SegmentPlots {
    /** Customers whose silhouettes are measured; every one is compared with all others. */
    private static final int MEASURED = 4_000;

    /** Bars that can be told apart on a screen. */
    private static final int BARS = 220;

    private final SegmentColours colours;
    private final List<Plot> plots = new ArrayList<>();

    /**
     * A plot.
     *
     * @param label what it shows, for those who cannot see it
     * @param data what the script draws
     */
    record Plot(String id, String title, String caption, String label, Map<String, Object> data) {}

    /** Customers of one segment in the silhouette plot. */
    record Bars(String name, int colour, int size, double mean, double[] values) {}

    /** A segment over time. */
    record Line(String name, int colour, int[] values) {}

    private SegmentPlots(List<Segment> found) {
        this.colours = new SegmentColours(found);
    }

    static List<Plot> of(Segments segments, List<Segment> found) {
        SegmentPlots made = new SegmentPlots(found);
        segments.silhouettes(MEASURED).ifPresent(made::silhouettes);
        segments.figures().forEach(made::figure);
        made.sizes(segments.history());
        return List.copyOf(made.plots);
    }

    private void add(String kind, String title, String caption, String label, Map<String, Object> data) {
        String id = "plot-" + plots.size();
        Map<String, Object> drawn = new LinkedHashMap<>();
        drawn.put("id", id);
        drawn.put("kind", kind);
        drawn.putAll(new TreeMap<>(data));
        plots.add(new Plot(id, title, caption, label, drawn));
    }

    private void silhouettes(Silhouettes found) {
        List<Bars> groups = new ArrayList<>();
        StringBuilder means = new StringBuilder();
        double lowest = 0;
        for (Silhouettes.OfSegment segment : found.segments()) {
            double[] values = thinned(segment.values(), found.measured());
            lowest = Math.min(lowest, values[values.length - 1]);
            groups.add(new Bars(
                    segment.name(),
                    colours.ofNumber(segment.segment()),
                    segment.values().length,
                    rounded(segment.mean()),
                    values));
            means.append(means.isEmpty() ? "" : ", ")
                    .append(segment.name())
                    .append(' ')
                    .append(Format.fixed(segment.mean(), 2));
        }
        add(
                "silhouette",
                "How well customers fit",
                "Each bar is a customer, the best fitting first. Right of 0 a customer is nearer to the own segment than to"
                        + " the next, left of 0 the next would fit better. The dashed line is the mean, "
                        + Format.fixed(found.mean(), 2) + ", of " + Format.count(found.measured()) + " customers.",
                "Silhouettes of customers by segment. Means: " + means + ".",
                Map.of("groups", groups, "mean", rounded(found.mean()), "lowest", Math.floor(lowest * 4) / 4));
    }

    /** Evenly over the order, so that the outline stays. */
    private static double[] thinned(double[] values, int measured) {
        int bars = Math.min(values.length, Math.max(3, (int) Math.round((double) BARS * values.length / measured)));
        return IntStream.range(0, bars)
                .mapToDouble(bar -> rounded(values[(int) ((bar + 0.5) * values.length / bars)]))
                .toArray();
    }

    private void figure(Figure figure) {
        // What a strategy brings along may hold anything; a number that is none would be no JSON.
        if (figure instanceof Figure.Curve curve && curve.x().length > 1 && finite(curve.x()) && finite(curve.y())) {
            curve(curve);
        } else if (figure instanceof Figure.Dendrogram tree && tree.height().length > 0 && finite(tree.height())) {
            dendrogram(tree);
        }
    }

    private static boolean finite(double[] values) {
        return Arrays.stream(values).allMatch(Double::isFinite);
    }

    private void curve(Figure.Curve curve) {
        List<double[]> points = new ArrayList<>();
        for (int k = 0; k < curve.x().length; k++) {
            points.add(new double[] {curve.x()[k], curve.y()[k]});
        }
        boolean marked = Double.isFinite(curve.mark());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("points", points);
        data.put("xLabel", curve.xLabel());
        data.put("yLabel", curve.yLabel());
        if (marked) {
            data.put("mark", curve.mark());
            data.put("markText", curve.markText());
        }
        String mark = marked ? "The dashed line is " + curve.markText() + "." : "";
        add(
                "curve",
                curve.title(),
                mark,
                curve.title() + ": " + curve.yLabel() + " from "
                        + Format.number(Arrays.stream(curve.y()).min().orElseThrow()) + " to "
                        + Format.number(Arrays.stream(curve.y()).max().orElseThrow()) + ". " + mark,
                data);
    }

    private void dendrogram(Figure.Dendrogram tree) {
        DendrogramLayout layout = new DendrogramLayout(tree, colours);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("branches", layout.branches());
        data.put("leaves", layout.leaves());
        boolean cut = Double.isFinite(tree.cut());
        if (cut) {
            data.put("cut", tree.cut());
        }
        int leaves = tree.sizes().length;
        boolean pruned = Arrays.stream(tree.sizes()).anyMatch(size -> size > 1);
        String caption = "The higher two branches meet, the more different they are."
                + (pruned ? " Only the upper " + leaves + " branches are drawn; each ends in several customers." : "")
                + (cut ? " The dashed line is where the tree was cut." : "");
        add("dendrogram", tree.title(), caption, tree.title() + " with " + leaves + " branches. " + caption, data);
    }

    private void sizes(List<SegmentRun> runs) {
        if (runs.size() < 2) {
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        runs.get(runs.size() - 1).segments().forEach(size -> names.add(size.name()));
        runs.forEach(run -> run.segments().forEach(size -> names.add(size.name())));
        List<Line> lines = new ArrayList<>();
        for (String name : names) {
            int[] values = runs.stream()
                    .mapToInt(run -> run.segments().stream()
                            .filter(size -> size.name().equals(name))
                            .mapToInt(SegmentRun.Size::size)
                            .sum())
                    .toArray();
            lines.add(new Line(name, colours.ofName(name), values));
        }
        add(
                "sizes",
                "Sizes over time",
                "Customers in each segment, each time that segments were formed. A segment that goes on under its name"
                        + " keeps its colour; those of former times are grey.",
                "Sizes of segments at " + runs.size() + " times.",
                Map.of("labels", labels(runs), "series", lines));
    }

    /** The day of each run, and the time too where two fall on one day. */
    private static List<String> labels(List<SegmentRun> runs) {
        List<String> days = runs.stream().map(run -> Format.day(run.time())).toList();
        return new HashSet<>(days).size() == days.size()
                ? days
                : runs.stream().map(run -> Format.minute(run.time())).toList();
    }

    private static double rounded(double value) {
        return Math.rint(value * 1e3) / 1e3;
    }
}
