// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.util.List;
import org.tessera.api.TesseraException;

/** {@code help}. Not a component of its own: it is about the registry, which brings it along. */
final class HelpCommands implements CommandGroup {
    private final CommandRegistry registry;

    HelpCommands(CommandRegistry registry) {
        this.registry = registry;
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.named("help", "Lists the commands, or tells about one")
                .optionalArgument("COMMAND", "the command to tell about")
                .example("help recommend")
                .runs(this::help));
    }

    private void help(Invocation call) {
        call.optionalArgument("COMMAND").ifPresentOrElse(name -> tell(name, call), () -> list(call));
    }

    private void tell(String name, Invocation call) {
        String plain = name.startsWith(CommandRegistry.SCOPE + ":") ? name.substring(name.indexOf(':') + 1) : name;
        Command command = registry.find(plain)
                .orElseThrow(() -> new TesseraException(
                        "help: there is no command " + name,
                        Nearest.hint(
                                plain,
                                registry.commands().stream().map(Command::name).toList(),
                                "help lists the commands")));
        HelpText.of(command).forEach(call::print);
    }

    private void list(Invocation call) {
        Table table = Table.of("command", "what it does");
        registry.commands().forEach(command -> table.row(command.name(), command.summary()));
        call.print(table);
        call.print("");
        call.print("help COMMAND tells more. Separate commands with ; and send an answer to a file with > FILE.");
    }
}
