// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.TesseraException;
import org.tessera.api.strategy.JobInfo;
import org.tessera.api.strategy.Jobs;

/** {@code jobs} and {@code cancel}. */
@Component
public final class JobCommands implements CommandGroup {
    private final Jobs jobs;

    @Activate
    public JobCommands(@Reference Jobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.named("jobs", "Long work under way and lately done")
                        .json()
                        .runs(this::list),
                Command.named("cancel", "Stops a job")
                        .argument("JOB", "its number; jobs shows it")
                        .example("cancel 3")
                        .runs(this::cancel));
    }

    private void list(Invocation call) {
        List<JobInfo> list = jobs.list();
        call.answer(list, () -> {
            if (list.isEmpty()) {
                call.print("no jobs since the start");
                return;
            }
            Table table = Table.of("job", "name", "state", "phase", "done", "took");
            list.forEach(job -> table.row(
                    job.id(),
                    job.name(),
                    job.state().name().toLowerCase(Locale.ROOT),
                    job.error().isEmpty() ? job.phase() : job.error(),
                    job.total() > 0 ? 100 * job.done() / job.total() + " %" : "",
                    seconds(job)));
            call.print(table);
        });
    }

    private static String seconds(JobInfo job) {
        Duration took = Duration.between(job.started(), job.finished().orElseGet(Instant::now));
        return Numbers.fixed(took.toMillis() / 1e3, 1) + " s";
    }

    private void cancel(Invocation call) {
        String text = call.argument("JOB");
        try {
            jobs.cancel(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new TesseraException("'" + text + "' is not the number of a job", "jobs shows them");
        }
        call.print("job " + text + " was asked to stop");
    }
}
