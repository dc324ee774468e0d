// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.TesseraException;
import org.tessera.api.ingest.ImportReport;
import org.tessera.api.ingest.ImportRequest;
import org.tessera.api.ingest.Importer;
import org.tessera.api.ingest.Reject;
import org.tessera.api.strategy.Jobs;

/** {@code import}, {@code imports} and {@code rejects}. */
@Component
public final class ImportCommands implements CommandGroup {
    private static final int RAW = 120;

    private final Importer importer;
    private final Jobs jobs;

    /** Called by the component runtime. */
    @Activate
    public ImportCommands(@Reference Importer importer, @Reference Jobs jobs) {
        this.importer = importer;
        this.jobs = jobs;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.named("import", "Brings a file into the store: CSV, TSV, JSON lines, gzip too")
                        .argument("KIND", "what the file holds", "events", "customers", "items")
                        .argument("FILE", "the file")
                        .option("--mapping", "NAME", "a mapping of conf/mappings, such as online-retail")
                        .options("--map", "FIELD=COLUMN,…", "which column holds a field")
                        .options("--set", "FIELD=VALUE,…", "a value for every record")
                        .option("--separator", "CHARACTERS", "between columns, such as ';' or tab")
                        .option("--encoding", "NAME", "character set, such as ISO-8859-1")
                        .option("--header", "none", "say none where the first line is a record")
                        .options("--columns", "A,B,C", "names of the columns where there is no header")
                        .option("--time-format", "PATTERN", "such as dd/MM/yyyy HH:mm, epoch-seconds, epoch-millis")
                        .flag("--strict", "import nothing where a record is bad, rather than quarantine it")
                        .flag(LongWork.BACKGROUND, LongWork.ABOUT_BACKGROUND)
                        .json()
                        .example("import events orders.csv")
                        .example("import events online_retail.csv.gz --mapping online-retail")
                        .example("import events clicks.csv --map customer=visitor,time=when --set type=view")
                        .runs(this::run),
                Command.named("imports", "Lists what was imported, the newest first")
                        .json()
                        .runs(this::list),
                Command.named("rejects", "Shows quarantined records with their reasons, the newest first")
                        .option("-n", "N", "how many to show, 20 if not given")
                        .json()
                        .example("rejects -n 100")
                        .runs(this::rejects));
    }

    private void run(Invocation call) throws Exception {
        ImportRequest request = new ImportRequest(
                call.argument("KIND"),
                call.path("FILE"),
                call.option("--mapping"),
                call.assignments("--map"),
                call.assignments("--set"),
                call.option("--separator"),
                call.option("--encoding"),
                header(call),
                call.list("--columns"),
                call.option("--time-format"),
                call.flag("--strict"));
        String name = "import " + request.kind() + " " + request.file().getFileName();
        LongWork.run(call, jobs, name, progress -> importer.run(request, progress))
                .ifPresent(report -> call.answer(report, () -> print(call, report)));
    }

    private static Optional<Boolean> header(Invocation call) {
        return call.option("--header").map(word -> switch (word.toLowerCase(Locale.ROOT)) {
            case "none", "no", "false" -> false;
            case "first", "yes", "true" -> true;
            default ->
                throw new TesseraException(
                        "import: --header is \"" + word + "\", expected none or first",
                        "say --header none where the first line is a record");
        });
    }

    private static void print(Invocation call, ImportReport report) {
        call.print(summary(report));
        call.print("mapped: " + report.mapping());
        if (report.accepted() == 0 && report.duplicates() > 0) {
            call.print("nothing is new: the store had all of it");
        }
        Table table = Table.of("step", "rows");
        report.steps().forEach(step -> table.row(step.name(), Numbers.count(step.rows())));
        report.rejected().forEach((reason, rows) -> table.row("rejected: " + reason, Numbers.count(rows)));
        if (table.size() > 0) {
            call.print(table);
        }
        if (!report.rejected().isEmpty()) {
            call.print("rejects shows the rejected records");
        }
    }

    private static String summary(ImportReport report) {
        long rejected =
                report.rejected().values().stream().mapToLong(Long::longValue).sum();
        return String.format(
                Locale.ROOT,
                "read %s %s in %.1f s: %s accepted, %s duplicates, %s rejected",
                Numbers.count(report.read()),
                report.kind(),
                report.seconds(),
                Numbers.count(report.accepted()),
                Numbers.count(report.duplicates()),
                Numbers.count(rejected));
    }

    private void list(Invocation call) {
        List<ImportReport> history = importer.history();
        call.answer(history, () -> {
            if (history.isEmpty()) {
                call.print("nothing has been imported yet");
                return;
            }
            Table table = Table.of("started", "kind", "file", "read", "accepted", "duplicates", "rejected", "");
            for (ImportReport report : history) {
                table.row(
                        report.started(),
                        report.kind(),
                        report.file(),
                        Numbers.count(report.read()),
                        Numbers.count(report.accepted()),
                        Numbers.count(report.duplicates()),
                        Numbers.count(report.rejected().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()),
                        report.seconds() > 0 ? "" : "broken off");
            }
            call.print(table);
        });
    }

    /** A record as fits a line; --json has all of it. */
    private static String shown(String raw) {
        String line = raw.replaceAll("\\s+", " ");
        return line.length() <= RAW ? line : line.substring(0, RAW) + "…";
    }

    private record Rejects(long total, Map<String, Long> reasons, List<Reject> rejects) {}

    private void rejects(Invocation call) {
        List<Reject> shown = importer.rejects(call.integer("-n", 20, 1, 1_000_000));
        long total = importer.rejectCount();
        Map<String, Long> reasons = new java.util.TreeMap<>();
        shown.forEach(reject -> reasons.merge(reject.reason(), 1L, Long::sum));
        call.answer(new Rejects(total, reasons, shown), () -> {
            if (shown.isEmpty()) {
                call.print("no record has been rejected");
                return;
            }
            Table table = Table.of("file", "line", "reason", "detail", "record");
            shown.forEach(reject ->
                    table.row(reject.file(), reject.line(), reject.reason(), reject.detail(), shown(reject.raw())));
            call.print(table);
            if (total > shown.size()) {
                call.print(Numbers.count(total) + " in all; -n shows more");
            }
        });
    }
}
