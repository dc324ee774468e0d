// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.report.Reports;
import org.tessera.api.strategy.Jobs;

/** {@code report}. */
@Component
public final class ReportCommands implements CommandGroup {
    private final Reports reports;
    private final Jobs jobs;

    /** Called by the component runtime. */
    @Activate
    public ReportCommands(@Reference Reports reports, @Reference Jobs jobs) {
        this.reports = reports;
        this.jobs = jobs;
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.named("report", "Writes a page with plots about everything, which opens offline")
                .argument("FILE.html", "where to write it; an older file is replaced")
                .json()
                .example("report shop.html")
                .runs(this::report));
    }

    private record Written(Path file, long bytes, double seconds) {}

    private void report(Invocation call) throws Exception {
        Path file = call.path("FILE.html");
        long start = System.nanoTime();
        call.await(jobs.submit("report " + file.getFileName(), progress -> {
            reports.write(file, progress);
            return file;
        }));
        Written written = new Written(file, Files.size(file), (System.nanoTime() - start) / 1e9);
        call.answer(written, () -> call.print("wrote " + file));
    }
}
