// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Process;
import org.jspecify.annotations.Nullable;
import org.tessera.api.shell.Console;

/** A command as Gogo calls it. */
final class CommandFunction implements Function {
    /** Session variables: the console and the count of running commands. Gogo hides names that begin with a dot. */
    static final String CONSOLE = ".tessera.console";

    static final String RUNNING = ".tessera.running";

    private final Command command;

    CommandFunction(Command command) {
        this.command = command;
    }

    @Override
    public @Nullable Object execute(CommandSession session, List<Object> words) throws Exception {
        Running running = session.get(RUNNING) instanceof Running known ? known : new Running();
        running.begin();
        try {
            List<String> texts = words.stream().map(String::valueOf).toList();
            // Not the session's stream: this one follows pipes and redirections.
            PrintStream out = new PrintStream(output(session), false, StandardCharsets.UTF_8);
            if (texts.contains(Arguments.HELP)) {
                HelpText.of(command).forEach(out::println);
                out.flush();
                return null;
            }
            Invocation call = new Invocation(command, Arguments.parse(command, texts), console(session), running, out);
            command.body().run(call);
            call.end();
            return null;
        } finally {
            running.end();
        }
    }

    private static OutputStream output(CommandSession session) {
        Process process = Process.Utils.current();
        return process == null ? session.getConsole() : process.out();
    }

    private static Console console(CommandSession session) {
        if (session.get(CONSOLE) instanceof Console console) {
            return console;
        }
        // A session that somebody else opened, such as a remote shell.
        return new Console(
                new ByteArrayInputStream(new byte[0]),
                session.getConsole(),
                OutputStream.nullOutputStream(),
                session.currentDir().toAbsolutePath(),
                0,
                false);
    }
}
