// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.tessera.api.segment.Drift;
import org.tessera.api.segment.Figure;
import org.tessera.api.segment.Member;
import org.tessera.api.segment.Movement;
import org.tessera.api.segment.Segment;
import org.tessera.api.segment.SegmentRun;
import org.tessera.api.segment.Segmentation;
import org.tessera.api.segment.Segments;
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
        return List.of();
    }

    @Override
    public Optional<Movement> movement() {
        return Optional.empty();
    }

    @Override
    public List<SegmentRun> history() {
        return List.of();
    }

    @Override
    public Optional<Drift> drift(Progress progress) {
        return Optional.empty();
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
                "kmeans", "kmeans-3", segments, List.of("frequency: logarithm, then z-score"), quality));
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
                List.of("frequency above " + (2 + 7 * k)));
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
