// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What an import did.
 *
 * @param file name as given
 * @param kind {@code events}, {@code customers} or {@code items}
 * @param mapping how fields were found, in words
 * @param read records read
 * @param accepted records that changed the store
 * @param rejected quarantined records by reason
 * @param duplicates records the store already had
 * @param steps cleaning steps in the order in which they ran
 * @param seconds start to end
 * @param started when
 */
public record ImportReport(
        String file,
        String kind,
        String mapping,
        long read,
        long accepted,
        Map<String, Long> rejected,
        long duplicates,
        List<Step> steps,
        double seconds,
        Instant started) {
    /** A cleaning step and how many rows it touched. */
    public record Step(String name, long rows) {}
}
