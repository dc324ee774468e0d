// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.util.Locale;

/** Numbers as people read them; always with a point for fractions, whatever the locale. */
final class Numbers {
    private Numbers() {}

    /** With so many decimals; a dash where there is no number. */
    static String fixed(double value, int decimals) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** A share as a percentage. */
    static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** With separators between thousands. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** So many customers. */
    static String customers(long number) {
        return count(number) + (number == 1 ? " customer" : " customers");
    }

    /** Bytes in the largest unit that leaves a number of at least 1. */
    static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1024 && unit < 3) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %cB", value, "KMGT".charAt(unit));
    }
}
