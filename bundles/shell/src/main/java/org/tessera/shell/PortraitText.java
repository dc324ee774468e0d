// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tessera.api.profile.Population;
import org.tessera.api.profile.Portrait;
import org.tessera.api.profile.Trait;

/**
 * A portrait to read: what stands out first, then group by group, with bars for shares and comparisons with all customers.
 * Knows traits by their types and labels only.
 */
final class PortraitText {
    private static final int WIDTH = 80;
    private static final int NARROWEST = 40;
    private static final int MOST_BARS = 5;
    private static final int BAR = 16;
    private static final int VALUE = 12;
    private static final String OTHERS = "others";
    private static final int MOST_OUTSTANDING = 4;
    private static final double OUTSTANDING = 0.9;
    private static final String INDENT = "  ";

    /** Who somebody is comes before what they do, whatever profilers are asked first. */
    private static final String ABOUT = "About";

    /** Room for the other numbers where labels that differ in a number are one. */
    private static final int WINDOWS = 6;

    private final List<Trait> traits;
    private final Population population;
    private final Instant now;
    private final int width;
    private final boolean ascii;
    private final List<String> lines = new ArrayList<>();
    private final Set<List<Object>> said = new HashSet<>();
    private int labelWidth;

    /**
     * @param columns of the terminal, 0 where there is none
     * @param ascii whether bars are drawn with plain characters
     */
    PortraitText(List<Trait> traits, Population population, Instant now, int columns, boolean ascii) {
        this.traits = traits;
        this.population = population;
        this.now = now;
        this.width = columns == 0 ? WIDTH : Math.max(NARROWEST, columns);
        this.ascii = ascii;
    }

    List<String> lines(Portrait portrait) {
        Map<String, List<Trait>> groups = traits.stream()
                .filter(trait -> portrait.traits().containsKey(trait.name()))
                .collect(Collectors.groupingBy(Trait::group, LinkedHashMap::new, Collectors.toList()));
        head(portrait);
        int label = groups.values().stream()
                .flatMap(List::stream)
                .mapToInt(trait -> TextWidth.of(trait.label()))
                .max()
                .orElse(0);
        labelWidth = Math.min(label + WINDOWS, 2 * width / 5);
        List<Trait> about = groups.remove(ABOUT);
        if (about != null) {
            section(ABOUT, about, portrait.traits());
        }
        groups.forEach((group, members) -> section(group, members, portrait.traits()));
        return lines;
    }

    private void head(Portrait portrait) {
        String segments = portrait.segments().isEmpty() ? "" : ": " + String.join(", ", portrait.segments());
        wrap("Customer " + portrait.customer() + segments, "");
        if (portrait.traits().isEmpty()) {
            lines.add("nothing is known of this customer yet");
            return;
        }
        Map<String, Standing> byGroup = new LinkedHashMap<>();
        Set<List<Object>> alike = new HashSet<>();
        for (Trait trait : traits) {
            Standing standing = new Standing(trait, rank(trait, portrait.traits()));
            if (standing.distance() >= OUTSTANDING
                    && !trait.label().matches(".*\\d.*")
                    && alike.add(List.of(trait.unit(), standing.rank()))) {
                byGroup.merge(trait.group(), standing, (a, b) -> b.distance() > a.distance() ? b : a);
            }
        }
        String outstanding = byGroup.values().stream()
                .sorted(Comparator.comparingDouble(standing -> -standing.distance()))
                .limit(MOST_OUTSTANDING)
                .map(Standing::words)
                .collect(Collectors.joining(", "));
        if (!outstanding.isEmpty()) {
            wrap("Stands out: " + outstanding, INDENT);
        }
    }

    private record Standing(Trait trait, double rank) {
        double distance() {
            return Double.isNaN(rank) ? 0 : Math.max(rank, 1 - rank);
        }

        String words() {
            return lower(trait.label()) + " (" + PortraitWords.comparison(rank) + ")";
        }

        private static String lower(String label) {
            boolean acronym = label.length() > 1 && Character.isUpperCase(label.charAt(1));
            return acronym ? label : Character.toLowerCase(label.charAt(0)) + label.substring(1);
        }
    }

    /** Scores compare already, and a trend is about the customer alone. */
    private static boolean isCompared(Trait trait) {
        return trait.type() == Trait.Type.NUMBER && !trait.unit().startsWith("of ") && !PortraitWords.isTrend(trait);
    }

    private double rank(Trait trait, Map<String, Object> values) {
        return isCompared(trait) && values.get(trait.name()) instanceof Double value
                ? population.rank(trait.name(), value)
                : Double.NaN;
    }

