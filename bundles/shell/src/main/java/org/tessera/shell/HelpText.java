// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.util.ArrayList;
import java.util.List;

/** What help says of a command. */
final class HelpText {
    private HelpText() {}

    static List<String> of(Command command) {
        List<String> lines = new ArrayList<>();
        lines.add(command.summary() + ".");
        lines.add("");
        lines.add("  " + command.usage());
        Table words = Table.of("", "");
        for (Command.Parameter parameter : command.parameters()) {
            words.row("  " + parameter.name(), about(parameter));
        }
        for (Command.Option option : command.options()) {
            words.row(
                    "  " + option.name()
                            + option.value().map(value -> " " + value).orElse(""),
                    option.about());
        }
        if (words.size() > 0) {
            lines.add("");
            lines.addAll(words.lines(0).stream().skip(1).toList());
        }
        if (!command.examples().isEmpty()) {
            lines.add("");
            command.examples().forEach(example -> lines.add("  " + example));
        }
        return lines;
    }

    private static String about(Command.Parameter parameter) {
        return parameter.choices().isEmpty()
                ? parameter.about()
                : parameter.about() + ": " + String.join(", ", parameter.choices());
    }
}
