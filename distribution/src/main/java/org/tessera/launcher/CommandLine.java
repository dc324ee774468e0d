// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code bin/tessera} was asked to do.
 *
 * @param action what to do
 * @param home as given by {@code --home}
 * @param arguments of the action: commands, a file, or options of a command
 * @param json whether {@code --json} was given to an action of the launcher itself
 */
record CommandLine(Action action, Optional<Path> home, List<String> arguments, boolean json) {
    /** What there is to do. */
    enum Action {
        INTERACT,
        COMMANDS,
        RUN,
        DEMO,
        START,
        STOP,
        STATUS,
        SERVE,
        HELP,
        VERSION
    }

    /** An argument that cannot be understood; the message says which and why. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    static final String USAGE = """
            Usage:
              tessera                     talk to the engine: type commands, help lists them
              tessera -c 'COMMANDS'       run commands, separated by ;
              tessera run FILE            run the commands of a file
              tessera demo [--out DIR]    the whole job on sample data, with a report
              tessera start|stop|status   the engine as a background process
              tessera serve               the engine in the foreground, for a process supervisor

            Options:
              --home DIR     where conf/, data/, deploy/ and log/ live
                             (else TESSERA_HOME, else the distribution itself)
              -h, --help     this text
              -V, --version  the version

            Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not running (status), 130 interrupted.
            """;

    private static final Map<String, Action> WORDS = Map.of(
            "run", Action.RUN,
            "demo", Action.DEMO,
            "start", Action.START,
            "stop", Action.STOP,
            "status", Action.STATUS,
            "serve", Action.SERVE);

    /** Reads arguments. */
    static CommandLine parse(List<String> arguments) throws UsageException {
        Optional<Path> home = Optional.empty();
        Optional<Action> action = Optional.empty();
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            boolean actionTakesAny = action.filter(a -> a == Action.DEMO).isPresent();
            if (argument.equals("--home") || argument.startsWith("--home=")) {
                boolean joined = argument.startsWith("--home=");
                String value = joined ? argument.substring("--home=".length()) : next(arguments, ++i, argument, "DIR");
                if (value.isEmpty()) {
                    throw new UsageException("--home needs a folder");
                }
                home = Optional.of(Path.of(value));
            } else if (action.isEmpty() && (argument.equals("-c") || argument.equals("--command"))) {
                action = Optional.of(Action.COMMANDS);
                rest.add(next(arguments, ++i, argument, "'COMMANDS'"));
            } else if (argument.equals("-h") || argument.equals("--help")) {
                return new CommandLine(Action.HELP, home, List.of(), false);
            } else if (argument.equals("-V") || argument.equals("--version")) {
                return new CommandLine(Action.VERSION, home, List.of(), false);
            } else if (action.isEmpty() && WORDS.containsKey(argument)) {
                action = Optional.of(WORDS.get(argument));
            } else if (action.isEmpty()) {
                throw new UsageException(
                        argument.startsWith("-")
                                ? "unknown option " + argument
                                : "unknown word " + argument + "; commands are given with -c '" + argument + " …'");
            } else if (actionTakesAny || argument.equals("--json") || !argument.startsWith("-")) {
                rest.add(argument);
            } else {
                throw new UsageException("unknown option " + argument);
            }
        }
        return checked(action.orElse(Action.INTERACT), home, rest);
    }

    private static String next(List<String> arguments, int index, String option, String what) throws UsageException {
        if (index >= arguments.size()) {
            throw new UsageException(option + " needs " + what + " after it");
        }
        return arguments.get(index);
    }

    private static CommandLine checked(Action action, Optional<Path> home, List<String> rest) throws UsageException {
        boolean json = action == Action.STATUS && rest.remove("--json");
        int expected = switch (action) {
            case COMMANDS, RUN -> 1;
            case DEMO -> rest.size();
            default -> 0;
        };
        if (rest.size() < expected) {
            throw new UsageException("run needs a FILE after it");
        }
        if (rest.size() > expected) {
            throw new UsageException("unexpected " + rest.get(expected));
        }
        return new CommandLine(action, home, List.copyOf(rest), json);
    }
}
