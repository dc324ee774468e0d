// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.rfm;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tessera.api.strategy.SettingException;

/**
 * Rules that give a customer's scores a name, such as {@code champions: R4-5 FM5; lost: R1}: the first that holds counts.
 * A segment may have several rules. Immutable and safe for many threads.
 *
 * @param rules in the order in which they are tried
 */
record RuleTable(List<Rule> rules) {
    static final String SETTING = "segments";

    /** A condition: which score, from and to, both included. */
    private static final Pattern CONDITION = Pattern.compile("(R|FM|F|M)(\\d{1,3})(?:-(\\d{1,3}))?");

    private static final String EXPECTED =
            "write rules as 'champions: R4-5 FM5; lost: R1 FM1-2': a name, a colon, and scores of R, F, M or FM";

    RuleTable {
        rules = List.copyOf(rules);
    }

    /** Which of a customer's scores. */
    private enum Score {
        R,
        F,
        M,
        FM
    }

    /** @param low lowest score that meets it, 0 for a value that is missing */
    private record Condition(Score score, int low, int high) {
        boolean holds(int recency, int frequency, int monetary) {
            int value = switch (score) {
                case R -> recency;
                case F -> frequency;
                case M -> monetary;
                case FM -> both(frequency, monetary);
            };
            return value >= low && value <= high;
        }
    }

    /** A name and what has to hold for it; nothing where it takes everybody. */
    record Rule(String name, List<Condition> conditions) {
        private boolean holds(int recency, int frequency, int monetary) {
            for (Condition condition : conditions) {
                if (!condition.holds(recency, frequency, monetary)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The mean of two scores, halves rounded up; one alone where the other is missing. */
    static int both(int frequency, int monetary) {
        return frequency == 0 || monetary == 0 ? Math.max(frequency, monetary) : (frequency + monetary + 1) / 2;
    }

    /**
     * Reads rules.
     *
     * @param scores the highest score
     * @throws SettingException if a piece is none, naming it
     */
    static RuleTable parse(String text, int scores) {
        List<Rule> rules = new ArrayList<>();
        for (String piece : text.split("[;\\n]", -1)) {
            if (!piece.isBlank()) {
                rules.add(rule(piece.strip(), scores));
            }
        }
        if (rules.isEmpty()) {
            throw new SettingException(SETTING, "there is no rule in '" + text + "', expected at least one", EXPECTED);
        }
        return new RuleTable(rules);
    }

    private static Rule rule(String piece, int scores) {
        int colon = piece.lastIndexOf(':');
        if (colon < 0 || piece.substring(0, colon).isBlank()) {
            throw new SettingException(
                    SETTING, "'" + piece + "' is no rule, expected a name, a colon and conditions", EXPECTED);
        }
        String name = piece.substring(0, colon).strip();
        String conditions = piece.substring(colon + 1).strip();
        if (conditions.isEmpty()) {
            throw new SettingException(
                    SETTING,
                    "the rule '" + piece + "' has no condition",
                    "say which scores it takes, such as R4-5 FM5, or 'any' for everybody who is left");
        }
        if (conditions.equalsIgnoreCase("any")) {
            return new Rule(name, List.of());
        }
        List<Condition> parsed = new ArrayList<>();
        for (String condition : conditions.split("[\\s,]+")) {
            parsed.add(condition(condition, piece, scores));
        }
        return new Rule(name, List.copyOf(parsed));
    }

    private static Condition condition(String text, String rule, int scores) {
        Matcher matcher = CONDITION.matcher(text.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new SettingException(
                    SETTING,
                    "'" + text + "' in the rule '" + rule + "' is no condition, expected R, F, M or FM and scores",
                    "write conditions such as R4-5, F1 or FM2-3, where FM is the mean of F and M");
        }
        int low = Integer.parseInt(matcher.group(2));
        int high = Optional.ofNullable(matcher.group(3)).map(Integer::parseInt).orElse(low);
        if (low > high || high > scores) {
            throw new SettingException(
                    SETTING,
                    "'" + text + "' in the rule '" + rule + "' takes scores from " + low + " to " + high
                            + ", expected them to ascend within 0 to " + scores,
                    "scores go from 1, the worst, to " + scores + "; 0 stands for a value that is missing");
        }
        return new Condition(Score.valueOf(matcher.group(1)), low, high);
    }

    /** The names of all segments, in the order of their first rules. */
    List<String> names() {
        Set<String> names = new LinkedHashSet<>();
        rules.forEach(rule -> names.add(rule.name()));
        return List.copyOf(names);
    }

    /** The name for scores, 0 where a value is missing; empty where no rule holds. */
    Optional<String> name(int recency, int frequency, int monetary) {
        for (Rule rule : rules) {
            if (rule.holds(recency, frequency, monetary)) {
                return Optional.of(rule.name());
            }
        }
        return Optional.empty();
    }
}
