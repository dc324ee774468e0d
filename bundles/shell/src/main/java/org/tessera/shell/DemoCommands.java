// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.demo.Demo;
import org.tessera.api.demo.Tour;
import org.tessera.api.strategy.Jobs;

/** {@code demo}. */
@Component
public final class DemoCommands implements CommandGroup {
    private static final String INDENT = " ".repeat(30);

    private final Demo demo;
    private final Jobs jobs;
    private final Path standard;

    /** Called by the component runtime. */
    @Activate
    public DemoCommands(BundleContext context, @Reference Demo demo, @Reference Jobs jobs) {
        this.demo = demo;
        this.jobs = jobs;
        this.standard = Path.of(String.valueOf(context.getProperty("tessera.home")), "data", "demo");
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.named("demo", "Does the whole job on a sample shop made on the spot")
                .option("--out", "DIR", "where the shop's files and the report go, data/demo of the home unless given")
                .json()
                .example("demo --out shop")
                .runs(this::demo));
    }

    private void demo(Invocation call) throws Exception {
        Path folder = call.optionPath("--out").orElse(standard);
        Tour tour = demo.begin(folder);
        for (Tour.Step step : tour.steps()) {
            Tour.Outcome outcome = call.await(jobs.submit("demo: " + step.name(), step::run));
            print(call, outcome);
        }
        Tour.Summary summary = tour.summary();
        call.answer(summary, () -> close(call, summary));
    }

    private static void print(Invocation call, Tour.Outcome outcome) {
        List<String> lines = outcome.lines();
        call.print(String.format(
                Locale.ROOT,
                "%6.2f s  %-18s  %s",
                outcome.seconds(),
                outcome.step(),
                lines.isEmpty() ? "" : lines.get(0)));
        lines.stream().skip(1).forEach(line -> call.print(INDENT + line));
    }

    private static void close(Invocation call, Tour.Summary summary) {
        call.print(String.format(Locale.ROOT, "%6.2f s  in all", summary.seconds()));
        if (!summary.changed()) {
            call.print("The shop was here already: nothing was imported anew.");
        }
        call.print("");
        call.print("Open " + summary.report() + " in a browser.");
        call.print("Try next, in bin/tessera or as bin/tessera -c '…':");
        summary.tryNext().forEach(line -> call.print("  " + line));
    }
}
