// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.tessera.api.data.Event;

/** The functions over events. */
enum Function {
    /** Money. */
    SPEND(Event.PURCHASE, true, Kind.NUMBER),
    /** Distinct orders. */
    ORDERS(Event.PURCHASE, true, Kind.NUMBER),
    /** Units. */
    QUANTITY(Event.PURCHASE, true, Kind.NUMBER),
    EVENTS("", true, Kind.NUMBER),
    DAYS_SINCE("", true, Kind.NUMBER),
    BOUGHT(Event.PURCHASE, false, Kind.TRUTH),
    VIEWED(Event.VIEW, false, Kind.TRUTH),
    FIRST("", true, Kind.TIME),
    LAST("", true, Kind.TIME);

    /** The function over segments. */
    static final String SEGMENT = "segment";

    /** What a function yields. */
    enum Kind {
        NUMBER,
        TRUTH,
        TIME
    }

    private final String type;
    private final boolean takesType;
    private final Kind kind;

    Function(String type, boolean takesType, Kind kind) {
        this.type = type;
        this.takesType = takesType;
        this.kind = kind;
    }

    /** Type of the events it looks at where none is given; empty for all. */
    String type() {
        return type;
    }

    /** Whether it may be told another type. */
    boolean takesType() {
        return takesType;
    }

    Kind kind() {
        return kind;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Function> of(String word) {
        return Arrays.stream(values()).filter(f -> f.word().equals(word)).findFirst();
    }

    /** All names, that of segments included. */
    static List<String> words() {
        return Stream.concat(Arrays.stream(values()).map(Function::word), Stream.of(SEGMENT))
                .toList();
    }
}
