// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.recommend.Recommendations;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.strategy.Jobs;
import org.tessera.api.strategy.ModelInfo;

/** {@code train}, {@code recommend} and {@code similar}. */
@Component
public final class RecommendCommands implements CommandGroup {
    private static final int MOST = 10_000;

    private final Recommendations recommendations;
    private final CustomerDirectory customers;
    private final Jobs jobs;

    @Activate
    public RecommendCommands(
            @Reference Recommendations recommendations, @Reference CustomerDirectory customers, @Reference Jobs jobs) {
        this.recommendations = recommendations;
        this.customers = customers;
        this.jobs = jobs;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.named("train", "Trains a recommender on all events and lets it answer")
                        .option("--strategy", "NAME", "the strategy; else the preferred one")
                        .options("--set", "NAME=VALUE,…", "settings of this model; strategies shows them")
                        .option("--seed", "N", "of random choices, 42 unless given")
                        .flag(LongWork.BACKGROUND, LongWork.ABOUT_BACKGROUND)
                        .json()
                        .example("train")
                        .example("train --strategy userknn --set neighbours=80")
                        .runs(this::train),
                Command.named("recommend", "What a customer may want next")
                        .argument("CUSTOMER", "id as it was imported; an unknown one gets what is popular")
                        .option("-n", "N", "how many, 10 unless given")
                        .option("--strategy", "NAME", "ask this one instead of the one that serves")
                        .flag("--why", "say why")
                        .json()
                        .example("recommend 17850 -n 5 --why")
                        .runs(this::recommend),
                Command.named("similar", "Items that go with an item")
                        .argument("ITEM", "id as it was imported")
                        .option("-n", "N", "how many, 10 unless given")
                        .option("--strategy", "NAME", "ask this one instead of the one that serves")
                        .json()
                        .example("similar 85123A")
                        .runs(this::similar));
    }

    private void train(Invocation call) throws Exception {
        Optional<String> strategy = call.option("--strategy");
        Map<String, String> settings = call.assignments("--set");
        long seed = call.integer("--seed", 42, Integer.MIN_VALUE, Integer.MAX_VALUE);
        String name = strategy.map(s -> "train recommend " + s).orElse("train recommend");
        Optional<ModelInfo> trained =
                LongWork.run(call, jobs, name, progress -> recommendations.train(strategy, settings, seed, progress));
        trained.ifPresent(model -> call.answer(model, () -> {
            Map<String, Long> size = model.provenance().size();
            call.print(model.id() + " serves, trained in "
                    + Numbers.fixed(model.provenance().duration().toNanos() / 1e9, 2) + " s on "
                    + Numbers.count(size.getOrDefault("pairs", 0L)) + " pairs of "
                    + Numbers.count(size.getOrDefault("customers", 0L)) + " customers and "
                    + Numbers.count(size.getOrDefault("items", 0L)) + " items");
            call.print(
                    "settings: " + StrategyCommands.settings(model.provenance().settings()));
        }));
    }

    private void recommend(Invocation call) {
        String customer = call.argument("CUSTOMER");
        boolean why = call.flag("--why") || call.json();
        Recommendation answer =
                recommendations.recommend(customer, call.integer("-n", 10, 1, MOST), call.option("--strategy"), why);
        call.answer(answer, () -> {
            if (customers.indexOf(customer).isEmpty()) {
                call.print("customer " + customer + " is not known; this is what others like");
            }
            print(call, answer, call.flag("--why"));
        });
    }

    private void similar(Invocation call) {
        Recommendation answer = recommendations.similar(
                call.argument("ITEM"), call.integer("-n", 10, 1, MOST), call.option("--strategy"));
        call.answer(answer, () -> print(call, answer, false));
    }

    private static void print(Invocation call, Recommendation answer, boolean why) {
        if (answer.items().isEmpty()) {
            call.print("nothing to recommend");
            return;
        }
        if (why) {
            printReasons(call, answer);
        } else {
            Table table = Table.of("", "item", "name", "score");
            int rank = 0;
            for (Recommendation.Item item : answer.items()) {
                table.row(++rank, item.item(), item.name(), Numbers.fixed(item.score(), 4));
            }
            call.print(table);
        }
        call.print("answered by " + answer.strategy() + ", model " + answer.model());
    }

    private static void printReasons(Invocation call, Recommendation answer) {
        int rank = 0;
        for (Recommendation.Item item : answer.items()) {
            call.print(++rank + ". " + item.name() + " (" + item.item() + "), score " + Numbers.fixed(item.score(), 4));
            for (Recommendation.Why reason : item.reasons()) {
                call.print("     " + Numbers.fixed(reason.weight(), 4) + "  " + reason.text());
            }
        }
    }
}
