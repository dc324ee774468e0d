// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tessera.api.strategy.ModelInfo;
import org.tessera.api.strategy.Models;
import org.tessera.api.strategy.Strategies;
import org.tessera.api.strategy.StrategyInfo;

/** Who answers: the strategies with their versions, and the models that serve now. */
record StrategiesPart(List<Row> rows, List<Serving> serving) {
    /** A strategy. */
    record Row(
            String task,
            String name,
            String version,
            String bundle,
            String state,
            boolean champion,
            String reason,
            String settings) {}

    /** A model that answers. */
    record Serving(
            String task,
            String model,
            String strategy,
            String version,
            String trained,
            String took,
            String data,
            String size) {}

    static Part<StrategiesPart> of(Optional<Strategies> strategies, Optional<Models> models) {
        if (strategies.isEmpty()) {
            return Part.missing("Nothing that knows the strategies is running.", "");
        }
        List<StrategyInfo> known = strategies.get().list();
        if (known.isEmpty()) {
            return Part.missing("No strategy is installed.", "Put a strategy's bundle into the folder deploy.");
        }
        List<Serving> serving = models.map(Models::models).orElse(List.of()).stream()
                .filter(ModelInfo::serving)
                .map(StrategiesPart::serving)
                .toList();
        return Part.of(
                new StrategiesPart(known.stream().map(StrategiesPart::row).toList(), serving));
    }

    private static Row row(StrategyInfo info) {
        return new Row(
                info.task(),
                info.name(),
                info.version(),
                info.bundle(),
                info.state(),
                info.champion(),
                info.reason(),
                pairs(info.settings()));
    }

    private static Serving serving(ModelInfo model) {
        var provenance = model.provenance();
        return new Serving(
                provenance.task(),
                model.id(),
                provenance.strategy(),
                provenance.version(),
                Format.minute(provenance.trained()),
                Format.seconds(provenance.duration().toNanos() / 1e9),
                provenance.dataTo().toEpochMilli() == 0
                        ? Format.NONE
                        : Format.day(provenance.dataFrom()) + " to " + Format.day(provenance.dataTo()),
                provenance.size().entrySet().stream()
                        .map(entry -> Format.count(entry.getValue()) + " " + entry.getKey())
                        .collect(Collectors.joining(", ")));
    }

    private static String pairs(Map<String, Object> settings) {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
