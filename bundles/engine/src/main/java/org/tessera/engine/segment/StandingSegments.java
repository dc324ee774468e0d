// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.profile.Portraits;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.segment.Drift;
import org.tessera.api.segment.Figure;
import org.tessera.api.segment.Member;
import org.tessera.api.segment.Segment;
import org.tessera.api.segment.Segments.Point;
import org.tessera.api.segment.Silhouettes;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.EventStore;
import org.tessera.api.strategy.Progress;
import org.tessera.engine.strategy.Slot;
import org.tessera.numerics.clusters.LabelledPoints;
import org.tessera.numerics.clusters.Silhouette;
import org.tessera.numerics.parallel.Parallel;

/** Answers questions about segments that stand, asking their model where it must. Immutable and safe for many threads. */
final class StandingSegments {
    private static final Logger LOG = LoggerFactory.getLogger(StandingSegments.class);

    private final Portraits portraits;
    private final CustomerDirectory customers;
    private final EventStore events;
    private final Slot<FeatureTable, ClusterModel, Clusterer> slot;
    private final SegmentArchive archive;

    StandingSegments(
            Portraits portraits,
            CustomerDirectory customers,
            EventStore events,
            Slot<FeatureTable, ClusterModel, Clusterer> slot,
            SegmentArchive archive) {
        this.portraits = portraits;
        this.customers = customers;
        this.events = events;
        this.slot = slot;
        this.archive = archive;
    }

    /** Asks the model that formed the segments; nothing where it does not serve any more or cannot answer. */
    private <R> Optional<R> ask(FormedSegments now, Function<ClusterModel, R> question) {
        String model = now.segmentation().model();
        return slot.ask(
                        now.segmentation().strategy(),
                        use -> use.modelId().equals(model)
                                ? Optional.of(question.apply(use.model()))
                                : Optional.<R>empty())
                .flatMap(answer -> answer);
    }

    /** Customers of a segment, or of all, in order of arrival. */
    private static int[] indexes(FormedSegments now, Optional<Segment> segment) {
        int wanted = segment.map(FormedSegments::label).orElse(FormedSegments.ABSENT);
        return IntStream.range(0, now.labels().length)
                .filter(customer -> segment.isEmpty()
                        ? now.labels()[customer] != FormedSegments.ABSENT
                        : now.labels()[customer] == wanted)
                .toArray();
    }

    List<String> members(FormedSegments now, Segment segment) {
        return IntStream.of(indexes(now, Optional.of(segment)))
                .mapToObj(customers::id)
                .toList();
    }

    /** Strengths and outlier scores of the training rows; empty arrays where the model knows none. */
    private record Details(double[] strengths, double[] outlierScores) {}

    List<Member> roster(FormedSegments now, Optional<Segment> segment) {
        Details details = ask(now, model -> new Details(model.strengths(), model.outlierScores()))
                .orElse(new Details(new double[0], new double[0]));
        int[] rows = rowsByCustomer(now);
        Map<Integer, Segment> segments = new LinkedHashMap<>();
        now.segmentation().segments().forEach(s -> segments.put(FormedSegments.label(s), s));
        List<Member> members = new ArrayList<>();
        for (int customer : indexes(now, segment)) {
            Segment own = segments.get(now.labels()[customer]);
            members.add(new Member(
                    customers.id(customer),
                    own == null ? "" : own.segment(),
                    own == null ? "" : own.name(),
                    at(details.strengths(), rows, customer),
                    at(details.outlierScores(), rows, customer)));
        }
        return members;
    }

    private int[] rowsByCustomer(FormedSegments now) {
        try {
            int[] ids = archive.customers(now.segmentation().model());
            int[] rows = new int[now.labels().length];
            for (int row = 0; row < ids.length; row++) {
                rows[ids[row]] = row;
            }
            return rows;
        } catch (IOException e) {
            LOG.warn(
                    "who the rows of {} were cannot be read: {}",
                    now.segmentation().model(),
                    e.toString());
            return new int[0];
        }
    }

    private static double at(double[] values, int[] rows, int customer) {
        return customer < rows.length && rows[customer] < values.length ? values[rows[customer]] : Double.NaN;
    }

    List<String> of(FormedSegments now, int customer) {
        int label = now.labelOf(customer);
        if (label == FormedSegments.ABSENT) {
            FeatureTable row = portraits.row(customer, now.traits());
            label = row.rows() == 0
                    ? FormedSegments.ABSENT
                    : ask(now, model -> model.assign(row)[0]).orElse(FormedSegments.ABSENT);
        }
        return now.segment(label).map(Segment::name).stream().toList();
    }

