// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tessera.api.TesseraException;
import org.tessera.api.ingest.ImportRequest;
import org.tessera.api.ingest.ReadOptions;

/**
 * How the records of a file become events, customers or items. Immutable.
 *
 * @param name of the mapping file, empty where there is none
 * @param format how the file is read
 * @param fields by name, in order
 * @param attributes columns that are attributes under their own names; {@code *} for all that no field uses
 * @param rules what is done to records, in order
 * @param decimal decimal point or comma
 */
record Mapping(
        String name,
        Format format,
        Map<String, FieldSpec> fields,
        List<String> attributes,
        List<Rule> rules,
        char decimal) {
    /** All columns that no field uses. */
    static final String OTHERS = "*";

    /**
     * How a file is read, as far as is said.
     *
     * @param columns names where there is no header
     * @param ragged whether records may have any number of columns
     */
    record Format(
            Optional<String> separator,
            Optional<String> encoding,
            Optional<Boolean> header,
            List<String> columns,
            boolean ragged) {
        static final Format UNSAID = new Format(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), false);

        ReadOptions options() {
            boolean named = header.orElse(columns.isEmpty() && !ragged);
            return new ReadOptions(separator, encoding.map(Format::charset), named, columns, ragged);
        }

        private static Charset charset(String name) {
            try {
                return Charset.forName(name);
            } catch (IllegalArgumentException e) {
                throw new TesseraException(
                        "there is no encoding '" + name + "'", "give one such as UTF-8, ISO-8859-1 or windows-1252", e);
            }
        }
    }

    /** A mapping that says nothing: fields are found by the names of the columns. */
    static Mapping unsaid() {
        return new Mapping("", Format.UNSAID, Map.of(), List.of(OTHERS), List.of(), '.');
    }

    /** This with the options of a request, which go before what a file says. */
    Mapping with(ImportRequest request, Kind kind) {
        Map<String, FieldSpec> merged = new LinkedHashMap<>(fields);
        request.map().forEach((field, column) -> {
            check(kind, field, "--map");
            FieldSpec before = merged.get(field);
            merged.put(field, before == null ? FieldSpec.column(column) : before.from(column));
        });
        request.set().forEach((field, value) -> {
            check(kind, field, "--set");
            FieldSpec before = merged.get(field);
            merged.put(field, before == null ? FieldSpec.constant(value) : before.replacedBy(value));
        });
        request.timeFormat().ifPresent(pattern -> {
            FieldSpec time = merged.get("time");
            if (time != null) {
                merged.put("time", time.withFormat(pattern));
            }
        });
        Format overlaid = new Format(
                request.separator().or(format::separator),
                request.encoding().or(format::encoding),
                request.header().or(format::header),
                request.columns().isEmpty() ? format.columns() : request.columns(),
                format.ragged());
        return new Mapping(name, overlaid, merged, attributes, rules, decimal);
    }

    /** This with fields found by name added to those that are said. */
    Mapping withFound(Map<String, FieldSpec> found) {
        Map<String, FieldSpec> merged = new LinkedHashMap<>(found);
        merged.putAll(fields);
        return new Mapping(name, format, merged, attributes, rules, decimal);
    }

    /** Refuses fields of events that do not exist; customers and items may have any attribute. */
    static void check(Kind kind, String field, String where) {
        boolean detail = field.startsWith("customer.") || field.startsWith("item.");
        if (kind == Kind.EVENTS && !detail && !kind.fields().contains(field)) {
            throw new TesseraException(
                    where + ": events have no field '" + field + "'",
                    "fields are " + String.join(", ", kind.fields())
                            + ", customer.NAME and item.NAME for what events say about those");
        }
    }

    /** In words, for the report. */
    String shown() {
        String described = fields.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().shown())
                .collect(Collectors.joining(", "));
        return name.isEmpty() ? described : name + ": " + described;
    }
}
