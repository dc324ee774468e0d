// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Where the value of a field comes from and what is done to its text.
 *
 * @param columns names of the column, the first there is counts; none where the value is given or comes from the cells
 * @param value a constant, in which <code>{file}</code> and <code>{line}</code> stand for where the record is
 * @param each whether every cell of a record makes a record of its own with this value, as in baskets
 * @param optional whether a record may lack it although the field is mapped
 * @param formats patterns of times
 * @param zone of times that do not name one
 * @param letters {@code upper}, {@code lower} or empty for as they are
 * @param replace what is replaced, in order
 * @param values texts that stand for others
 * @param split what separates several values in one column
 * @param flags columns that say by 1 or true that their name is a value
 */
record FieldSpec(
        List<String> columns,
        Optional<String> value,
        boolean each,
        boolean optional,
        List<String> formats,
        Optional<String> zone,
        String letters,
        List<Replacement> replace,
        Map<String, String> values,
        Optional<String> split,
        List<String> flags) {
    /** A pattern and what stands in its place. */
    record Replacement(Pattern pattern, String with) {}

    /** The text of a column as it is. */
    static FieldSpec column(String name) {
        return plain(List.of(name), Optional.empty());
    }

    /** The same for every record. */
    static FieldSpec constant(String value) {
        return plain(List.of(), Optional.of(value));
    }

    private static FieldSpec plain(List<String> columns, Optional<String> value) {
        return new FieldSpec(
                columns,
                value,
                false,
                false,
                List.of(),
                Optional.empty(),
                "",
                List.of(),
                Map.of(),
                Optional.empty(),
                List.of());
    }

    /** This with other patterns of times. */
    FieldSpec withFormat(String format) {
        return new FieldSpec(
                columns, value, each, optional, List.of(format), zone, letters, replace, values, split, flags);
    }

    /** This for another column, with everything that is done to its text. */
    FieldSpec from(String column) {
        return new FieldSpec(
                List.of(column),
                Optional.empty(),
                false,
                optional,
                formats,
                zone,
                letters,
                replace,
                values,
                split,
                List.of());
    }

    /** The same text for every record instead, which may be empty where this may be missing. */
    FieldSpec replacedBy(String text) {
        FieldSpec constant = constant(text);
        return new FieldSpec(
                constant.columns,
                constant.value,
                constant.each,
                optional,
                constant.formats,
                constant.zone,
                constant.letters,
                constant.replace,
                constant.values,
                constant.split,
                constant.flags);
    }

    /** In words, for the report. */
    String shown() {
        if (value.isPresent()) {
            return "'" + value.get() + "'";
        }
        return each ? "every column" : flags.isEmpty() ? columns.get(0) : flags.size() + " flags";
    }

    static FieldSpec read(JsonView json) {
        if (!json.isObject()) {
            return column(json.text());
        }
        json.only(
                "column", "value", "each", "optional", "format", "zone", "case", "replace", "values", "split", "flags");
        FieldSpec spec = new FieldSpec(
                json.texts("column"),
                json.text("value"),
                json.flag("each"),
                json.flag("optional"),
                json.texts("format"),
                json.text("zone"),
                json.text("case").map(letters -> letters(json, letters)).orElse(""),
                json.get("replace").map(FieldSpec::replacements).orElse(List.of()),
                json.get("values").map(FieldSpec::values).orElse(Map.of()),
                json.text("split"),
                json.texts("flags"));
        int origins = (spec.columns.isEmpty() ? 0 : 1)
                + (spec.value.isPresent() ? 1 : 0)
                + (spec.each ? 1 : 0)
                + (spec.flags.isEmpty() ? 0 : 1);
        if (origins != 1) {
            throw json.wrong("a field comes from one of column, value, each, flags", "keep one of them");
        }
        return spec;
    }

    private static String letters(JsonView json, String letters) {
        if (!letters.equals("upper") && !letters.equals("lower")) {
            throw json.wrong("case is '" + letters + "'", "say upper or lower");
        }
        return letters;
    }

    private static List<Replacement> replacements(JsonView json) {
        return json.members().entrySet().stream()
                .map(entry -> new Replacement(
                        pattern(entry.getValue(), entry.getKey()),
                        entry.getValue().text()))
                .toList();
    }

    static Pattern pattern(JsonView json, String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw json.wrong("'" + pattern + "' is no regular expression: " + e.getDescription(), "correct it");
        }
    }

    private static Map<String, String> values(JsonView json) {
        Map<String, String> values = new java.util.HashMap<>();
        json.members().forEach((from, to) -> values.put(from, to.text()));
        return Map.copyOf(values);
    }

    /** A text after everything that is done to it. */
    String cleaned(String text) {
        String clean = text;
        for (Replacement replacement : replace) {
            clean = replacement.pattern().matcher(clean).replaceAll(replacement.with());
        }
        if (!letters.isEmpty()) {
            clean = letters.equals("upper") ? clean.toUpperCase(Locale.ROOT) : clean.toLowerCase(Locale.ROOT);
        }
        return values.isEmpty() ? clean : values.getOrDefault(clean, clean);
    }

    /** Whether {@link #cleaned} may change a text. */
    boolean cleans() {
        return !replace.isEmpty() || !letters.isEmpty() || !values.isEmpty();
    }
}
