// SPDX-License-Identifier: Apache-2.0
package org.tessera.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tessera.api.demo.Tour;
import org.tessera.api.ingest.ImportReport;
import org.tessera.api.ingest.ImportRequest;
import org.tessera.api.measure.Leaderboard;
import org.tessera.api.measure.Split;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.segment.Segment;
import org.tessera.api.segment.Segmentation;
import org.tessera.api.strategy.ModelInfo;
import org.tessera.api.strategy.Progress;

/** One run of the job on a shop. */
final class ShopTour implements Tour {
    private static final long SEED = 42;
    private static final int LIST = 10;
    private static final int OFFERS = 3;
    private static final double HELD_OUT = 0.2;

    private final Shop shop;
    private final Path folder;
    private final Path page;
    private final ShopDemo.Services services;
    private final Cast cast;
    private final List<Step> steps;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Standing> standings = new ArrayList<>();
    private final List<String> segments = new ArrayList<>();
    private boolean changed;
    private long rejected;

    ShopTour(Shop shop, Path folder, ShopDemo.Services services) {
        this.shop = shop;
        this.folder = folder;
        this.page = folder.resolve("report.html");
        this.services = services;
        this.cast = Cast.of(shop);
        this.steps = List.of(
                new Timed("sample shop", this::makeFiles),
                new Timed("import customers", progress -> load("customers", ShopFiles.CUSTOMERS, progress)),
                new Timed("import items", progress -> load("items", ShopFiles.ITEMS, progress)),
                new Timed("import events", progress -> load("events", ShopFiles.EVENTS, progress)),
                new Timed("portraits", this::portray),
                new Timed("segment", this::segment),
                new Timed("train", this::train),
                new Timed("evaluate recommend", this::evaluate),
                new Timed("recommend", this::recommend),
                new Timed("report", this::report));
    }

    /** What a step does: gives the lines that tell of it. */
    @FunctionalInterface
    private interface Work {
        List<String> run(Progress progress) throws IOException;
    }

    /** A step that knows how long it took. */
    private final class Timed implements Step {
        private final String name;
        private final Work work;

        Timed(String name, Work work) {
            this.name = name;
            this.work = work;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Outcome run(Progress progress) throws IOException {
            long start = System.nanoTime();
            List<String> lines = work.run(progress);
            Outcome outcome = new Outcome(name, lines, (System.nanoTime() - start) / 1e9);
            outcomes.add(outcome);
            return outcome;
        }
    }

    @Override
    public List<Step> steps() {
        return steps;
    }

    @Override
    public Summary summary() {
        if (outcomes.size() < steps.size()) {
            throw new IllegalStateException(outcomes.size() + " of " + steps.size() + " steps have been run");
        }
        return new Summary(
                folder.toString(),
                page.toString(),
                shop.customers().size(),
                shop.catalogue().items().size(),
                shop.events().size(),
                rejected,
                changed,
                List.copyOf(segments),
                List.copyOf(standings),
                List.copyOf(outcomes),
                cast.tryNext(standings.get(0).strategy()),
                outcomes.stream().mapToDouble(Outcome::seconds).sum());
    }

    private List<String> makeFiles(Progress progress) throws IOException {
        progress.report("making the sample shop", 0, 0);
        Files.createDirectories(folder);
        ShopFiles.write(shop, folder);
        return List.of(
                Texts.count(shop.customers().size()) + " customers, "
                        + Texts.count(shop.catalogue().items().size()) + " items and "
                        + Texts.count(shop.events().size()) + " events of eighteen months",
                "in " + folder);
    }

    private List<String> load(String kind, String file, Progress progress) throws IOException {
        Optional<String> mapping = Optional.of(ShopFiles.MAPPING);
        ImportReport report = services.importer().run(ImportRequest.of(kind, folder.resolve(file), mapping), progress);
        changed |= report.accepted() > 0;
        long refused =
                report.rejected().values().stream().mapToLong(Long::longValue).sum();
        rejected += refused;
        List<String> lines = new ArrayList<>();
        lines.add(
                report.accepted() == 0
                        ? "nothing changed: all " + Texts.count(report.duplicates()) + " rows were known already"
                        : Texts.count(report.accepted()) + " of " + Texts.count(report.read()) + " rows accepted"
                                + (report.duplicates() > 0
                                        ? ", " + Texts.count(report.duplicates()) + " known already"
                                        : ""));
        if (refused > 0) {
            lines.add(Texts.count(refused) + " rejected: " + Texts.counts(report.rejected()));
        }
        report.steps().stream()
                .filter(step -> step.rows() > 0)
                .forEach(step -> lines.add(step.name() + ": " + Texts.count(step.rows())));
        return lines;
    }

    private List<String> portray(Progress progress) {
        services.portraits().catchUp(progress);
        return List.of(Texts.count(services.portraits().summary().customers()) + " portraits with "
                + services.portraits().traits().size() + " traits");
    }

    private List<String> segment(Progress progress) {
        Segmentation formed = services.segments().form(Optional.empty(), List.of(), Map.of(), SEED, progress);
        List<String> lines = new ArrayList<>();
        double silhouette = formed.quality().getOrDefault("silhouette", Double.NaN);
        lines.add(formed.segments().size() + " segments by " + formed.strategy()
                + (Double.isNaN(silhouette) ? "" : ", silhouette " + Texts.fixed(silhouette, 2)));
        for (Segment segment : formed.segments()) {
            segments.add(segment.name());
            lines.add(Texts.count(segment.size()) + "  " + segment.name());
        }
        return lines;
    }

    private List<String> train(Progress progress) {
        ModelInfo model = services.recommendations().train(Optional.empty(), Map.of(), SEED, progress);
        return List.of("model " + model.id() + " of " + model.provenance().strategy() + " serves");
    }

    private List<String> evaluate(Progress progress) {
        Leaderboard board = services.evaluations()
                .recommend(
                        List.of(), Map.of(), new Split.ByTime(HELD_OUT), LIST, Optional.empty(), SEED, progress);
        List<String> lines = new ArrayList<>();
        lines.add(board.rows().get(0).strategy() + " is best of " + board.rows().size() + ", on what "
                + Texts.count(board.users()) + " customers did later (NDCG at " + board.k() + ")");
        for (Leaderboard.Row row : board.rows()) {
            standings.add(new Standing(row.strategy(), row.figures().ndcg()));
            lines.add(Texts.fixed(row.figures().ndcg(), 3) + "  " + row.strategy());
        }
        return lines;
    }

    private List<String> recommend(Progress progress) {
        List<String> lines = new ArrayList<>();
        for (Cast.Role role : cast.roles()) {
            progress.report("asking", lines.size(), 0);
            Recommendation answer =
                    services.recommendations().recommend(role.customer().id(), OFFERS, Optional.empty(), true);
            lines.add("for " + role.customer().id() + ", " + role.description() + ":");
            for (Recommendation.Item item : answer.items()) {
                String why = item.reasons().stream()
                        .findFirst()
                        .map(reason -> " \u2014 " + reason.text())
                        .orElse("");
                lines.add("  " + item.name() + why);
            }
        }
        return lines;
    }

    private List<String> report(Progress progress) throws IOException {
        services.reports().write(page, progress);
        return List.of(page.toString());
    }
}
