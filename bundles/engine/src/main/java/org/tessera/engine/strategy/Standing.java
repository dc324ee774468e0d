// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tessera.api.strategy.Model;
import org.tessera.api.strategy.ModelInfo;
import org.tessera.api.strategy.Strategy;
import org.tessera.api.strategy.StrategyInfo;
import org.tessera.engine.model.StoredModel;

/** How the strategies of a slot stand, in words. */
record Standing<T, M extends Model, S extends Strategy<T, M>>(
        Slot<T, M, S> slot, Registrations<T, M, S> registrations, String preferred) {
    List<StrategyInfo> infos() {
        List<String> chain = slot.chain();
        String first = chain.isEmpty() ? "" : chain.get(0);
        String answering = chain.stream()
                .filter(name -> slot.hasModel(name) && tripped(name).isEmpty())
                .findFirst()
                .orElse("");
        List<StrategyInfo> infos = new ArrayList<>();
        for (String name : chain) {
            registrations.find(name).ifPresent(r -> infos.add(info(r, first, answering)));
        }
        if (!preferred.isEmpty() && !chain.contains(preferred)) {
            infos.add(new StrategyInfo(
                    slot.task(),
                    preferred,
                    "",
                    "",
                    "absent",
                    true,
                    Map.of(),
                    "preferred, but no bundle offers it now"));
        }
        infos.sort(Comparator.comparing(StrategyInfo::name));
        for (Registration<T, M, S> trial : registrations.onTrial()) {
            infos.add(of(trial, trial.id.label(), "on trial", false, "answers only when asked for by this name"));
        }
        return infos;
    }

    /** The models on disk, and which of them answers. */
    List<ModelInfo> models() throws IOException {
        String now = "";
        try (Slot.Use<M> use = slot.useFirst().orElse(null)) {
            now = use == null ? "" : use.modelId();
        }
        List<ModelInfo> infos = new ArrayList<>();
        for (StoredModel stored : slot.store().list()) {
            infos.add(
                    new ModelInfo(stored.id(), stored.provenance(), stored.id().equals(now), stored.bytes()));
        }
        return infos;
    }

    private Optional<String> tripped(String name) {
        return registrations.find(name).flatMap(r -> r.breaker.reason());
    }

    private StrategyInfo info(Registration<T, M, S> registration, String first, String answering) {
        String name = registration.id.name();
        boolean champion = name.equals(first);
        Optional<String> tripped = registration.breaker.reason();
        if (tripped.isPresent()) {
            return of(registration, name, "tripped", champion, tripped.get());
        }
        if (name.equals(answering)) {
            String why = champion
                    ? "preferred, answers with model " + slot.modelId(name)
                    : "answers in place of " + first + ", which " + (slot.hasModel(first) ? "fails" : "has no model");
            return of(registration, name, "serving", champion, why);
        }
        return slot.hasModel(name)
                ? of(
                        registration,
                        name,
                        "ready",
                        champion,
                        "answers when those before it cannot, or when asked by name")
                : of(registration, name, "untrained", champion, "has no model yet");
    }

    private StrategyInfo of(
            Registration<T, M, S> registration, String name, String state, boolean champion, String reason) {
        Map<String, Object> settings;
        try (Leased<S>.Lease lease = registration.service.acquire().orElse(null)) {
            settings = lease == null ? Map.of() : lease.get().settings();
        }
        return new StrategyInfo(
                slot.task(),
                name,
                registration.id.version(),
                registration.id.bundle(),
                state,
                champion,
                settings,
                reason);
    }
}
