// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.ingest;

import java.io.IOException;
import java.util.List;
import org.tessera.api.strategy.Progress;

/** Brings files into the store. Safe for many threads; imports of events run one after the other. */
public interface Importer {
    /**
     * Imports a file. What it has reported as done is on disk and stays, whatever happens afterwards. A file imported
     * again changes nothing.
     *
     * @throws IOException if the file cannot be read
     * @throws org.tessera.api.TesseraException before anything is written, if the file, a mapping or a column is missing
     */
    ImportReport run(ImportRequest request, Progress progress) throws IOException;

    /** Imports up to now, newest first. */
    List<ImportReport> history();

    /** Quarantined records, newest first, at most {@code limit}. */
    List<Reject> rejects(int limit);

    /** Number of quarantined records. */
    long rejectCount();
}