    private void section(String group, List<Trait> members, Map<String, Object> values) {
        Map<String, List<Trait>> windows = members.stream()
                .filter(trait ->
                        trait.type() == Trait.Type.NUMBER && trait.label().matches(".*\\d.*"))
                .collect(Collectors.groupingBy(trait -> pattern(trait.label())));
        Set<String> shownFirst = new HashSet<>();
        for (Trait trait : members) {
            if (values.get(trait.name()) instanceof Map<?, ?> shares && !shares.isEmpty()) {
                shownFirst.add(shares.keySet().iterator().next().toString());
            }
        }
        lines.add("");
        lines.add(group);
        Set<String> done = new HashSet<>();
        for (Trait trait : members) {
            List<Trait> alike = windows.getOrDefault(pattern(trait.label()), List.of());
            if (alike.size() > 1) {
                if (done.add(pattern(trait.label()))) {
                    window(alike, values);
                }
            } else if (!(values.get(trait.name()) instanceof String level && shownFirst.contains(level))) {
                one(trait, values);
            }
        }
        if (lines.get(lines.size() - 1).equals(group)) {
            lines.remove(lines.size() - 1);
            lines.remove(lines.size() - 1);
        }
    }

    /** Labels that differ in a number only are one line. */
    private static String pattern(String label) {
        return label.replaceAll("\\d+", "#");
    }

    private void window(List<Trait> alike, Map<String, Object> values) {
        String numbers = alike.stream()
                .map(trait -> trait.label().replaceAll("\\D+", ""))
                .collect(Collectors.joining("/"));
        String all = alike.stream()
                .map(trait -> values.get(trait.name()) instanceof Double value ? PortraitWords.number(value) : "-")
                .collect(Collectors.joining(" / "));
        line(pattern(alike.get(0).label()).replace("#", numbers), all, "");
    }

    private void one(Trait trait, Map<String, Object> values) {
        Object value = values.get(trait.name());
        if (value instanceof Double number) {
            double rank = rank(trait, values);
            // Two traits that say the same of everybody, such as days since the last order and the last event.
            if (trait.unit().isEmpty() || Double.isNaN(rank) || said.add(List.of(trait.unit(), number, rank))) {
                line(trait.label(), PortraitWords.number(trait, number), PortraitWords.comparison(rank));
            }
        } else if (value instanceof Long time) {
            if (said.add(List.of(time))) {
                line(trait.label(), PortraitWords.date(Instant.ofEpochMilli(time), now), "");
            }
        } else if (value instanceof Map<?, ?> shares) {
            shares(trait.label(), shares);
        } else {
            line(trait.label(), String.valueOf(value), "");
        }
    }

    private void shares(String label, Map<?, ?> shares) {
        if (shares.size() == 1) {
            line(label, shares.keySet().iterator().next() + " only", "");
            return;
        }
        int cells = Math.max(4, Math.min(BAR, width - INDENT.length() - labelWidth - 2 - OTHERS.length() - 7));
        int room = Math.max(OTHERS.length(), width - INDENT.length() - labelWidth - 2 - cells - 7);
        int name = OTHERS.length();
        for (Object key : shares.keySet().stream().limit(MOST_BARS).toList()) {
            name = Math.min(room, Math.max(name, TextWidth.of(key.toString())));
        }
        double largest = 0;
        double rest = 1;
        int row = 0;
        for (Map.Entry<?, ?> entry : shares.entrySet()) {
            double share = entry.getValue() instanceof Double d ? d : 0;
            largest = Math.max(largest, share);
            if (row < MOST_BARS) {
                rest -= share;
                String bar =
                        pad(entry.getKey().toString(), name) + " " + bar(share / largest, cells) + " " + percent(share);
                line(row == 0 ? label : "", bar, "");
            }
            row++;
        }
        if (row > MOST_BARS && rest > 0.005) {
            line("", pad(OTHERS, name) + " " + " ".repeat(cells) + " " + percent(rest), "");
        }
    }

    private String bar(double share, int cells) {
        int full = (int) Math.round(share * cells);
        return (ascii ? "#" : "█").repeat(full) + (ascii ? "." : "░").repeat(cells - full);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%3.0f %%", 100 * share);
    }

    private static String pad(String text, int columns) {
        String cut = TextWidth.cut(text, columns);
        return cut + " ".repeat(Math.max(0, columns - TextWidth.of(cut)));
    }

    private void line(String label, String value, String remark) {
        String start = INDENT + pad(label, labelWidth) + "  ";
        int room = width - TextWidth.of(start);
        String text = TextWidth.cut(value, room);
        for (String shorter : List.of(remark, remark.replace(" of customers", ""))) {
            if (!shorter.isEmpty() && TextWidth.of(text) + 2 + TextWidth.of(shorter) <= room) {
                text = pad(text, Math.min(VALUE, room - 2 - TextWidth.of(shorter))) + "  " + shorter;
                break;
            }
        }
        lines.add((start + text).stripTrailing());
    }

    /** Adds a paragraph, broken between words. */
    private void wrap(String text, String indent) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && TextWidth.of(line.toString()) + 1 + TextWidth.of(word) > width) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
            } else if (!line.isEmpty()) {
                line.append(' ');
            }
            line.append(word);
        }
        lines.add(line.toString());
    }
}
