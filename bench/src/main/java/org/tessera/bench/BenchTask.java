// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.util.List;
import java.util.function.Consumer;

/** One thing to measure. To add one: implement this, and add it to the list in {@link Main}. */
interface BenchTask {
    /** What it is called on the command line. */
    String name();

    /** What it measures, in a line. */
    String summary();

    /** The options it takes, in the order in which they are listed. */
    List<Option> options();

    /**
     * Measures.
     *
     * @param options checked against {@link #options()}: none unknown, none missing
     * @param out takes each measurement as soon as it is done
     * @throws UsageException if an option has no sense
     * @throws org.tessera.api.TesseraException if the data or the settings are wrong
     * @throws java.io.IOException if a file cannot be read
     */
    void run(Options options, Consumer<Measurement> out) throws Exception;

    /**
     * An option as the listing shows it.
     *
     * @param name without the dashes
     * @param value what stands for its value in the listing
     * @param required whether the task cannot do without
     * @param description what it is, its default included
     */
    record Option(String name, String value, boolean required, String description) {
        static Option required(String name, String value, String description) {
            return new Option(name, value, true, description);
        }

        static Option optional(String name, String value, String description) {
            return new Option(name, value, false, description);
        }
    }
}
