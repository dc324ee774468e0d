// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;
import org.tessera.api.ingest.RecordReader;
import org.tessera.api.ingest.RecordReader.Claim;
import org.tessera.api.ingest.TextSource;
import org.tessera.engine.strategy.Leased;

/** The formats that are there now. They may come and go; one that goes is waited for while a file is read by it. */
final class Readers {
    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
    private static final int HEAD = 8192;

    private final Duration patience;
    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final Map<RecordReader, Entry> byService = new ConcurrentHashMap<>();

    private record Entry(String name, Leased<RecordReader> reader) {}

    private record Candidate(Entry entry, Claim claim) {}

    /** @param patience how long a reader that goes is waited for */
    Readers(Duration patience) {
        this.patience = patience;
    }

    void add(String name, RecordReader reader) {
        Entry entry = new Entry(name, new Leased<>(reader, gone -> {}));
        byService.put(reader, entry);
        entries.add(entry);
    }

    /** Gives a reader to nobody else, and waits until those who have it are done with it. */
    void remove(RecordReader reader) {
        @Nullable Entry entry = byService.remove(reader);
        if (entry == null) {
            return;
        }
        entries.remove(entry);
        entry.reader().retire();
        try {
            if (!entry.reader().awaitGone(patience)) {
                LOG.warn("reader {} goes while a file is being read by it", entry.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The reader that is surest of a file, to be given back.
     *
     * @throws TesseraException if none reads it
     */
    Leased<RecordReader>.Lease forFile(Path file) throws IOException {
        byte[] head = TextSource.head(file, HEAD);
        List<Candidate> candidates = entries.stream()
                .map(entry -> new Candidate(entry, claim(entry, file, head)))
                .filter(candidate -> candidate.claim() != Claim.NO)
                .sorted(Comparator.comparing(Candidate::claim)
                        .reversed()
                        .thenComparing(c -> c.entry().name()))
                .toList();
        for (Candidate candidate : candidates) {
            Optional<Leased<RecordReader>.Lease> lease =
                    candidate.entry().reader().acquire();
            if (lease.isPresent()) {
                return lease.get();
            }
        }
        throw new TesseraException(
                file + " is of no format that can be read",
                "readers that are there: "
                        + String.join(", ", entries.stream().map(Entry::name).toList()));
    }

    private static Claim claim(Entry entry, Path file, byte[] head) {
        Optional<Leased<RecordReader>.Lease> lease = entry.reader().acquire();
        if (lease.isEmpty()) {
            return Claim.NO;
        }
        try (Leased<RecordReader>.Lease reader = lease.get()) {
            return reader.get().claims(file, head);
        }
    }
}
