// SPDX-License-Identifier: Apache-2.0
package org.tessera.demo;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers as text, the same in every locale. */
final class Texts {
    private Texts() {}

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String fixed(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** The largest first. */
    static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> count(entry.getValue()) + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
