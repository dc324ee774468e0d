// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tessera.api.profile.Portraits;
import org.tessera.api.profile.Trait;

/** Traits as a person reads them. */
final class TraitTexts {
    private static final int SHARES_SHOWN = 3;

    private final Map<String, Trait> traits = new LinkedHashMap<>();

    TraitTexts(Optional<Portraits> portraits) {
        portraits.ifPresent(service -> service.traits().forEach(trait -> traits.put(trait.name(), trait)));
    }

    /** A trait and its value. */
    record Line(String name, String meaning, String value) {}

    /** A line for a value of a portrait, or of a typical customer. */
    Line line(String name, Object value) {
        Trait trait = traits.get(name);
        if (trait != null) {
            return new Line(trait.label(), trait.meaning(), text(value, Optional.of(trait)));
        }
        // A table has a column for each name of a trait of shares, such as category_share.toys.
        int dot = name.indexOf('.');
        Trait shares = dot < 0 ? null : traits.get(name.substring(0, dot));
        if (shares != null && shares.type() == Trait.Type.SHARES) {
            return new Line(name.substring(dot + 1), shares.meaning(), text(value, Optional.empty(), true));
        }
        return new Line(Format.words(name), "", text(value, Optional.empty()));
    }

    /** Lines for a portrait: at most so many, spread over the groups of traits, in the order of the groups. */
    List<Line> portrait(Map<String, Object> values, int most) {
        Map<String, List<String>> groups = values.keySet().stream()
                .collect(Collectors.groupingBy(this::group, LinkedHashMap::new, Collectors.toList()));
        int each = 1;
        while (each < most
                && groups.values().stream().mapToInt(List::size).sum() > 0
                && taken(groups, each + 1) <= most
                && taken(groups, each + 1) > taken(groups, each)) {
            each++;
        }
        int limit = each;
        return groups.values().stream()
                .flatMap(names -> names.stream().limit(limit))
                .limit(most)
                .map(name -> line(name, Objects.requireNonNull(values.get(name))))
                .toList();
    }

    private static int taken(Map<String, List<String>> groups, int each) {
        return groups.values().stream()
                .mapToInt(names -> Math.min(each, names.size()))
                .sum();
    }

    private String group(String name) {
        Trait trait = traits.get(name);
        return trait == null ? "" : trait.group();
    }

    private static String text(Object value, Optional<Trait> trait) {
        if (value instanceof Map<?, ?> shares) {
            return shares.entrySet().stream()
                    .limit(SHARES_SHOWN)
                    .map(share -> share.getKey() + " " + text(share.getValue(), Optional.empty(), true))
                    .collect(Collectors.joining(", "));
        }
        return text(value, trait, false);
    }

    private static String text(Object value, Optional<Trait> trait, boolean share) {
        if (value instanceof Long time
                && trait.filter(t -> t.type() == Trait.Type.TIME).isPresent()) {
            return Format.day(Instant.ofEpochMilli(time));
        }
        if (value instanceof Number number) {
            if (share) {
                return Format.percent(number.doubleValue());
            }
            String unit = trait.map(Trait::unit).orElse("");
            return Format.number(number.doubleValue()) + (unit.isEmpty() ? "" : " " + unit);
        }
        return String.valueOf(value);
    }
}
