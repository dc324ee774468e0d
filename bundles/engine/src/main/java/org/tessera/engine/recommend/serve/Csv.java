// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

/** Lines as RFC 4180 has them, except that line breaks within a field become blanks, so that a line is a record. */
public final class Csv {
    private Csv() {}

    /** Adds a line. */
    public static void line(StringBuilder into, String... fields) {
        for (int k = 0; k < fields.length; k++) {
            if (k > 0) {
                into.append(',');
            }
            into.append(quoted(fields[k]));
        }
        into.append("\r\n");
    }

    static String quoted(String field) {
        boolean plain = true;
        for (int k = 0; k < field.length() && plain; k++) {
            char c = field.charAt(k);
            plain = c != ',' && c != '"' && c != '\n' && c != '\r';
        }
        if (plain && (field.isEmpty() || field.charAt(0) > ' ' && field.charAt(field.length() - 1) > ' ')) {
            return field;
        }
        return '"' + field.replace("\"", "\"\"").replace('\n', ' ').replace('\r', ' ') + '"';
    }
}
