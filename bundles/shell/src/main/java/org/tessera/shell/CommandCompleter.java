// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jline.builtins.Completers;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes names of commands, options, words to choose from, and files. */
final class CommandCompleter implements Completer {
    private final CommandRegistry registry;
    private final Completer files;

    CommandCompleter(CommandRegistry registry, Path directory) {
        this.registry = registry;
        this.files = new FilesFrom(directory);
    }

    private static final class FilesFrom extends Completers.FileNameCompleter {
        private final Path directory;

        FilesFrom(Path directory) {
            this.directory = directory;
        }

        @Override
        protected Path getUserDir() {
            return directory;
        }
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> words = line.words().subList(0, line.wordIndex());
        int start = words.lastIndexOf(";") + 1;
        List<String> before = words.subList(start, words.size());
        if (before.isEmpty()) {
            for (Command command : registry.commands()) {
                candidates.add(
                        new Candidate(command.name(), command.name(), null, command.summary(), null, null, true));
            }
            return;
        }
        Optional<Command> command = registry.find(before.get(0));
        if (command.isPresent()) {
            complete(command.get(), before.subList(1, before.size()), line.word(), candidates);
            if (takesFile(command.get(), before)) {
                files.complete(reader, line, candidates);
            }
        }
    }

    private static void complete(Command command, List<String> before, String word, List<Candidate> candidates) {
        if (word.startsWith("-")) {
            for (Command.Option option : command.options()) {
                candidates.add(new Candidate(option.name(), option.name(), null, option.about(), null, null, true));
            }
            return;
        }
        position(command, before)
                .map(Command.Parameter::choices)
                .ifPresent(choices -> choices.forEach(choice -> candidates.add(new Candidate(choice))));
    }

    /** The parameter the next word would be, or empty where an option waits for its value. */
    private static Optional<Command.Parameter> position(Command command, List<String> before) {
        int position = 0;
        boolean valueNext = false;
        for (String word : before) {
            if (valueNext) {
                valueNext = false;
            } else if (word.startsWith("-")) {
                valueNext = option(command, word).flatMap(Command.Option::value).isPresent();
            } else {
                position++;
            }
        }
        return valueNext || position >= command.parameters().size()
                ? Optional.empty()
                : Optional.of(command.parameters().get(position));
    }

    private static Optional<Command.Option> option(Command command, String name) {
        return command.options().stream()
                .filter(option -> option.name().equals(name))
                .findFirst();
    }

    private static boolean takesFile(Command command, List<String> before) {
        String last = before.get(before.size() - 1);
        Optional<String> wanted = option(command, last).flatMap(Command.Option::value);
        if (wanted.isEmpty()) {
            wanted = position(command, before.subList(1, before.size())).map(Command.Parameter::name);
        }
        return wanted.filter(name -> name.startsWith("FILE") || name.startsWith("DIR"))
                .isPresent();
    }
}
