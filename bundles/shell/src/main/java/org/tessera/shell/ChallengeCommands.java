// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.TesseraException;
import org.tessera.api.recommend.Challenge;
import org.tessera.api.recommend.Challenge.Mode;
import org.tessera.api.recommend.Challenges;
import org.tessera.api.strategy.Jobs;

/** {@code shadow}, {@code canary} and {@code challenge}. */
@Component
public final class ChallengeCommands implements CommandGroup {
    private final Challenges challenges;
    private final Jobs jobs;

    @Activate
    public ChallengeCommands(@Reference Challenges challenges, @Reference Jobs jobs) {
        this.challenges = challenges;
        this.jobs = jobs;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.named("shadow", "Lets a challenger answer live questions without being seen")
                        .argument("STRATEGY", "a recommender, also one on trial such as ease@1.2.0")
                        .option("--share", "X", "share of the questions, 0.1 unless given")
                        .json()
                        .example("shadow userknn --share 0.5")
                        .runs(call -> start(call, Mode.SHADOW)),
                Command.named("canary", "Lets a challenger answer some customers, always the same ones")
                        .argument("STRATEGY", "a recommender, also one on trial such as ease@1.2.0")
                        .option("--share", "X", "share of the customers, 0.1 unless given")
                        .json()
                        .example("canary userknn --share 0.05")
                        .runs(call -> start(call, Mode.CANARY)),
                Command.named("challenge", "How the challenger does that shadow or canary started")
                        .flag("--stop", "end it")
                        .json()
                        .runs(this::show));
    }

    private void start(Invocation call, Mode mode) throws Exception {
        String strategy = call.argument("STRATEGY");
        double share = call.number("--share", 0.1, 1e-6, 1);
        Challenge begun = call.await(jobs.submit(
                mode.name().toLowerCase(Locale.ROOT) + " " + strategy,
                progress -> challenges.start(mode, strategy, share)));
        call.answer(
                begun,
                () -> call.print(begun.challenger()
                        + (mode == Mode.SHADOW ? " answers in the shadow of " : " answers in place of ")
                        + begun.champion() + " for " + Numbers.percent(share)
                        + (mode == Mode.SHADOW ? " of the questions" : " of the customers")
                        + "; challenge shows how it does"));
    }

    private void show(Invocation call) {
        Optional<Challenge> found = call.flag("--stop") ? challenges.stop() : challenges.current();
        Challenge challenge = found.orElseThrow(
                () -> new TesseraException("there is no challenger", "start one with shadow or canary"));
        call.answer(challenge, () -> print(call, challenge));
    }

    private static void print(Invocation call, Challenge challenge) {
        String state = challenge.running()
                ? "runs"
                : challenge.reason().isEmpty() ? "has ended" : "was withdrawn: " + challenge.reason();
        call.print(challenge.mode().name().toLowerCase(Locale.ROOT) + " " + challenge.challenger() + " "
                + Numbers.percent(challenge.share()) + " " + state);
        Table table = Table.of("", challenge.champion(), challenge.challenger());
        table.row("p99 ms", fixed(challenge.championP99Ms()), fixed(challenge.challengerP99Ms()));
        table.row(
                "customers chose from the answer", share(challenge.championHits()), share(challenge.challengerHits()));
        call.print(table);
        call.print(Numbers.count(challenge.asked()) + " answered, " + Numbers.count(challenge.failed()) + " failed, "
                + Numbers.count(challenge.judged()) + " judged by what customers did next"
                + (Double.isNaN(challenge.agreement())
                        ? ""
                        : "; the answers have " + Numbers.percent(challenge.agreement()) + " in common"));
        if (!Double.isNaN(challenge.low())) {
            call.print(
                    String.format(Locale.ROOT, "difference %+.3f to %+.3f (95 %%)", challenge.low(), challenge.high()));
        }
    }

    private static String fixed(double value) {
        return Double.isNaN(value) ? "-" : Numbers.fixed(value, 3);
    }

    private static String share(double value) {
        return Double.isNaN(value) ? "-" : Numbers.percent(value);
    }
}
