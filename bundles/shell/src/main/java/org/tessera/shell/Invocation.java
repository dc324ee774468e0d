// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.tessera.api.TesseraException;
import org.tessera.api.shell.Console;
import org.tessera.api.strategy.Jobs;

/**
 * One call of a command: what it was given, and where its answer goes. Asking for an argument or option that the
 * command's description lacks is a defect and throws {@link IllegalArgumentException}. For one thread.
 */
public final class Invocation {
    private final Arguments arguments;
    private final Console console;
    private final Running running;
    private final PrintStream out;
    private final boolean json;
    private boolean answered;

    Invocation(Command command, Arguments arguments, Console console, Running running, PrintStream out) {
        this.arguments = arguments;
        this.console = console;
        this.running = running;
        this.out = out;
        this.json = command.takesJson() && arguments.flag(Command.JSON);
    }

    /** A required argument. */
    public String argument(String name) {
        return arguments.argument(name);
    }

    /** An argument that may be left out. */
    public Optional<String> optionalArgument(String name) {
        return arguments.optionalArgument(name);
    }

    /** A required argument that names a file or folder, absolute. */
    public Path path(String name) {
        return arguments.path(name, argument(name), console.directory());
    }

    /** Whether a flag was given. */
    public boolean flag(String name) {
        return arguments.flag(name);
    }

    /** The value of an option. */
    public Optional<String> option(String name) {
        return arguments.option(name);
    }

    /** The values of an option that may be given more than once. */
    public List<String> options(String name) {
        return arguments.values(name);
    }

    /** The value of an option that names a file or folder, absolute. */
    public Optional<Path> optionPath(String name) {
        return option(name).map(text -> arguments.path(name, text, console.directory()));
    }

    /**
     * The whole number an option was given.
     *
     * @throws org.tessera.api.TesseraException if it is none, or outside {@code lowest} to {@code highest}
     */
    public int integer(String name, int standard, int lowest, int highest) {
        return arguments.integer(name, standard, lowest, highest);
    }

    /** The number an option was given; as {@link #integer}. */
    public double number(String name, double standard, double lowest, double highest) {
        return arguments.number(name, standard, lowest, highest);
    }

    /** What an option was given as {@code a,b,c}, or over several times. */
    public List<String> list(String name) {
        return arguments.list(name);
    }

    /** What an option was given as {@code key=value,…}, or over several times, in that order. */
    public Map<String, String> assignments(String name) {
        return arguments.assignments(name);
    }

    /** Whether the answer is to be JSON. */
    public boolean json() {
        return json;
    }

    /** Relative file names start here. */
    public Path directory() {
        return console.directory();
    }

    /**
     * Answers: with {@code document} where {@code --json} was given, else with {@code text}. The document's records
     * become objects whose names are in snake case; see {@link Json}.
     */
    public void answer(Object document, Runnable text) {
        if (json) {
            if (answered) {
                throw new IllegalStateException("a second JSON document");
            }
            out.println(Json.write(document));
        } else {
            text.run();
        }
        answered = true;
    }

    /** Prints a line, or several; nothing where {@code --json} was given. */
    public void print(String text) {
        if (!json) {
            out.println(text);
        }
    }

    /** Prints a table; nothing where {@code --json} was given. */
    public void print(Table table) {
        if (!json) {
            table.lines(console.columns()).forEach(out::println);
        }
    }

    /** Width of the terminal that shows the answer, or 0 where there is none and lines may be of any length. */
    public int columns() {
        return console.columns();
    }

    /**
     * Waits for a job, drawing its progress on a terminal. If the waiting is interrupted, the job is cancelled first.
     *
     * @throws CancellationException if the job was cancelled, here or elsewhere
     */
    public <R> R await(Jobs.Job<R> job) throws Exception {
        try (ProgressBar bar = new ProgressBar(console)) {
            return running.interruptibly(() -> job.await(bar));
        } catch (InterruptedException e) {
            job.cancel();
            job.await((phase, done, total) -> {});
            throw new CancellationException("interrupted");
        }
    }

    /** Draws progress on a terminal until closed; elsewhere draws nothing. */
    public ProgressBar progress() {
        return new ProgressBar(console);
    }

    /** Runs work on this thread that reports how far it is; it stops where it reports once the person presses Ctrl-C. */
    public <R> R watched(Jobs.Work<R> work) throws Exception {
        try (ProgressBar bar = progress()) {
            return work.run((phase, done, total) -> {
                if (running.isCancelled()) {
                    throw new CancellationException("interrupted in " + phase);
                }
                bar.report(phase, done, total);
            });
        }
    }

    void end() {
        out.flush();
        if (json && !answered) {
            throw new IllegalStateException("the command gave no JSON document");
        }
        if (out.checkError()) {
            throw new TesseraException("nobody reads the output any more", "the command itself was carried out");
        }
    }
}
