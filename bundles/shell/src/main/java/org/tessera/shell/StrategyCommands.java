// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.recommend.Recommendations;
import org.tessera.api.store.EventStore;
import org.tessera.api.strategy.Jobs;
import org.tessera.api.strategy.ModelInfo;
import org.tessera.api.strategy.Models;
import org.tessera.api.strategy.Strategies;
import org.tessera.api.strategy.StrategyInfo;
import org.tessera.api.strategy.Task;

/** {@code strategies}, {@code use}, {@code models} and {@code rollback}. */
@Component
public final class StrategyCommands implements CommandGroup {
    private final Strategies strategies;
    private final Models models;
    private final Recommendations recommendations;
    private final EventStore events;
    private final Jobs jobs;

    @Activate
    public StrategyCommands(
            @Reference Strategies strategies,
            @Reference Models models,
            @Reference Recommendations recommendations,
            @Reference EventStore events,
            @Reference Jobs jobs) {
        this.strategies = strategies;
        this.models = models;
        this.recommendations = recommendations;
        this.events = events;
        this.jobs = jobs;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.named("strategies", "The algorithms that are there, which of them answer, and their settings")
                        .json()
                        .runs(this::list),
                Command.named("use", "Makes a strategy the preferred one of its task")
                        .argument("TASK", "what it is for", Task.RECOMMEND, Task.SEGMENT)
                        .argument("NAME", "the strategy")
                        .json()
                        .example("use recommend userknn")
                        .runs(this::use),
                Command.named("models", "The models that are kept").json().runs(this::models),
                Command.named("rollback", "Goes back to the model that served before")
                        .argument("TASK", "whose model", Task.RECOMMEND, Task.SEGMENT)
                        .json()
                        .example("rollback recommend")
                        .runs(this::rollback));
    }

    private void list(Invocation call) {
        List<StrategyInfo> list = strategies.list();
        call.answer(list, () -> {
            if (list.isEmpty()) {
                call.print("no strategies are installed");
                return;
            }
            Table table = Table.of("task", "name", "version", "state", "why");
            list.forEach(s ->
                    table.row(s.task(), s.champion() ? s.name() + " *" : s.name(), s.version(), s.state(), s.reason()));
            call.print(table);
            call.print("");
            call.print("* preferred.  Settings:");
            list.forEach(s -> call.print("  " + s.name() + ": " + settings(s.settings())));
        });
    }

    private void use(Invocation call) throws Exception {
        StrategyInfo chosen = strategies.use(call.argument("TASK"), call.argument("NAME"));
        boolean trainable = chosen.task().equals(Task.RECOMMEND)
                && chosen.state().equals("untrained")
                && events.extent().count() > 0;
        if (trainable) {
            // Whoever answered before goes on answering until this is done.
            call.await(jobs.submit(
                    "train recommend " + chosen.name(),
                    progress -> recommendations.train(Optional.of(chosen.name()), Map.of(), 42, progress)));
        }
        StrategyInfo now = current(chosen);
        call.answer(now, () -> call.print(now.name() + " is preferred for " + now.task() + ": " + now.reason()));
    }

    private StrategyInfo current(StrategyInfo before) {
        return strategies.list().stream()
                .filter(s -> s.task().equals(before.task()) && s.name().equals(before.name()))
                .findFirst()
                .orElse(before);
    }

    private void models(Invocation call) {
        List<ModelInfo> list = models.models();
        call.answer(list, () -> {
            if (list.isEmpty()) {
                call.print("no models are kept yet; train or segment makes them");
                return;
            }
            Table table = Table.of("task", "model", "serves", "trained", "took", "size", "settings");
            list.forEach(m -> table.row(
                    m.provenance().task(),
                    m.id(),
                    m.serving() ? "yes" : "",
                    m.provenance().trained().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                    Numbers.fixed(m.provenance().duration().toNanos() / 1e9, 2) + " s",
                    Numbers.bytes(m.bytes()),
                    settings(m.provenance().settings())));
            call.print(table);
        });
    }

    private void rollback(Invocation call) {
        ModelInfo now = models.rollback(call.argument("TASK"));
        call.answer(now, () -> call.print(now.id() + " serves again"));
    }

    static String settings(Map<String, Object> settings) {
        return settings.entrySet().stream()
                .map(e -> e.getKey() + "=" + (e.getValue() instanceof Object[] array ? List.of(array) : e.getValue()))
                .collect(Collectors.joining(" "));
    }
}
