// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.TesseraException;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.recommend.RecommendationRequest;
import org.tessera.api.recommend.Recommendations;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.strategy.Jobs;
import org.tessera.api.strategy.ModelInfo;

/** {@code train}, {@code recommend}, {@code basket}, {@code similar} and {@code explored}. */
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
                RequestOptions.describe(Command.named("recommend", "What a customer, or a segment, may want next")
                                .optionalArgument(
                                        "CUSTOMER",
                                        "id as it was imported; an unknown one is answered from the options")
                                .option(
                                        "--segment",
                                        "NAME",
                                        "what to offer to a segment; with CUSTOMER, the segment to take them for")
                                .option(
                                        "--all",
                                        "FILE",
                                        "answer for all customers, or those of --segment, to a CSV file"))
                        .flag(LongWork.BACKGROUND, LongWork.ABOUT_BACKGROUND)
                        .json()
                        .example("recommend 17850 -n 5 --why")
                        .example("recommend 17850 --price 5..20 --max-per-category 2 --diversity 0.3")
                        .example("recommend newcomer --country France --basket 22423,85123A")
                        .example("recommend --segment 0")
                        .example("recommend --all answers.csv -n 10")
                        .runs(this::recommend),
                RequestOptions.describe(Command.named("basket", "What goes with the items of a basket")
                                .argument("ITEMS", "ids, separated by commas, in the order they were put there"))
                        .json()
                        .example("basket 22423,85123A -n 5 --why")
                        .runs(this::basket),
                Command.named("similar", "Items that go with an item")
                        .argument("ITEM", "id as it was imported")
                        .option("-n", "N", "how many, 10 unless given")
                        .option("--strategy", "NAME", "ask this one instead of the one that serves")
                        .json()
                        .example("similar 85123A")
                        .runs(this::similar),
                Command.named("explored", "Writes what was shown by chance, with its propensities, or forgets it")
                        .argument("ACTION", "export to a CSV file, or forget a customer", "export", "forget")
                        .argument("FILE|CUSTOMER", "where to write, or whom to forget")
                        .json()
                        .example("explored export explored.csv")
                        .runs(this::explored));
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

    private void recommend(Invocation call) throws Exception {
        Optional<String> customer = call.optionalArgument("CUSTOMER");
        Optional<String> segment = call.option("--segment");
        Optional<Path> file = call.optionPath("--all");
        if (file.isPresent() && customer.isPresent()) {
            throw new TesseraException("--all answers for everybody, not for one customer", "leave one of them out");
        }
        if (file.isPresent()) {
            all(call, file.get(), segment);
        } else if (customer.isEmpty() && segment.isPresent()) {
            segment(call, segment.get());
        } else if (customer.isPresent()) {
            one(call, customer.get(), segment);
        } else {
            throw new TesseraException(
                    "recommend: CUSTOMER is missing",
                    "name a customer, a segment with --segment, or a file with --all");
        }
    }

    private void one(Invocation call, String customer, Optional<String> segment) {
        RecommendationRequest.Builder request = RequestOptions.read(call, RecommendationRequest.forCustomer(customer));
        segment.ifPresent(request::segment);
        Recommendation answer = recommendations.recommend(request.build());
        call.answer(answer, () -> {
            if (customers.indexOf(customer).isEmpty()) {
                boolean told = !call.list("--basket").isEmpty()
                        || !call.assignments("--attributes").isEmpty()
                        || call.option("--country").or(() -> segment).isPresent();
                call.print("customer " + customer + " is not known; "
                        + (told ? "answered from what was said of them" : "this is what others like"));
            }
            print(call, answer, call.flag("--why"));
        });
    }

    private void segment(Invocation call, String segment) throws Exception {
        RecommendationRequest request =
                RequestOptions.read(call, RecommendationRequest.forNobody()).build();
        Recommendation answer = call.watched(progress -> recommendations.recommendSegment(segment, request, progress));
        call.answer(answer, () -> print(call, answer, call.flag("--why")));
    }

    /** What {@code recommend --all} answers as JSON. */
    record Written(String file, int customers) {}

    private void all(Invocation call, Path file, Optional<String> segment) throws Exception {
        RecommendationRequest request = RequestOptions.read(call, RecommendationRequest.forNobody())
                .why(false)
                .build();
        Jobs.Work<Integer> work = progress -> recommendations.recommendAll(file, segment, request, progress);
        LongWork.run(call, jobs, "recommend to " + file, work)
                .ifPresent(count -> call.answer(
                        new Written(file.toString(), count),
                        () -> call.print(Numbers.customers(count) + " in " + file)));
    }

    private void basket(Invocation call) {
        List<String> basket = new ArrayList<>();
        for (String item : call.argument("ITEMS").split(",")) {
            if (!item.isBlank()) {
                basket.add(item.strip());
            }
        }
        basket.addAll(call.list("--basket"));
        if (basket.isEmpty()) {
            throw new TesseraException("basket: no item is named", "separate them by commas: basket 22423,85123A");
        }
        Recommendation answer = recommendations.recommend(RequestOptions.read(call, RecommendationRequest.forNobody())
                .basket(basket)
                .build());
        call.answer(answer, () -> print(call, answer, call.flag("--why")));
    }

    /** What {@code explored} answers as JSON. */
    record Explored(String action, long lines) {}

    private void explored(Invocation call) {
        String action = call.argument("ACTION");
        if (action.equals("export")) {
            Path file = call.path("FILE|CUSTOMER");
            long lines = recommendations.exportExploration(file);
            call.answer(
                    new Explored(action, lines), () -> call.print(Numbers.count(lines) + " places shown, in " + file));
        } else {
            String customer = call.argument("FILE|CUSTOMER");
            recommendations.forgetExploration(customer);
            call.answer(
                    new Explored(action, 0), () -> call.print("what was shown to " + customer + " by chance is gone"));
        }
    }

    private void similar(Invocation call) {
        Recommendation answer = recommendations.similar(
                call.argument("ITEM"), call.integer("-n", 10, 1, MOST), call.option("--strategy"));
        call.answer(answer, () -> print(call, answer, false));
    }

    private static void print(Invocation call, Recommendation answer, boolean why) {
        if (answer.items().isEmpty()) {
            call.print("nothing to recommend");
            answer.notes().forEach(call::print);
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
        call.print("answered by " + answer.strategy() + (answer.model().isEmpty() ? "" : ", model " + answer.model()));
        answer.notes().forEach(call::print);
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
