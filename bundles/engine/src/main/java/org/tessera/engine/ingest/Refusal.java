// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

/**
 * Why a record is not accepted.
 *
 * @param reason short, to count by
 * @param detail what was wrong and what was expected
 */
record Refusal(String reason, String detail) {
    static Refusal missing(String field) {
        return new Refusal("missing " + field, "the record has no " + field);
    }

    static Refusal unreadable(String field, String what, String text, String expected) {
        return new Refusal("unreadable " + what, field + " is '" + shown(text) + "', expected " + expected);
    }

    static Refusal impossible(String field, Object value, String expected) {
        return new Refusal(
                "impossible value", field + " is " + shown(String.valueOf(value)) + ", expected " + expected);
    }

    static Refusal overLong(String field, int length, int limit) {
        return new Refusal("over-long field", field + " has " + length + " characters, expected at most " + limit);
    }

    private static String shown(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
