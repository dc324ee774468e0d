// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.tessera.api.TesseraException;
import org.tessera.api.ingest.ImportReport;
import org.tessera.api.ingest.ImportReport.Step;
import org.tessera.api.ingest.ImportRequest;
import org.tessera.api.ingest.Importer;
import org.tessera.api.ingest.RecordCursor;
import org.tessera.api.ingest.RecordReader;
import org.tessera.api.ingest.Reject;
import org.tessera.api.store.Intake;
import org.tessera.api.strategy.Progress;
import org.tessera.engine.strategy.Leased;
import org.tessera.engine.strategy.Slots;

/** Imports files of any format that a {@link RecordReader} reads, one after the other. */
@Component
public final class FileImporter implements Importer {
    /** How long a format that goes is waited for while it reads a file. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long WAIT_MS = 100;
    /** Fingerprints take up to 16 bytes each: an eighth of the memory there is. */
    private static final long KNOWN_EVENTS =
            Math.max(1 << 20, Runtime.getRuntime().maxMemory() / 128);

    private final Intake intake;
    private final Path mappings;
    private final Readers readers = new Readers(PATIENCE);
    private final ReentrantLock turn = new ReentrantLock(true);

    @Activate
    public FileImporter(@Reference Intake intake, BundleContext context) {
        this(new Surroundings(intake, Slots.home(context).resolve("conf").resolve("mappings")));
    }

    FileImporter(Surroundings surroundings) {
        this.intake = surroundings.intake();
        this.mappings = surroundings.mappings();
    }

    /**
     * What an importer works with. One parameter, as Declarative Services tells constructors apart by their number alone.
     *
     * @param mappings folder of the mappings
     */
    record Surroundings(Intake intake, Path mappings) {}

    @Reference(
            service = RecordReader.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addReader(RecordReader reader, Map<String, Object> properties) {
        readers.add(String.valueOf(properties.getOrDefault(RecordReader.NAME, "unnamed")), reader);
    }

    void removeReader(RecordReader reader) {
        readers.remove(reader);
    }

    @Override
    public List<ImportReport> history() {
        return intake.history();
    }

    @Override
    public List<Reject> rejects(int limit) {
        return intake.rejects(limit);
    }

    @Override
    public long rejectCount() {
        return intake.rejectCount();
    }

    @Override
    public ImportReport run(ImportRequest request, Progress progress) throws IOException {
        Kind kind = Kind.named(request.kind());
        Path file = request.file();
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new TesseraException(
                    "there is no file " + file + " that can be read",
                    "give the path of a file, absolute or from the working folder");
        }
        Mapping said = request.mapping().isEmpty()
                ? Mapping.unsaid()
                : MappingFile.read(mappings, request.mapping().get(), kind);
        Job job = new Job(request, kind, said.with(request, kind), Files.size(file), progress);
        try (Leased<RecordReader>.Lease reader = readers.forFile(file)) {
            if (request.strict()) {
                job.rehearse(reader.get());
            }
            takeTurn(progress);
            try {
                return job.run(reader.get());
            } finally {
                turn.unlock();
            }
        }
    }

    private void takeTurn(Progress progress) {
        try {
            while (!turn.tryLock(WAIT_MS, TimeUnit.MILLISECONDS)) {
                progress.report("waiting for another import", 0, 0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for another import");
        }
    }

    /** One import. */
    private final class Job {
        private final ImportRequest request;
        private final Kind kind;
        private final Mapping said;
        private final long size;
        private final Progress progress;
        private final Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        private final long startedNanos = System.nanoTime();

        Job(ImportRequest request, Kind kind, Mapping said, long size, Progress progress) {
            this.request = request;
            this.kind = kind;
            this.said = said;
            this.size = size;
            this.progress = progress;
        }

        /** The mapping with what can be found by name, where no file was named. */
        private Mapping complete(RecordCursor cursor) {
            return request.mapping().isPresent()
                    ? said
                    : said.withFound(FieldGuess.among(cursor.columns(), kind)).with(request, kind);
        }

        private RowHandler handler(Mapping mapping, RecordCursor cursor, KnownEvents known) {
            String name = bareName(request.file());
            return kind == Kind.EVENTS
                    ? new RowHandler.OfEvents(
                            new EventMapper(mapping, cursor, name), new Cleaning(mapping.rules()), known)
                    : new RowHandler.OfEntities(new EntityMapper(mapping, kind, cursor, name), kind);
        }

        void rehearse(RecordReader reader) throws IOException {
            try (RecordCursor cursor = reader.open(request.file(), said.format().options())) {
                KnownEvents known = new KnownEvents(day -> new long[0], KNOWN_EVENTS);
                known.committed(Long.MAX_VALUE);
                RowHandler handler = handler(complete(cursor), cursor, known);
                new Pipeline(cursor, handler, new Intaking(fileName(), true)).rehearse(size, progress);
            }
        }

        ImportReport run(RecordReader reader) throws IOException {
            try (RecordCursor cursor = reader.open(request.file(), said.format().options())) {
                Mapping mapping = complete(cursor);
                Deferred days = new Deferred();
                KnownEvents known = new KnownEvents(days::fingerprints, KNOWN_EVENTS);
                RowHandler handler = handler(mapping, cursor, known);
                // Whatever can be wrong with the request has shown by now, before anything is written.
                try (Intake.Run run = intake.begin(
                        new Intake.Source(fileName(), kind.word(), mapping.shown(), handler.details(), started))) {
                    days.run = run;
                    Intaking intaking = new Intaking(fileName(), false);
                    Pipeline pipeline = new Pipeline(cursor, handler, intaking);
                    pipeline.run(run, size, known::committed, progress);
                    List<Step> steps = new ArrayList<>(handler.steps());
                    // Whatever the kind: an import of events that broke off before may have left cancellations open.
                    steps.addAll(settled(run.settle(progress)));
                    ImportReport report = report(mapping, pipeline, intaking, steps);
                    run.finish(report);
                    return report;
                }
            }
        }

        private ImportReport report(Mapping mapping, Pipeline pipeline, Intaking intaking, List<Step> steps) {
            return new ImportReport(
                    fileName(),
                    kind.word(),
                    mapping.shown(),
                    intaking.records(),
                    pipeline.accepted(),
                    new LinkedHashMap<>(intaking.rejectedByReason()),
                    intaking.duplicates() + pipeline.unchanged(),
                    List.copyOf(steps),
                    (System.nanoTime() - startedNanos) / 1e9,
                    started);
        }

        private String fileName() {
            return request.file().toString();
        }
    }

    /** The store's fingerprints, once the import has begun. */
    private static final class Deferred {
        private volatile Intake.@org.jspecify.annotations.Nullable Run run;

        long[] fingerprints(long day) {
            Intake.@org.jspecify.annotations.Nullable Run current = run;
            return current == null ? new long[0] : current.fingerprints(day);
        }
    }

    private static List<Step> settled(Intake.Settlement settlement) {
        List<Step> steps = new ArrayList<>();
        if (settlement.whole() + settlement.part() + settlement.open() > 0) {
            steps.add(new Step("cancellations that took back what was bought", settlement.whole()));
            steps.add(new Step("cancellations of more than was bought", settlement.part()));
            steps.add(new Step("cancellations without an earlier purchase", settlement.open()));
        }
        return steps;
    }

    /** A file's name without its extensions. */
    private static String bareName(Path file) {
        String name = file.getFileName().toString();
        int dot = name.indexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
