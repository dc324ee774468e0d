// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.tessera.api.TesseraException;
import org.tessera.bench.BenchTask.Option;

/**
 * Runs the strategies' own code on given data: {@code TASK --key value …} prints a line of JSON for each measurement.
 *
 * <p>Standard output holds measurements only. Exit code 0: done. 1: the data or a setting is wrong. 2: the command line
 * is wrong.
 */
public final class Main {
    private static final List<BenchTask> TASKS = List.of(
            new RecommendTask(), //
            new RatingsTask(), //
            new KMeansTask(), //
            new DbscanTask(), //
            new HdbscanTask(), //
            new HierarchicalTask(), //
            new GmmTask(), //
            new SilhouetteTask(), //
            new QualityTask(Clusterers.all()), //
            new ServeTask());

    private Main() {}

    /** Ends the process. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(run(TASKS, arguments, out, err));
    }

    /** Does what the arguments say and returns the exit code. */
    static int run(List<BenchTask> tasks, String[] arguments, PrintStream out, PrintStream err) {
        if (arguments.length == 0) {
            list(tasks, err);
            return 2;
        }
        if (arguments[0].equals("--help") || arguments[0].equals("help")) {
            list(tasks, out);
            return 0;
        }
        BenchTask task = tasks.stream()
                .filter(known -> known.name().equals(arguments[0]))
                .findFirst()
                .orElse(null);
        if (task == null) {
            err.println("there is no task '" + arguments[0] + "', tasks here: "
                    + String.join(", ", tasks.stream().map(BenchTask::name).toList()));
            return 2;
        }
        try {
            List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
            if (rest.contains("--help")) {
                describe(task, out);
                return 0;
            }
            task.run(Options.parse(rest, task.options()), measurement -> out.println(measurement.toJson()));
            return 0;
        } catch (UsageException e) {
            err.println(task.name() + ": " + e.getMessage());
            return 2;
        } catch (TesseraException e) {
            err.println(task.name() + ": " + e.getMessage() + (e.hint().isEmpty() ? "" : " (" + e.hint() + ")"));
            return 1;
        } catch (IOException e) {
            err.println(task.name() + ": " + e);
            return 1;
        } catch (Exception e) {
            err.println(task.name() + ": failed, which is a defect");
            e.printStackTrace(err);
            return 1;
        }
    }

    private static void list(List<BenchTask> tasks, PrintStream to) {
        to.println("usage: java -jar tessera-bench.jar TASK --key value …");
        to.println("prints one line of JSON for each measurement; TASK --help lists the options of one task");
        tasks.forEach(task -> describe(task, to));
    }

    private static void describe(BenchTask task, PrintStream to) {
        to.println();
        to.println(task.name() + ": " + task.summary());
        for (Option option : task.options()) {
            String syntax = "--" + option.name() + " " + option.value();
            to.printf("  %-26s %s%s%n", syntax, option.description(), option.required() ? " (required)" : "");
        }
    }
}
