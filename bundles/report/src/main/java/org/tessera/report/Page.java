// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tessera.api.strategy.Progress;

/**
 * Everything that stands on the page, in the order in which it stands there. The templates walk over this.
 *
 * @param period first to last event, in words; empty where there is none
 * @param figures the numbers at the top
 */
record Page(
        String written,
        String version,
        String period,
        List<Figure> figures,
        Part<ImportsPart> imports,
        Part<TimePart> time,
        Part<RfmPart> rfm,
        Part<SegmentsPart> segments,
        Part<ItemsPart> items,
        Part<LeaderboardPart> leaderboard,
        Part<SamplesPart> samples,
        Part<StrategiesPart> strategies) {
    private static final int STEPS = 8;

    /** A number at the top of the page. */
    record Figure(String value, String label) {}

    /** Asks the services for everything. */
    static Page of(Sources sources, Instant now, String version, Progress progress) {
        Steps steps = new Steps(progress);
        steps.next("imports");
        Part<ImportsPart> imports = Part.attempt(() -> ImportsPart.of(sources.importer()));
        steps.next("events");
        Optional<EventScan> scan = sources.events().map(store -> EventScan.of(store, progress));
        Part<TimePart> time = TimePart.of(scan);
        steps.next("map");
        Part<RfmPart> rfm = Part.attempt(() -> RfmPart.of(sources.portraits(), progress));
        steps.next("segments");
        TraitTexts texts = new TraitTexts(sources.portraits());
        Part<SegmentsPart> segments = Part.attempt(() -> SegmentsPart.of(sources.segments(), texts, progress));
        steps.next("items");
        Part<ItemsPart> items = Part.attempt(() -> ItemsPart.of(scan, sources.items(), sources.recommendations()));
        steps.next("leaderboard");
        Part<LeaderboardPart> leaderboard = Part.attempt(() -> LeaderboardPart.of(sources.evaluations()));
        steps.next("samples");
        Part<SamplesPart> samples = Part.attempt(() -> SamplesPart.of(sources, scan, texts, progress));
        steps.next("strategies");
        Part<StrategiesPart> strategies = Part.attempt(() -> StrategiesPart.of(sources.strategies(), sources.models()));
        Optional<EventScan> filled = scan.filter(found -> found.extent().count() > 0);
        return new Page(
                Format.minute(now),
                version,
                filled.map(found -> Format.day(
                                        Instant.ofEpochMilli(found.extent().oldest())) + " to "
                                + Format.day(Instant.ofEpochMilli(found.extent().newest())))
                        .orElse(""),
                figures(sources, filled),
                imports,
                time,
                rfm,
                segments,
                items,
                leaderboard,
                samples,
                strategies);
    }

    private static List<Figure> figures(Sources sources, Optional<EventScan> scan) {
        List<Figure> figures = new ArrayList<>();
        scan.ifPresent(
                found -> figures.add(new Figure(Format.count(found.extent().count()), "events")));
        sources.customers().ifPresent(all -> figures.add(new Figure(Format.count(all.size()), "customers")));
        sources.items()
                .ifPresent(
                        all -> figures.add(new Figure(Format.count(all.catalog().size()), "items")));
        scan.filter(found -> found.turnover() > 0)
                .ifPresent(found -> figures.add(new Figure(Format.count(Math.round(found.turnover())), "turnover")));
        return figures;
    }

    /** Says how far the page is. */
    private static final class Steps {
        private final Progress progress;
        private int done;

        Steps(Progress progress) {
            this.progress = progress;
        }

        void next(String phase) {
            progress.report("report: " + phase, done++, STEPS);
        }
    }
}
