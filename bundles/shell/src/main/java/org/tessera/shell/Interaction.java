// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import org.apache.felix.service.command.CommandProcessor;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.tessera.api.shell.Console;

/** Talks to a person at a terminal. The only class, with its completer, that needs jline. For one thread. */
final class Interaction {
    private static final Set<String> LEAVING = Set.of("exit", "quit", "logout");
    private static final int REMEMBERED = 2_000;

    private final CommandProcessor processor;
    private final CommandRegistry registry;
    private final Console console;

    Interaction(CommandProcessor processor, CommandRegistry registry, Console console) {
        this.processor = processor;
        this.registry = registry;
        // The keyboard is the line reader's; a command that read from it would go on doing so after Ctrl-C.
        this.console = new Console(
                InputStream.nullInputStream(),
                console.out(),
                console.err(),
                console.directory(),
                console.columns(),
                console.errTerminal());
    }

    /**
     * Reads and runs lines until the person leaves.
     *
     * @param greeting printed first
     * @param history file of earlier lines
     * @throws IOException if there is no terminal
     */
    void run(String greeting, Path history) throws IOException {
        Thread self = Thread.currentThread();
        try (Terminal terminal = terminal();
                ShellSession session = new ShellSession(processor, console)) {
            terminal.handle(Terminal.Signal.INT, signal -> self.interrupt());
            LineReader reader = reader(terminal, history);
            terminal.writer().println(greeting);
            terminal.writer().flush();
            for (String line = next(reader); !LEAVING.contains(line.strip()); line = next(reader)) {
                session.columns(terminal.getWidth());
                session.run(line);
                Thread.interrupted(); // Ctrl-C as a command ended is no reason to leave
            }
        }
    }

    /** jline looks its kinds of terminal up through the context class loader, which cannot see a bundle. */
    private static Terminal terminal() throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(TerminalBuilder.class.getClassLoader());
        try {
            return TerminalBuilder.builder().name("tessera").system(true).build();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private LineReader reader(Terminal terminal, Path history) {
        DefaultParser parser = new DefaultParser();
        parser.setEofOnUnclosedQuote(true);
        parser.setEofOnEscapedNewLine(true);
        parser.setEofOnUnclosedBracket(DefaultParser.Bracket.CURLY);
        return LineReaderBuilder.builder()
                .appName("tessera")
                .terminal(terminal)
                .parser(parser)
                .completer(new CommandCompleter(registry, console.directory()))
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.HISTORY_SIZE, REMEMBERED)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%P  ... ")
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                .option(LineReader.Option.INSERT_TAB, false)
                .build();
    }

    /** The next line; Ctrl-C begins a new one, Ctrl-D on an empty one leaves. */
    private static String next(LineReader reader) {
        String prompt = new AttributedStringBuilder()
                .styled(AttributedStyle.BOLD, "tessera")
                .append("> ")
                .toAnsi(reader.getTerminal());
        while (true) {
            try {
                return reader.readLine(prompt);
            } catch (UserInterruptException e) {
                Thread.interrupted();
            } catch (EndOfFileException e) {
                return "exit";
            }
        }
    }
}
