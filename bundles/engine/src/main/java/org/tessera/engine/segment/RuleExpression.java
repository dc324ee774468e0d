// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.tessera.api.data.FeatureTable.Categorical;
import org.tessera.engine.segment.SurrogateTree.Step;

/**
 * Conditions of a tree as text that can be read by a machine again: comparisons of traits joined by {@code and}, such as
 * {@code monetary > 200.5 and country = 'France'}. Text stands in single quotes, a quote in it is doubled; a name of other
 * characters than letters, digits, underscores and dots stands in backquotes, a backquote in it is doubled. Numbers have
 * every digit. A customer without a value meets no comparison.
 */
final class RuleExpression {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");
    private static final Set<String> WORDS =
            Set.of("and", "or", "not", "in", "is", "between", "true", "false", "missing");

    private RuleExpression() {}

    /** @param steps that must all be met; of several on one side of a number only the narrowest is said */
    static String of(BinnedTable table, List<Step> steps) {
        Set<String> parts = new LinkedHashSet<>();
        for (Step step : steps) {
            BinnedTable.Bins bins = table.columns().get(step.column());
            String name = name(bins.column().name());
            if (bins.column() instanceof Categorical levels) {
                String level = levels.levels().get(bins.levels()[step.split()]);
                parts.add(name + (step.yes() ? " = " : " != ") + text(level));
            } else {
                int narrowest = steps.stream()
                        .filter(other -> other.column() == step.column() && other.yes() == step.yes())
                        .mapToInt(Step::split)
                        .reduce(step.split(), step.yes() ? Math::min : Math::max);
                parts.add(name + (step.yes() ? " <= " : " > ") + number(bins.cuts()[narrowest]));
            }
        }
        return String.join(" and ", parts);
    }

    static String name(String trait) {
        boolean plain = PLAIN.matcher(trait).matches() && !WORDS.contains(trait.toLowerCase(java.util.Locale.ROOT));
        return plain ? trait : "`" + trait.replace("`", "``") + "`";
    }

    static String text(String level) {
        return "'" + level.replace("'", "''") + "'";
    }

    private static String number(double value) {
        return value == 0 ? "0" : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
