// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tessera.api.segment.Choice;

/** What was tried before the segments were formed, and why one was taken. */
record ChoiceTable(String reason, String rule, List<Row> rows) {
    private static final int MOST = 10;

    /** One strategy with settings. */
    record Row(
            String strategy,
            String settings,
            String clusters,
            String stability,
            String silhouette,
            String balance,
            String remark,
            boolean picked) {}

    static Optional<ChoiceTable> of(Choice choice) {
        if (choice.candidates().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ChoiceTable(
                choice.reason(),
                choice.rule(),
                choice.candidates().stream().limit(MOST).map(ChoiceTable::row).toList()));
    }

    private static Row row(Choice.Candidate candidate) {
        return new Row(
                candidate.strategy(),
                settings(candidate.settings()),
                Format.count(candidate.clusters()),
                figure(candidate.stability()),
                figure(candidate.silhouette()),
                figure(candidate.balance()),
                candidate.remark(),
                candidate.picked());
    }

    private static String settings(Map<String, Object> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + " " + value(setting.getValue()))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** Whole numbers come back from disk as fractions. */
    private static String value(Object value) {
        return value instanceof Number number ? Format.number(number.doubleValue()) : value.toString();
    }

    private static String figure(double value) {
        return Double.isFinite(value) ? Format.fixed(value, 2) : "\u2013";
    }
}
