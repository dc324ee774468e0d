// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tessera.api.ingest.ImportReport;
import org.tessera.api.ingest.Importer;

/**
 * What was imported and cleaned.
 *
 * @param earlier in words, how many imports before these are not listed; empty where all are
 * @param reasons quarantined rows by reason over the imports listed, the most frequent first
 * @param examples newest quarantined rows
 */
record ImportsPart(
        List<Row> rows,
        String earlier,
        List<Steps> steps,
        List<Reason> reasons,
        String rejected,
        List<Example> examples) {
    private static final int MOST_IMPORTS = 20;
    private static final int MOST_EXAMPLES = 6;
    private static final int RAW_LENGTH = 160;

    /** One import, formatted. */
    record Row(
            String file,
            String kind,
            String mapping,
            String read,
            String accepted,
            String duplicates,
            String rejected,
            String seconds,
            String rate,
            String started) {}

    /** What cleaning one file came to. */
    record Steps(String file, List<Step> steps) {}

    /** A cleaning step; {@code idle} if it touched nothing. */
    record Step(String name, String rows, boolean idle) {}

    /** @param width of its bar in percent of the longest */
    record Reason(String reason, String rows, String width) {}

    /** A quarantined row. */
    record Example(String place, String reason, String detail, String raw) {}

    static Part<ImportsPart> of(Optional<Importer> importer) {
        if (importer.isEmpty()) {
            return Part.missing("Nothing that imports is running, so what was imported is not known.", "");
        }
        List<ImportReport> history = importer.get().history();
        if (history.isEmpty()) {
            return Part.missing("Nothing has been imported yet.", "Start with: import events FILE");
        }
        List<ImportReport> listed = history.stream().limit(MOST_IMPORTS).toList();
        int more = history.size() - listed.size();
        long rejects = importer.get().rejectCount();
        return Part.of(new ImportsPart(
                listed.stream().map(ImportsPart::row).toList(),
                more == 0 ? "" : Format.count(more, "earlier import is", "earlier imports are") + " not listed.",
                listed.stream()
                        .filter(report -> !report.steps().isEmpty())
                        .map(ImportsPart::steps)
                        .toList(),
                reasons(listed),
                rejects == 0 ? "" : Format.count(rejects, "row is", "rows are") + " in quarantine now.",
                importer.get().rejects(MOST_EXAMPLES).stream()
                        .map(reject -> new Example(
                                name(reject.file()) + ", line " + Format.count(reject.line()),
                                reject.reason(),
                                reject.detail(),
                                cut(reject.raw())))
                        .toList()));
    }

    private static Row row(ImportReport report) {
        long rejected = sum(report);
        double rate = report.seconds() > 0 ? report.read() / report.seconds() : Double.NaN;
        return new Row(
                name(report.file()),
                report.kind(),
                report.mapping(),
                Format.count(report.read()),
                Format.count(report.accepted()),
                Format.count(report.duplicates()),
                Format.count(rejected),
                Format.seconds(report.seconds()),
                Double.isNaN(rate) ? Format.NONE : Format.count(Math.round(rate)),
                Format.minute(report.started()));
    }

    private static long sum(ImportReport report) {
        return report.rejected().values().stream().mapToLong(Long::longValue).sum();
    }

    private static Steps steps(ImportReport report) {
        return new Steps(
                name(report.file()),
                report.steps().stream()
                        .map(step -> new Step(step.name(), Format.count(step.rows()), step.rows() == 0))
                        .toList());
    }

    private static List<Reason> reasons(List<ImportReport> reports) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (ImportReport report : reports) {
            report.rejected().forEach((reason, rows) -> counts.merge(reason, rows, Long::sum));
        }
        long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(1);
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> new Reason(
                        entry.getKey(),
                        Format.count(entry.getValue()),
                        Format.fixed(100.0 * entry.getValue() / most, 1)))
                .toList();
    }

    /** Without its folders: a page is passed on, and nobody else needs to know where files lie here. */
    private static String name(String file) {
        String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        return name.isEmpty() ? file : name;
    }

    private static String cut(String raw) {
        return raw.length() <= RAW_LENGTH ? raw : raw.substring(0, RAW_LENGTH) + "\u2026";
    }
}
