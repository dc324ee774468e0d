// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.tessera.api.segment.Choice;
import org.tessera.api.segment.Drift;
import org.tessera.api.segment.Figure;
import org.tessera.api.segment.Member;
import org.tessera.api.segment.Movement;
import org.tessera.api.segment.Segment;
import org.tessera.api.segment.SegmentRun;
import org.tessera.api.segment.Segmentation;
import org.tessera.api.segment.Segments;
import org.tessera.api.segment.Silhouettes;
import org.tessera.api.strategy.Progress;

/** The four groups of the shop, under the given names; none without names. */
record FakeSegments(FakeShop shop, List<String> names) implements Segments {
    @Override
    public Segmentation form(
            Optional<String> strategy, List<String> traits, Map<String, ?> settings, long seed, Progress progress) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Segmentation formAutomatically(List<String> strategies, List<String> traits, long seed, Progress progress) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Member> roster(Optional<String> segment) {
        return List.of();
    }

    @Override
    public int export(Path file, Optional<String> segment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Double> memberships(String customer) {
        return Map.of();
    }

    @Override
    public List<Figure> figures() {
        if (names.isEmpty()) {
            return List.of();
        }
        double[] x = IntStream.range(0, 60).mapToDouble(k -> k * 10).toArray();
        double[] y = Arrays.stream(x).map(v -> 0.1 + Math.exp(v / 120) / 60).toArray();
        int[] sizes = {40, 30, 3, 21, 8, 11};
        int[] labels = {0, 0, 1, 1, -1, 2};
        return List.of(
                new Figure.Curve("Distance to the 5th neighbour", "customers", "distance", x, y, 0.9, "eps 0.9"),
                new Figure.Dendrogram(
                        "Merges of segments",
                        new int[] {0, 2, 6, 4, 8},
                        new int[] {1, 3, 7, 5, 9},
                        new double[] {1, 1.5, 4, 4.5, 9},
                        sizes,
                        labels,
                        3));
    }

    @Override
    public Optional<Silhouettes> silhouettes(int limit) {
        if (names.size() < 2) {
            return Optional.empty();
        }
        List<Silhouettes.OfSegment> found = IntStream.range(0, names.size())
                .mapToObj(k -> new Silhouettes.OfSegment(
                        Integer.toString(k),
                        names.get(k),
                        0.3,
                        IntStream.range(0, 40 + 10 * k)
                                .mapToDouble(v -> 0.8 - (0.5 + 0.1 * k) * v / (20.0 + 5 * k))
                                .toArray()))
                .toList();
        int measured = found.stream().mapToInt(group -> group.values().length).sum();
        return Optional.of(new Silhouettes(0.3, measured, found));
    }

    @Override
    public Optional<Movement> movement() {
        if (names.size() < 2) {
            return Optional.empty();
        }
        Movement.Change change = new Movement.Change("0", names.get(0), names.get(0), 0.8, true, 30, 26, 7, 3);
        Movement.Change gone = new Movement.Change("", "", "Sleepers", 0, false, 0, 4, 0, 4);
        return Optional.of(new Movement(
                "kmeans-2",
                "kmeans-3",
                Instant.parse("2026-03-01T10:00:00Z"),
                Instant.parse("2026-04-01T10:00:00Z"),
                100,
                0.83,
                List.of(new Movement.Flow(names.get(0), names.get(1), 3)),
                List.of(change, gone),
                List.of(new Drift.Shift("monetary", 0.31, "strong"), new Drift.Shift("frequency", 0.02, "none"))));
    }

    @Override
    public List<SegmentRun> history() {
        if (names.size() < 2) {
            return List.of();
        }
        return IntStream.range(0, 4)
                .mapToObj(run -> new SegmentRun(
                        "kmeans-" + run,
                        "kmeans",
                        Instant.parse("2026-01-01T10:00:00Z").plus(Duration.ofDays(30L * run)),
                        100,
                        IntStream.range(0, names.size())
                                .mapToObj(k -> new SegmentRun.Size(
                                        Integer.toString(k),
                                        run == 0 && k == 0 ? "Sleepers" : names.get(k),
                                        10 + 5 * ((k + run) % 4)))
                                .toList()))
                .toList();
    }

    @Override
    public Optional<Drift> drift(Progress progress) {
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(new Drift(
                        Instant.parse("2026-04-01T10:00:00Z"),
                        100,
                        112,
                        List.of(new Drift.Shift("monetary", 0.31, "strong")),
                        "Customers have moved: monetary strongly. Form segments anew: segment"));
    }

    @Override
    public Optional<Segmentation> current() {
        if (names.isEmpty()) {
            return Optional.empty();
        }
        List<Segment> segments =
                IntStream.range(0, names.size()).mapToObj(this::segment).toList();
        Map<String, Double> quality = new LinkedHashMap<>();
        quality.put("silhouette", 0.412);
        quality.put("davies_bouldin", 0.87);
        quality.put("calinski_harabasz", 1_803.2);
        return Optional.of(new Segmentation(
                "kmeans",
                "kmeans-3",
                segments,
                List.of("frequency: logarithm, then z-score"),
                quality,
                new Choice(
                        "kmeans with k 4 is the most stable of those with separate segments.",
                        "Highest product of stability and silhouette among the balanced ones.",
                        100,
                        List.of(
                                candidate("kmeans", 4, 0.93, 0.41, true, ""),
                                candidate("hierarchical", 4, 0.81, 0.39, false, ""),
                                candidate("dbscan", 1, Double.NaN, Double.NaN, false, "one segment only")))));
    }

    private static Choice.Candidate candidate(
            String strategy, int k, double stability, double silhouette, boolean picked, String remark) {
        return new Choice.Candidate(
                strategy, Map.of("k", k), k, stability, silhouette, 0.9, 0.1, 0, 0.5, 0.2, picked, remark);
    }

    private Segment segment(int k) {
        int size = (int) IntStream.range(0, shop.customers.size())
                .filter(customer -> FakeShop.group(customer) % names.size() == k)
                .count();
        return new Segment(
                Integer.toString(k),
                names.get(k),
                size,
                (double) size / shop.customers.size(),
                Map.of("frequency", 2.5 + 7 * k, "monetary", 40.0 + 130 * k),
                List.of(new Segment.Difference("frequency", 1.4, "orders more often: 2.5 to 9 orders, others 4.1")),
                List.of("frequency above " + (2 + 7 * k)),
                "frequency > " + (2 + 7 * k),
                new Segment.Card(
                        new Segment.Value(1_000 * (k + 1), 40 + 130 * k, 0.1 * (k + 1)),
                        new Segment.Growth(120, 100, 0.2 - 0.1 * k, 90),
                        List.of(new Segment.Category("Toys", 0.4, 1.8)),
                        List.of("c1", "c5", "c9")));
    }

    @Override
    public List<String> members(String segment) {
        return List.of();
    }

    @Override
    public List<String> of(String customer) {
        return List.of(names.get(FakeShop.group(shop.customers.indexOf(customer)) % names.size()));
    }

    @Override
    public List<Point> projection(int limit) {
        Random random = new Random(3);
        return IntStream.range(0, names.isEmpty() ? 0 : Math.min(limit, shop.customers.size()))
                .mapToObj(customer -> {
                    int k = FakeShop.group(customer) % names.size();
                    double x = random.nextGaussian() * 0.7 + 2.2 * Math.cos(k * 1.6);
                    double y = random.nextGaussian() * 0.7 + 2.2 * Math.sin(k * 1.6);
                    return new Point(shop.customers.get(customer), Integer.toString(k), x, y);
                })
                .toList();
    }
}
