// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.tessera.api.shell.Console;

/** Calls commands as a person would, in the folder {@code /shop}. */
final class Calls {
    static final Path FOLDER = Path.of("/shop");

    private Calls() {}

    /** What a command prints. */
    static String run(CommandGroup group, String name, String... arguments) throws Exception {
        Command command = group.commands().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console =
                new Console(InputStream.nullInputStream(), out, OutputStream.nullOutputStream(), FOLDER, 0, false);
        Invocation call = new Invocation(
                command,
                Arguments.parse(command, List.of(arguments)),
                console,
                new Running(),
                new PrintStream(out, true, StandardCharsets.UTF_8));
        command.body().run(call);
        call.end();
        return out.toString(StandardCharsets.UTF_8);
    }
}
