// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.report;

import java.io.IOException;
import java.nio.file.Path;
import org.tessera.api.strategy.Progress;

/** Writes a page about what was imported, who the customers are and what they are offered. Safe for many threads. */
public interface Reports {
    /**
     * Writes one self-contained HTML file that needs no network; replaces it whole or not at all.
     *
     * @throws IOException if the file cannot be written
     */
    void write(Path file, Progress progress) throws IOException;
}
