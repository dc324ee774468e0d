// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.testing;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.profile.Population;
import org.tessera.api.profile.Portrait;
import org.tessera.api.profile.Portraits;
import org.tessera.api.profile.Trait;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.strategy.Progress;

/** Portraits that know what customers spend and of which kind they are. */
public final class SpendPortraits implements Portraits {
    private final CustomerDirectory customers;
    private final Map<String, Double> spend = new LinkedHashMap<>();
    private final Map<String, String> kinds = new LinkedHashMap<>();

    public SpendPortraits(CustomerDirectory customers) {
        this.customers = customers;
    }

    public synchronized SpendPortraits put(String customer, double value, String kind) {
        spend.put(customer, value);
        kinds.put(customer, kind);
        return this;
    }

    @Override
    public List<Trait> traits() {
        return List.of(
                new Trait("spend", Trait.Type.NUMBER, "", "Value", "What was spent.", true),
                new Trait("kind", Trait.Type.CATEGORY, "", "Value", "The kind of customer.", true));
    }

    @Override
    public Optional<Portrait> of(String customer) {
        return Optional.empty();
    }

    @Override
    public void catchUp(Progress progress) {
        progress.report("catching up", 1, 1);
    }

    @Override
    public synchronized FeatureTable table(List<String> traits, Progress progress) {
        List<String> ids = List.copyOf(spend.keySet());
        List<String> levels =
                kinds.values().stream().distinct().filter(k -> !k.isEmpty()).toList();
        FeatureTable.Builder table = FeatureTable.builder(ids.size())
                .ids(ids.stream()
                        .mapToInt(id -> customers.indexOf(id).orElseThrow())
                        .toArray());
        if (traits.isEmpty() || traits.contains("spend")) {
            table.numeric(
                    "spend", "", spend.values().stream().mapToDouble(v -> v).toArray());
        }
        if (traits.isEmpty() || traits.contains("kind")) {
            table.categorical(
                    "kind",
                    levels,
                    kinds.values().stream().mapToInt(levels::indexOf).toArray());
        }
        return table.build();
    }

    @Override
    public Summary summary() {
        return new Summary(customers.size(), Instant.EPOCH, Map.of(), Map.of());
    }

    @Override
    public Population population() {
        throw new UnsupportedOperationException("not needed here");
    }
}
