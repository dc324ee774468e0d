// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tessera.api.TesseraException;
import org.tessera.api.recommend.Boost;
import org.tessera.api.recommend.ItemFilter;
import org.tessera.api.recommend.Pin;
import org.tessera.engine.recommend.serve.ServingRule.Action;

/** Reads rules such as {@code boost category=Garden 1.5 from 2026-03-01 to 2026-06-01}. For one rule and one thread. */
final class RuleParser {
    private static final String HINT =
            "rules are: boost TARGET FACTOR, exclude TARGET, only TARGET, pin item=ID at PLACE, max N per category, "
                    + "min margin X, min price X, max price X, in stock; see docs/guide/serving.md";
    private static final Set<String> KEYWORDS = Set.of("from", "to", "until", "at", "hours");
    private static final Pattern WORD = Pattern.compile("([A-Za-z_]\\w*=)?\"([^\"]*)\"|\\S+");

    private final String text;
    private final ZoneId zone;
    private final Deque<String> words = new ArrayDeque<>();

    private RuleParser(String text, ZoneId zone) {
        this.text = text;
        this.zone = zone;
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String key = matcher.group(1) == null ? "" : matcher.group(1);
            words.add(matcher.group(2) == null ? matcher.group() : key + matcher.group(2));
        }
    }

    /**
     * @param number of the rule, from 1
     * @param zone in which dates are read
     * @throws TesseraException naming the rule and what is wrong with it
     */
    static ServingRule parse(int number, String text, ZoneId zone) {
        try {
            return new RuleParser(text.strip(), zone).rule();
        } catch (TesseraException e) {
            throw new TesseraException("rule " + number + ", '" + text.strip() + "': " + e.getMessage(), e.hint());
        }
    }

    private ServingRule rule() {
        String verb = next("a rule begins with a verb").toLowerCase(Locale.ROOT);
        Action action = switch (verb) {
            case "boost" -> boost();
            case "exclude" -> {
                Target target = target(false);
                yield new ServingRule.Exclude(target.kind(), target.name());
            }
            case "only" -> {
                Target target = target(false);
                yield new ServingRule.Only(target.kind(), target.name());
            }
            case "pin" -> pin();
            case "max" -> most();
            case "min" -> least();
            case "in" -> {
                expect("stock");
                yield new ServingRule.Demand(
                        new ItemFilter(List.of(), List.of(), Double.NaN, Double.NaN, true, Double.NaN));
            }
            default -> throw new TesseraException("'" + verb + "' is no verb of a rule", HINT);
        };
        return new ServingRule(text, action, validity());
    }

    private record Target(Boost.Kind kind, String name) {}

    private Action boost() {
        Target target = target(true);
        return new ServingRule.Favour(new Boost(target.kind(), target.name(), number("a factor")));
    }

    private Action pin() {
        Target target = target(false);
        if (target.kind() != Boost.Kind.ITEM) {
            throw new TesseraException("a category cannot be pinned", "write: pin item=ID at PLACE");
        }
        expect("at");
        return new ServingRule.PinAt(new Pin(target.name(), whole("a place")));
    }

    private Action most() {
        if ("price".equals(words.peek())) {
            words.poll();
            return new ServingRule.Demand(
                    new ItemFilter(List.of(), List.of(), Double.NaN, number("a price"), false, Double.NaN));
        }
        int most = whole("a number of items");
        if (most < 1) {
            throw new TesseraException("max " + most + " per category leaves nothing", "give 1 or more");
        }
        expect("per");
        expect("category");
        return new ServingRule.PerCategory(most);
    }

    private Action least() {
        String what = next("min is followed by margin or price");
        return switch (what) {
            case "margin" ->
                new ServingRule.Demand(
                        new ItemFilter(List.of(), List.of(), Double.NaN, Double.NaN, false, number("a share")));
            case "price" ->
                new ServingRule.Demand(
                        new ItemFilter(List.of(), List.of(), number("a price"), Double.NaN, false, Double.NaN));
            default -> throw new TesseraException("min '" + what + "' is not known", HINT);
        };
    }

    /** {@code category=Gift vouchers}: the name goes on up to a keyword, the next {@code =}, or the number that follows. */
    private Target target(boolean numberFollows) {
        String word = next("a target is missing");
        int equals = word.indexOf('=');
        String key = equals < 0 ? word : word.substring(0, equals);
        if (equals < 0 || !key.equals("item") && !key.equals("category")) {
            throw new TesseraException("'" + word + "' is no target", "write item=ID or category=NAME");
        }
        String name = rest(word.substring(equals + 1), numberFollows);
        if (name.isEmpty()) {
            throw new TesseraException(key + "= names nothing", "write item=ID or category=NAME");
        }
        return new Target(key.equals("item") ? Boost.Kind.ITEM : Boost.Kind.CATEGORY, name);
    }

    private String rest(String begin, boolean numberFollows) {
        List<String> name = new ArrayList<>(List.of(begin));
        while (!words.isEmpty() && !ends(words.element(), numberFollows)) {
            name.add(words.remove());
        }
        return String.join(" ", name).strip();
    }

    private boolean ends(String word, boolean numberFollows) {
        boolean number = numberFollows && word.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?");
        boolean last = words.size() == 1 || KEYWORDS.contains(second()) || second().indexOf('=') > 0;
        return KEYWORDS.contains(word) || word.indexOf('=') > 0 || number && last;
    }

    private String second() {
        return words.stream().skip(1).findFirst().orElse("");
    }

    private Validity validity() {
        long from = Long.MIN_VALUE;
        long until = Long.MAX_VALUE;
        int first = -1;
        int last = -1;
        String segment = "";
        Map<String, String> attributes = new HashMap<>();
        while (!words.isEmpty()) {
            String word = words.remove();
            int equals = word.indexOf('=');
            if (word.equals("from")) {
                from = time(next("from is followed by a date"), false);
            } else if (word.equals("to") || word.equals("until")) {
                until = time(next(word + " is followed by a date"), true);
            } else if (word.equals("hours")) {
                String[] hours = next("hours is followed by two hours").split("-", 2);
                first = hour(hours[0]);
                last = hour(hours[hours.length - 1]);
            } else if (equals > 0 && word.startsWith("segment=")) {
                segment = rest(word.substring(equals + 1), false);
            } else if (equals > 0) {
                attributes.put(word.substring(0, equals), rest(word.substring(equals + 1), false));
            } else {
                throw new TesseraException("'" + word + "' is not understood", HINT);
            }
        }
        if (from >= until) {
            throw new TesseraException("it ends before it begins", "give the earlier date after from");
        }
        return new Validity(from, until, first, last, segment, Map.copyOf(attributes));
    }

    /** A day counts to its end where it is the last one. */
    private long time(String word, boolean end) {
        try {
            if (word.contains("T")) {
                return LocalDateTime.parse(word).atZone(zone).toInstant().toEpochMilli();
            }
            LocalDate day = LocalDate.parse(word);
            return (end ? day.plusDays(1) : day).atStartOfDay(zone).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw new TesseraException("'" + word + "' is no date", "write it like 2026-03-01 or 2026-03-01T18:00", e);
        }
    }

    private static int hour(String word) {
        if (word.matches("[0-9]{1,2}") && Integer.parseInt(word) < 24) {
            return Integer.parseInt(word);
        }
        throw new TesseraException("'" + word + "' is no hour of the day", "write it like hours 18-22");
    }

    private String next(String otherwise) {
        String word = words.poll();
        if (word == null) {
            throw new TesseraException(otherwise, HINT);
        }
        return word;
    }

    private void expect(String word) {
        String found = words.poll();
        if (!word.equals(found)) {
            throw new TesseraException(
                    (found == null ? "it ends" : "'" + found + "' stands") + " where '" + word + "' is expected", HINT);
        }
    }

    private double number(String what) {
        String word = next(what + " is missing");
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw new TesseraException("'" + word + "' stands where " + what + " is expected", HINT, e);
        }
    }

    private int whole(String what) {
        String word = next(what + " is missing");
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw new TesseraException("'" + word + "' stands where " + what + " is expected", HINT, e);
        }
    }
}