    Map<String, Double> memberships(FormedSegments now, int customer) {
        FeatureTable row = portraits.row(customer, now.traits());
        double[] shares = row.rows() == 0
                ? new double[0]
                : ask(now, model -> model.memberships(row)).orElse(new double[0]);
        Map<String, Double> byName = new LinkedHashMap<>();
        IntStream.range(0, shares.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer label) -> -shares[label]))
                .forEach(label -> now.segment(label).ifPresent(s -> byName.put(s.name(), shares[label])));
        return byName;
    }

    List<Figure> figures(FormedSegments now) {
        return ask(now, model -> List.copyOf(model.figures())).orElse(List.of());
    }

    /**
     * How far customers have moved away since; without a look at them where no event has come, and without shifts but with a
     * warning where a trait is gone that the segments were formed of.
     */
    Drift drift(FormedSegments now, Progress progress) {
        EventStore.Extent extent = events.extent();
        Forming forming = now.forming();
        int then = now.customers();
        if (extent.last() == forming.events() && extent.revision() == forming.revision()) {
            return new Drift(forming.time(), then, then, List.of(), "");
        }
        List<TraitHistogram> histograms;
        try {
            histograms = archive.histograms(now.segmentation().model());
        } catch (IOException e) {
            LOG.warn("how traits were spread cannot be read: {}", e.toString());
            histograms = List.of();
        }
        FeatureTable table;
        try {
            table = portraits.table(now.traits(), progress);
        } catch (TesseraException e) {
            return new Drift(forming.time(), then, then, List.of(), DriftWords.untold(String.valueOf(e.getMessage())));
        }
        List<Drift.Shift> shifts = TraitHistogram.shifts(histograms, table);
        return new Drift(forming.time(), then, table.rows(), shifts, DriftWords.warning(shifts));
    }

    /** Rows in the plane, with their labels. */
    private record Placed(int[] labels, double[] plane) {}

    List<Point> projection(FormedSegments now, int limit) {
        FeatureTable table = portraits.table(now.traits(), Progress.unwatched());
        FeatureTable sample = table.rows() <= limit ? table : table.select(evenly(table.rows(), limit));
        Optional<Placed> placed = ask(
                now,
                model -> new Placed(
                        labels(sample, now, model),
                        PlaneProjection.of(model.embed(sample), sample.rows(), model.dimensions())));
        List<Point> points = new ArrayList<>(sample.rows());
        placed.ifPresent(found -> {
            for (int row = 0; row < sample.rows(); row++) {
                String segment =
                        now.segment(found.labels()[row]).map(Segment::segment).orElse("");
                points.add(new Point(
                        customers.id(sample.id(row)), segment, found.plane()[2 * row], found.plane()[2 * row + 1]));
            }
        });
        return points;
    }

    /** Rows as the algorithm saw them, with their labels. */
    private record Embedded(int[] labels, double[] x, int dimensions) {}

    Optional<Silhouettes> silhouettes(FormedSegments now, int limit, Parallel parallel) {
        FeatureTable table = portraits.table(now.traits(), Progress.unwatched());
        FeatureTable sample = table.rows() <= limit ? table : table.select(evenly(table.rows(), limit));
        return ask(now, model -> new Embedded(labels(sample, now, model), model.embed(sample), model.dimensions()))
                .flatMap(rows -> silhouettes(now, rows, sample.rows(), parallel));
    }

    private static Optional<Silhouettes> silhouettes(FormedSegments now, Embedded rows, int n, Parallel parallel) {
        double[] values = Silhouette.values(LabelledPoints.of(rows.x(), n, rows.dimensions(), rows.labels()), parallel);
        double[] measured =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        List<Silhouettes.OfSegment> segments = new ArrayList<>();
        for (Segment segment : now.segmentation().segments()) {
            int label = FormedSegments.label(segment);
            double[] own = IntStream.range(0, n)
                    .filter(row -> rows.labels()[row] == label && !Double.isNaN(values[row]))
                    .mapToDouble(row -> -values[row])
                    .sorted()
                    .map(value -> -value)
                    .toArray();
            if (own.length > 0) {
                segments.add(new Silhouettes.OfSegment(segment.segment(), segment.name(), mean(own), own));
            }
        }
        return segments.isEmpty()
                ? Optional.empty()
                : Optional.of(new Silhouettes(mean(measured), measured.length, segments));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** Labels of rows, newcomers assigned. */
    private static int[] labels(FeatureTable rows, FormedSegments now, ClusterModel model) {
        int[] labels = IntStream.range(0, rows.rows())
                .map(row -> now.labelOf(rows.id(row)))
                .toArray();
        int[] fresh = IntStream.range(0, labels.length)
                .filter(row -> labels[row] == FormedSegments.ABSENT)
                .toArray();
        if (fresh.length > 0) {
            int[] assigned = model.assign(rows.select(fresh));
            for (int k = 0; k < fresh.length; k++) {
                labels[fresh[k]] = assigned[k];
            }
        }
        return labels;
    }

    private static int[] evenly(int rows, int limit) {
        return IntStream.range(0, limit)
                .map(k -> (int) ((long) k * rows / limit))
                .toArray();
    }
}
