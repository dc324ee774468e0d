// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a command is called, takes and does. Immutable.
 *
 * @param name one word
 * @param summary what it does, in one sentence without a full stop
 * @param parameters positional arguments in order, required ones first
 * @param options options and flags in the order in which help shows them
 * @param examples command lines that work
 * @param body does it
 */
public record Command(
        String name,
        String summary,
        List<Parameter> parameters,
        List<Option> options,
        List<String> examples,
        Body body) {
    static final String JSON = "--json";

    /** What a command does. */
    @FunctionalInterface
    public interface Body {
        /**
         * Does it.
         *
         * @throws org.tessera.api.TesseraException if it cannot be done and a person can act on that
         */
        void run(Invocation call) throws Exception;
    }

    /**
     * A positional argument.
     *
     * @param name in capitals, as usage shows it
     * @param choices the words it may be; empty where it may be any
     */
    public record Parameter(String name, String about, boolean required, List<String> choices) {}

    /**
     * An option or flag.
     *
     * @param name with its dashes
     * @param value what follows it, in capitals; empty for a flag
     * @param repeatable whether it may be given more than once
     */
    public record Option(String name, Optional<String> value, String about, boolean repeatable) {}

    /** Begins the description of a command. */
    public static Builder named(String name, String summary) {
        return new Builder(name, summary);
    }

    /** Describes a command. */
    public static final class Builder {
        private final String name;
        private final String summary;
        private final List<Parameter> parameters = new ArrayList<>();
        private final List<Option> options = new ArrayList<>();
        private final List<String> examples = new ArrayList<>();

        private Builder(String name, String summary) {
            this.name = name;
            this.summary = summary;
        }

        /** A required argument; {@code choices}, if any are given, are the words it may be. */
        public Builder argument(String argument, String about, String... choices) {
            parameters.add(new Parameter(argument, about, true, List.of(choices)));
            return this;
        }

        /** An argument that may be left out, after all required ones. */
        public Builder optionalArgument(String argument, String about, String... choices) {
            parameters.add(new Parameter(argument, about, false, List.of(choices)));
            return this;
        }

        /** An option with a value, such as {@code -n N} or {@code --strategy NAME}. */
        public Builder option(String option, String value, String about) {
            options.add(new Option(option, Optional.of(value), about, false));
            return this;
        }

        /** An option with a value that may be given more than once, such as {@code --set KEY=VALUE,…}. */
        public Builder options(String option, String value, String about) {
            options.add(new Option(option, Optional.of(value), about, true));
            return this;
        }

        /** An option without a value. */
        public Builder flag(String flag, String about) {
            options.add(new Option(flag, Optional.empty(), about, false));
            return this;
        }

        /** Takes {@code --json} and then answers with exactly one JSON document, through {@link Invocation#answer}. */
        public Builder json() {
            return flag(JSON, "answer with one JSON document");
        }

        /** A command line that works. */
        public Builder example(String line) {
            examples.add(line);
            return this;
        }

        /** Ends the description with what the command does. */
        public Command runs(Body body) {
            return new Command(
                    name, summary, List.copyOf(parameters), List.copyOf(options), List.copyOf(examples), body);
        }
    }

    /** Such as {@code recommend CUSTOMER [-n N] [--why]}. */
    public String usage() {
        StringBuilder text = new StringBuilder(name);
        for (Parameter parameter : parameters) {
            String shown = parameter.choices().isEmpty() ? parameter.name() : String.join("|", parameter.choices());
            text.append(parameter.required() ? " " + shown : " [" + shown + "]");
        }
        for (Option option : options) {
            text.append(" [").append(option.name());
            option.value().ifPresent(value -> text.append(' ').append(value));
            text.append(']').append(option.repeatable() ? "…" : "");
        }
        return text.toString();
    }

    boolean takesJson() {
        return options.stream().anyMatch(option -> option.name().equals(JSON));
    }
}
