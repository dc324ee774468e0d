// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.tessera.api.ingest.Importer;
import org.tessera.api.measure.Evaluations;
import org.tessera.api.profile.Portraits;
import org.tessera.api.recommend.Recommendations;
import org.tessera.api.report.Reports;
import org.tessera.api.segment.Segments;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.ItemDirectory;
import org.tessera.api.strategy.Models;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Strategies;

/** Writes the page about everything the engine knows, out of whatever services are there at that moment. */
@Component
public final class ReportWriter implements Reports {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Importer importer;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable EventStore events;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable CustomerDirectory customers;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ItemDirectory items;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Portraits portraits;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Segments segments;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Recommendations recommendations;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Evaluations evaluations;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Strategies strategies;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Models models;

    private final Clock clock;
    private final String version;

    /** As a component. */
    @Activate
    public ReportWriter() {
        this(Clock.systemUTC(), version());
    }

    ReportWriter(Clock clock, String version) {
        this.clock = clock;
        this.version = version;
    }

    @Override
    public void write(Path file, Progress progress) throws IOException {
        write(sources(), file, progress);
    }

    void write(Sources sources, Path file, Progress progress) throws IOException {
        // Looked at first: nobody wants to wait for a page that cannot be written.
        WholeFile target = WholeFile.at(file);
        Page page = Page.of(sources, clock.instant(), version, progress);
        // Read anew each time: pages are rare, and the template and its plot library take a megabyte.
        PageTemplate template = new PageTemplate();
        target.write(out -> template.render(page, out));
    }

    private Sources sources() {
        return new Sources(
                Optional.ofNullable(importer),
                Optional.ofNullable(events),
                Optional.ofNullable(customers),
                Optional.ofNullable(items),
                Optional.ofNullable(portraits),
                Optional.ofNullable(segments),
                Optional.ofNullable(recommendations),
                Optional.ofNullable(evaluations),
                Optional.ofNullable(strategies),
                Optional.ofNullable(models));
    }

    private static String version() {
        return Optional.ofNullable(FrameworkUtil.getBundle(ReportWriter.class))
                .map(bundle -> bundle.getVersion().toString())
                .orElse("");
    }
}
