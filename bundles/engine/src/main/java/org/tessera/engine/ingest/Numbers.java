// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

/** Reads decimal numbers as files have them. Immutable. */
final class Numbers {
    private static final long EXACT = 1L << 53;
    /** Powers of ten that are exact, so that one division rounds once, as Clinger (1990) shows. */
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private final char point;

    /** @param point decimal point or comma; the other of the two may separate thousands */
    Numbers(char point) {
        this.point = point;
    }

    /** A number, NaN where the text is none. Infinity, hexadecimal and suffixes such as {@code 1f} are none. */
    double parse(String text) {
        int n = text.length();
        int k = n > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        boolean negative = k == 1 && text.charAt(0) == '-';
        long digits = 0;
        int seen = 0;
        int fraction = -1;
        for (; k < n; k++) {
            char c = text.charAt(k);
            if (c >= '0' && c <= '9') {
                if (digits >= EXACT / 10 - 1) {
                    return slow(text);
                }
                digits = digits * 10 + (c - '0');
                seen++;
                fraction += fraction >= 0 ? 1 : 0;
            } else if (c == point && fraction < 0) {
                fraction = 0;
            } else {
                return slow(text);
            }
        }
        if (seen == 0 || fraction >= TENS.length) {
            return seen == 0 ? Double.NaN : slow(text);
        }
        double value = fraction > 0 ? digits / TENS[fraction] : digits;
        return negative ? -value : value;
    }

    private double slow(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        char thousands = point == '.' ? ',' : '.';
        boolean fraction = false;
        for (int k = 0; k < text.length(); k++) {
            char c = text.charAt(k);
            if (c == point) {
                fraction = true;
                plain.append('.');
            } else if (c == thousands) {
                // Groups of three: 1,234 but not 1,23 and not 1.2,3.
                if (fraction || k == 0 || !groupFollows(text, k)) {
                    return Double.NaN;
                }
            } else if ((c >= '0' && c <= '9') || c == '-' || c == '+' || c == 'e' || c == 'E') {
                plain.append(c);
            } else {
                return Double.NaN;
            }
        }
        try {
            double value = Double.parseDouble(plain.toString());
            return Double.isFinite(value) ? value : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static boolean groupFollows(String text, int at) {
        int digits = 0;
        while (at + 1 + digits < text.length() && Character.isDigit(text.charAt(at + 1 + digits))) {
            digits++;
        }
        return digits == 3 && Character.isDigit(text.charAt(at - 1));
    }
}
