// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tessera.api.TesseraException;

/**
 * One {@code .cfg} file: the settings of one component, whose persistent identity (PID) is the file's name. A name such
 * as {@code pid~name.cfg} is one of several configurations of that PID.
 *
 * <p>UTF-8 lines {@code key = value}; {@code #} starts a comment line; a value in brackets, {@code [a, b]}, is a list,
 * which may go on over lines up to its closing bracket; a backslash at the end of a line goes on with the next. A
 * backslash elsewhere is itself. What is in double quotes, where these begin a word or follow {@code =}, is not divided
 * at commas; the quotes remain. {@code ${tessera.home}} and {@code ${env:NAME}} are replaced.
 *
 * @param pid the PID
 * @param instance what follows {@code ~}; empty where there is none
 * @param settings strings or arrays of strings by key, in file order
 */
record ConfigurationFile(String pid, String instance, Map<String, Object> settings) {
    static final String SUFFIX = ".cfg";

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.\\-]+");
    /** A comma, or what is in quotes that begin a word, so that 12" for inches is none. */
    private static final Pattern COMMA_OR_QUOTED = Pattern.compile(",|(?<=^|[\\s,=])\"[^\"]*\"");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

    /**
     * Reads a file.
     *
     * @param variables value of a variable by its name; empty if there is none of that name
     * @throws TesseraException naming file and line
     */
    static ConfigurationFile read(Path file, Function<String, Optional<String>> variables) {
        String name = file.getFileName().toString();
        String id = name.substring(0, name.length() - SUFFIX.length());
        int tilde = id.indexOf('~');
        Map<String, Object> settings = new LinkedHashMap<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            int number = i + 1;
            StringBuilder text = new StringBuilder(lines.get(i).strip());
            if (text.isEmpty() || text.charAt(0) == '#') {
                continue;
            }
            while (text.charAt(text.length() - 1) == '\\' && i + 1 < lines.size()) {
                text.setLength(text.length() - 1);
                i++;
                text.append(lines.get(i).strip());
            }
            int equals = text.indexOf("=");
            String key = equals < 0 ? "" : text.substring(0, equals).strip();
            if (!KEY.matcher(key).matches()) {
                throw new TesseraException(
                        file + ":" + number + ": expected key = value, found \"" + text + "\"",
                        "start a comment with #");
            }
            while (isOpen(text.substring(equals + 1).strip())) {
                i++;
                if (i >= lines.size()) {
                    throw new TesseraException(
                            file + ":" + number + ": the list of " + key + " does not end", "end it with ]");
                }
                String next = lines.get(i).strip();
                if (!next.startsWith("#")) {
                    text.append(' ').append(next.endsWith("\\") ? next.substring(0, next.length() - 1) : next);
                }
            }
            String value = substitute(text.substring(equals + 1).strip(), variables, file, number);
            if (settings.put(key, typed(value)) != null) {
                throw new TesseraException(
                        file + ":" + number + ": " + key + " is set a second time", "keep one of the lines");
            }
        }
        return new ConfigurationFile(
                tilde < 0 ? id : id.substring(0, tilde), tilde < 0 ? "" : id.substring(tilde + 1), settings);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new TesseraException(file + " is not UTF-8", "save it as UTF-8", e);
        } catch (IOException e) {
            throw new TesseraException(
                    file + " cannot be read: " + Failures.text(e), "check its permissions, or remove it", e);
        }
    }

    private static boolean isOpen(String value) {
        return value.startsWith("[") && !value.endsWith("]");
    }

    private static Object typed(String value) {
        if (!value.startsWith("[") || !value.endsWith("]")) {
            return value;
        }
        String inside = value.substring(1, value.length() - 1);
        List<String> elements = new ArrayList<>();
        Matcher matcher = COMMA_OR_QUOTED.matcher(inside);
        int begin = 0;
        while (matcher.find()) {
            if (matcher.group().equals(",")) {
                elements.add(inside.substring(begin, matcher.start()).strip());
                begin = matcher.end();
            }
        }
        elements.add(inside.substring(begin).strip());
        return elements.stream().filter(element -> !element.isEmpty()).toArray(String[]::new);
    }

    private static String substitute(String value, Function<String, Optional<String>> variables, Path file, int line) {
        Matcher matcher = VARIABLE.matcher(value);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1);
            String replacement = variables
                    .apply(name)
                    .orElseThrow(() -> new TesseraException(
                            file + ":" + line + ": there is no ${" + name + "}",
                            "known are ${tessera.home} and ${env:NAME} for a variable of the environment that is set"));
            matcher.appendReplacement(result, Matcher.quoteReplacement(replacement));
        }
        return matcher.appendTail(result).toString();
    }
}
