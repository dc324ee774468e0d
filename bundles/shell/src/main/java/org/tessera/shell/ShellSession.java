// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Job;
import org.jspecify.annotations.Nullable;
import org.tessera.api.shell.CommandRunner;
import org.tessera.api.shell.Console;

/** A Gogo session on a console. For one thread. */
final class ShellSession implements AutoCloseable {
    /** How long a cancelled command may take to stop. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CommandSession session;
    private final Console console;
    private final Running running = new Running();

    ShellSession(CommandProcessor processor, Console console) {
        this.console = console;
        this.session = processor.createSession(
                Unclosed.of(console.in()), Unclosed.of(console.out()), Unclosed.of(console.err()));
        session.currentDir(console.directory());
        session.put("SCOPE", CommandRegistry.SCOPE + ":felix:gogo:*");
        // Words are meant as they are written: an item may be called *.
        session.put(CommandSession.OPTION_NO_GLOB, true);
        session.put(CommandFunction.CONSOLE, console);
        session.put(CommandFunction.RUNNING, running);
    }

    /** Lays text out for a width from here on: terminals change theirs. */
    void columns(int columns) {
        session.put(
                CommandFunction.CONSOLE,
                new Console(
                        console.in(),
                        console.out(),
                        console.err(),
                        console.directory(),
                        columns,
                        console.errTerminal()));
    }

    /** Runs commands as {@link CommandRunner#run} does. */
    int run(String script) {
        running.reset();
        List<String> statements;
        try {
            statements = Script.statements(script);
        } catch (SyntaxError e) {
            complain(e, script);
            return CommandRunner.FAILED;
        }
        for (String statement : statements) {
            int result = execute(statement);
            if (result != CommandRunner.OK) {
                return result;
            }
        }
        return CommandRunner.OK;
    }

    private int execute(String statement) {
        if (Thread.currentThread().isInterrupted()) {
            return cancelled();
        }
        try {
            Object result = session.execute(statement);
            if (!isNothing(result)) {
                PrintStream out = new PrintStream(console.out(), false, StandardCharsets.UTF_8);
                out.println(session.format(result, Converter.INSPECT));
                out.flush();
            }
            return CommandRunner.OK;
        } catch (InterruptedException | CancellationException e) {
            return cancelled();
        } catch (Exception e) {
            complain(e, statement);
            return CommandRunner.FAILED;
        }
    }

    /** Loops over commands that answer nothing give a list of as many nulls. */
    private static boolean isNothing(@Nullable Object result) {
        return result == null
                || (result instanceof Collection<?> several && several.stream().allMatch(Objects::isNull));
    }

    /** The interrupt reached only this thread; the command runs on one of Gogo's. */
    private int cancelled() {
        boolean interrupted = Thread.interrupted();
        running.cancel();
        try {
            if (!running.awaitNone(PATIENCE)) {
                write("error: the command does not stop; it is left behind");
                return CommandRunner.INTERRUPTED;
            }
            // What is left are Gogo's own commands and loops.
            session.jobs().stream().toList().forEach(Job::interrupt);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        write("interrupted");
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return CommandRunner.INTERRUPTED;
    }

    @SuppressWarnings("unchecked")
    private Collection<String> commandNames() {
        return ((Collection<String>) session.get(".commands"))
                .stream().map(name -> name.substring(name.indexOf(':') + 1)).toList();
    }

    private void complain(Exception failure, String statement) {
        Complaint complaint = Complaint.about(failure, statement, commandNames());
        write(complaint.line(Script.hasWord(statement, Command.JSON)));
    }

    private void write(String line) {
        PrintStream err = new PrintStream(console.err(), false, StandardCharsets.UTF_8);
        err.println(line);
        err.flush();
    }

    @Override
    public void close() {
        session.close();
    }
}
