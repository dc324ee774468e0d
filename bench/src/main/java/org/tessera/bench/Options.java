// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tessera.bench.BenchTask.Option;

/** The options of one call, {@code --key value}, checked against those a task takes. */
final class Options {
    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /**
     * @param arguments {@code --key value} or {@code --key=value}, each key at most once
     * @throws UsageException if a key is unknown, repeated, required and missing, or without a value
     */
    static Options parse(List<String> arguments, List<Option> known) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int k = 0; k < arguments.size(); k++) {
            String argument = arguments.get(k);
            if (!argument.startsWith("--") || argument.length() == 2) {
                throw new UsageException("expected --key value, got '" + argument + "'");
            }
            int equals = argument.indexOf('=');
            String key = argument.substring(2, equals < 0 ? argument.length() : equals);
            if (known.stream().noneMatch(option -> option.name().equals(key))) {
                throw new UsageException("there is no option --" + key + ", options here: "
                        + known.stream().map(option -> "--" + option.name()).collect(Collectors.joining(" ")));
            }
            if (equals < 0 && (k + 1 == arguments.size() || arguments.get(k + 1).startsWith("--"))) {
                throw new UsageException("option --" + key + " needs a value");
            }
            String value = equals < 0 ? arguments.get(++k) : argument.substring(equals + 1);
            if (values.put(key, value) != null) {
                throw new UsageException("option --" + key + " is given twice");
            }
        }
        for (Option option : known) {
            if (option.required() && !values.containsKey(option.name())) {
                throw new UsageException("option --" + option.name() + " is missing: " + option.description());
            }
        }
        return new Options(values);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** A required text. */
    String needed(String key) {
        return text(key).orElseThrow(() -> new UsageException("option --" + key + " is missing"));
    }

    Optional<Path> path(String key) {
        return text(key).map(Path::of);
    }

    /** A whole number within bounds, or {@code otherwise} where the option is not given. */
    int number(String key, int otherwise, int min, int max) {
        return Math.toIntExact(number(key, (long) otherwise, min, max));
    }

    /** A required whole number within bounds. */
    int number(String key, int min, int max) {
        needed(key);
        return number(key, min, min, max);
    }

    /** As above, for long ones such as seeds. */
    long number(String key, long otherwise, long min, long max) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text.get().replace("_", ""));
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong(key, text.get(), min, max);
        }
        throw wrong(key, text.get(), min, max);
    }

    /** A number within bounds, or {@code otherwise} where the option is not given. */
    double decimal(String key, double otherwise, double min, double max) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            double value = Double.parseDouble(text.get());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong(key, text.get(), min, max);
        }
        throw wrong(key, text.get(), min, max);
    }

    /**
     * Settings such as {@code k=5,shrinkage=2.5}.
     *
     * @throws UsageException if a part is not {@code name=value} or a name comes twice
     */
    Map<String, String> settings(String key) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String part : text(key).orElse("").split(",")) {
            if (part.isBlank()) {
                continue;
            }
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new UsageException("option --" + key + ": expected name=value, got '" + part + "'");
            }
            String name = part.substring(0, equals).trim();
            if (settings.put(name, part.substring(equals + 1).trim()) != null) {
                throw new UsageException("option --" + key + ": " + name + " is given twice");
            }
        }
        return settings;
    }

    private static UsageException wrong(String key, String value, long min, long max) {
        return new UsageException(
                "option --" + key + ": expected a whole number from " + min + " to " + max + ", got '" + value + "'");
    }

    private static UsageException wrong(String key, String value, double min, double max) {
        return new UsageException(
                "option --" + key + ": expected a number from " + min + " to " + max + ", got '" + value + "'");
    }
}
