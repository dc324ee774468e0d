// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tessera.api.TesseraException;

/** The words given to a command, understood by its description. Immutable. */
final class Arguments {
    static final String HELP = "--help";

    private final Command command;
    private final Map<String, String> positional;
    private final Map<String, List<String>> options;

    private Arguments(Command command, Map<String, String> positional, Map<String, List<String>> options) {
        this.command = command;
        this.positional = positional;
        this.options = options;
    }

    /**
     * Understands words. {@code --name value} and {@code --name=value} are the same; {@code --} ends the options.
     *
     * @throws TesseraException naming the word that does not fit, with the usage or what was probably meant as hint
     */
    static Arguments parse(Command command, List<String> words) {
        List<String> positional = new ArrayList<>();
        Map<String, List<String>> options = new HashMap<>();
        boolean onlyArguments = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (onlyArguments || !isOption(word)) {
                positional.add(word);
            } else if (word.equals("--")) {
                onlyArguments = true;
            } else {
                int equals = word.startsWith("--") ? word.indexOf('=') : -1;
                String name = equals < 0 ? word : word.substring(0, equals);
                Command.Option option = find(command, name);
                String value = "";
                if (option.value().isEmpty() && equals >= 0) {
                    throw wrong(command, name + " takes no value");
                } else if (option.value().isPresent() && equals >= 0) {
                    value = word.substring(equals + 1);
                } else if (option.value().isPresent()) {
                    i++;
                    if (i >= words.size()) {
                        throw wrong(command, name + " needs " + option.value().get() + " after it");
                    }
                    value = words.get(i);
                }
                List<String> values = options.computeIfAbsent(name, key -> new ArrayList<>());
                values.add(value);
                if (values.size() > 1 && !option.repeatable()) {
                    throw wrong(command, name + " is given twice");
                }
            }
        }
        return new Arguments(command, named(command, positional), options);
    }

    /** A dash and a digit begin a negative number, a dash alone is a name. */
    private static boolean isOption(String word) {
        return word.length() > 1 && word.charAt(0) == '-' && !Character.isDigit(word.charAt(1));
    }

    private static Command.Option find(Command command, String name) {
        for (Command.Option option : command.options()) {
            if (option.name().equals(name)) {
                return option;
            }
        }
        List<String> names =
                command.options().stream().map(Command.Option::name).toList();
        throw new TesseraException(
                command.name() + ": unknown option " + name, Nearest.hint(name, names, "usage: " + command.usage()));
    }

    private static Map<String, String> named(Command command, List<String> words) {
        Map<String, String> named = new LinkedHashMap<>();
        List<Command.Parameter> parameters = command.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Command.Parameter parameter = parameters.get(i);
            if (i < words.size()) {
                named.put(parameter.name(), checked(command, parameter, words.get(i)));
            } else if (parameter.required()) {
                throw wrong(command, parameter.name() + " is missing");
            }
        }
        if (words.size() > parameters.size()) {
            throw wrong(command, "unexpected \"" + words.get(parameters.size()) + "\"");
        }
        return named;
    }

    private static String checked(Command command, Command.Parameter parameter, String word) {
        if (!parameter.choices().isEmpty() && !parameter.choices().contains(word)) {
            throw new TesseraException(
                    command.name() + ": " + parameter.name() + " is \"" + word + "\", expected one of "
                            + String.join(", ", parameter.choices()),
                    Nearest.hint(word, parameter.choices(), "usage: " + command.usage()));
        }
        return word;
    }

    private static TesseraException wrong(Command command, String what) {
        return new TesseraException(command.name() + ": " + what, "usage: " + command.usage());
    }

    boolean flag(String name) {
        return options.containsKey(declared(name));
    }

    String argument(String name) {
        return optionalArgument(name)
                .orElseThrow(() -> new IllegalArgumentException(name + " is not a required argument"));
    }

    Optional<String> optionalArgument(String name) {
        if (command.parameters().stream()
                .noneMatch(parameter -> parameter.name().equals(name))) {
            throw new IllegalArgumentException(command.name() + " does not describe " + name);
        }
        return Optional.ofNullable(positional.get(name));
    }

    Optional<String> option(String name) {
        return values(name).stream().findFirst();
    }

    List<String> values(String name) {
        return options.getOrDefault(declared(name), List.of());
    }

    private String declared(String name) {
        if (command.options().stream().noneMatch(option -> option.name().equals(name))) {
            throw new IllegalArgumentException(command.name() + " does not describe " + name);
        }
        return name;
    }

    int integer(String name, int standard, int lowest, int highest) {
        Optional<String> text = option(name);
        if (text.isEmpty()) {
            return standard;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, with the range
        }
        throw wrong(
                command,
                name + " is \"" + text.get() + "\", expected a whole number "
                        + (highest == Integer.MAX_VALUE
                                ? "from " + lowest + " on"
                                : "from " + lowest + " to " + highest));
    }

    double number(String name, double standard, double lowest, double highest) {
        Optional<String> text = option(name);
        if (text.isEmpty()) {
            return standard;
        }
        try {
            double number = Double.parseDouble(text.get());
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, with the range
        }
        throw wrong(command, name + " is \"" + text.get() + "\", expected a number from " + lowest + " to " + highest);
    }

    List<String> list(String name) {
        return values(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    Map<String, String> assignments(String name) {
        Map<String, String> result = new LinkedHashMap<>();
        for (String assignment : list(name)) {
            int equals = assignment.indexOf('=');
            if (equals <= 0) {
                throw wrong(command, name + " has \"" + assignment + "\", expected KEY=VALUE");
            }
            String key = assignment.substring(0, equals).strip();
            if (result.put(key, assignment.substring(equals + 1).strip()) != null) {
                throw wrong(command, name + " sets " + key + " twice");
            }
        }
        return result;
    }

    Path path(String name, String text, Path directory) {
        try {
            return directory.resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw wrong(command, name + " is \"" + text + "\", which cannot be a file name");
        }
    }
}
