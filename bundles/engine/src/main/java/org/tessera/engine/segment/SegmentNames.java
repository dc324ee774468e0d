// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Names made of what distinguishes segments; no two alike. Not safe for many threads. */
final class SegmentNames {
    private static final int PARTS = 3;

    /** A second or third part is worth its place from here on: Cohen's medium effect. */
    private static final double TELLING = .5;

    private final Set<String> taken = new HashSet<>();

    /** The name of those that belong to no cluster. */
    String noise() {
        return unique("Outliers");
    }

    /** A name that was given beforehand; with a number after it where it is taken already. */
    String given(String name) {
        return unique(name);
    }

    /** @param contrasts of the segment, the strongest first */
    String of(List<Contrast> contrasts) {
        if (contrasts.isEmpty()) {
            return unique(taken.isEmpty() ? "Everyone" : "Like the others");
        }
        int parts = 1;
        while (parts < Math.min(PARTS, contrasts.size()) && contrasts.get(parts).strength() >= TELLING) {
            parts++;
        }
        // Where another one has the name already, the next difference tells them apart.
        for (int more = parts; more <= contrasts.size(); more++) {
            String name = joined(contrasts.subList(0, more));
            if (taken.add(name.toLowerCase(Locale.ROOT))) {
                return name;
            }
        }
        return unique(joined(contrasts.subList(0, parts)));
    }

    private static String joined(List<Contrast> contrasts) {
        return TraitWords.capitalised(contrasts.stream().map(Contrast::part).collect(Collectors.joining(", ")));
    }

    private String unique(String name) {
        String candidate = name;
        for (int number = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); number++) {
            candidate = name + " " + number;
        }
        return candidate;
    }
}
