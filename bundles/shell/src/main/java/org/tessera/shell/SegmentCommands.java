// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.TesseraException;
import org.tessera.api.segment.Choice;
import org.tessera.api.segment.Drift;
import org.tessera.api.segment.Member;
import org.tessera.api.segment.Movement;
import org.tessera.api.segment.RuleSegments;
import org.tessera.api.segment.Segment;
import org.tessera.api.segment.SegmentRun;
import org.tessera.api.segment.Segmentation;
import org.tessera.api.segment.Segments;
import org.tessera.api.strategy.Jobs;

/** {@code segment}, {@code segments} and {@code members}. */
@Component
public final class SegmentCommands implements CommandGroup {
    private static final List<String> OF_FORMING =
            List.of("--strategy", "--auto", "--strategies", "--set", "--traits", "--seed", LongWork.BACKGROUND);

    private final Segments segments;
    private final RuleSegments rules;
    private final Jobs jobs;

    @Activate
    public SegmentCommands(@Reference Segments segments, @Reference RuleSegments rules, @Reference Jobs jobs) {
        this.segments = segments;
        this.rules = rules;
        this.jobs = jobs;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.named("segment", "Groups customers by their portraits")
                        .optionalArgument("ACTION", "export: write who is in the segments to a file", "export")
                        .optionalArgument("FILE", "export: a .csv or .json file")
                        .option("--strategy", "NAME", "the strategy; else the preferred one")
                        .flag("--auto", "try strategies and settings, take the best and say why")
                        .options("--strategies", "A,B,…", "--auto: which to try; else all")
                        .options("--set", "NAME=VALUE,…", "settings of this run; strategies shows them")
                        .options("--traits", "A,B,…", "the traits to go by; profiles shows them")
                        .option("--seed", "N", "of random choices, 42 unless given")
                        .option("--segment", "NAME", "export: only this one, by number or name")
                        .flag(LongWork.BACKGROUND, LongWork.ABOUT_BACKGROUND)
                        .json()
                        .example("segment")
                        .example("segment --strategy kmeans --set k=5")
                        .example("segment --auto")
                        .example("segment export segments.csv")
                        .runs(this::segment),
                Command.named("segments", "The segments that stand now")
                        .flag("--moves", "who moved from the segments before to these")
                        .flag("--history", "sizes over the last runs")
                        .json()
                        .example("segments --moves")
                        .runs(this::list),
                Command.named("members", "The customers of a segment")
                        .argument("SEGMENT", "its number or name, or the name of a rule segment")
                        .flag("--strength", "how firmly each belongs to it, where that is known")
                        .json()
                        .example("members 0")
                        .runs(this::members));
    }

    private void segment(Invocation call) throws Exception {
        if (call.optionalArgument("ACTION").isPresent()) {
            export(call);
            return;
        }
        if (call.option("--segment").isPresent()) {
            throw new TesseraException("--segment belongs to export", "write it like segment export FILE --segment 0");
        }
        List<String> traits = call.list("--traits");
        long seed = call.integer("--seed", 42, Integer.MIN_VALUE, Integer.MAX_VALUE);
        Jobs.Work<Segmentation> work = call.flag("--auto") ? automatic(call, traits, seed) : plain(call, traits, seed);
        LongWork.run(call, jobs, "segment", work)
                .ifPresent(formed -> call.answer(formed, () -> {
                    SegmentText.choice(call, formed.choice());
                    SegmentText.segments(call, formed);
                    segments.movement().ifPresent(movement -> MovementText.summary(call, movement));
                }));
    }

    private Jobs.Work<Segmentation> automatic(Invocation call, List<String> traits, long seed) {
        if (call.option("--strategy").isPresent() || !call.assignments("--set").isEmpty()) {
            throw new TesseraException(
                    "--auto chooses strategy and settings itself",
                    "say which to try with --strategies, or leave --auto");
        }
        List<String> strategies = call.list("--strategies");
        return progress -> segments.formAutomatically(strategies, traits, seed, progress);
    }

    private Jobs.Work<Segmentation> plain(Invocation call, List<String> traits, long seed) {
        if (!call.list("--strategies").isEmpty()) {
            throw new TesseraException("--strategies belongs to --auto", "name one with --strategy, or add --auto");
        }
        Optional<String> strategy = call.option("--strategy");
        Map<String, String> settings = call.assignments("--set");
        return progress -> segments.form(strategy, traits, settings, seed, progress);
    }

    private record Exported(String file, int customers) {}

    private void export(Invocation call) {
        if (call.optionalArgument("FILE").isEmpty()) {
            throw new TesseraException("no file is given to export to", "write it like segment export segments.csv");
        }
        refuseOptionsOfForming(call);
        Path file = call.path("FILE");
        int count = segments.export(file, call.option("--segment"));
        call.answer(
                new Exported(file.toString(), count),
                () -> call.print(Numbers.customers(count) + " written to " + file));
    }

    private static void refuseOptionsOfForming(Invocation call) {
        for (String option : OF_FORMING) {
            if (call.flag(option)) {
                throw new TesseraException(
                        option + " does not belong to export, which writes the segments that stand",
                        "leave it away; segment without export forms segments");
            }
        }
    }

    /** The segments with how far customers have moved away from them. */
    private record Standing(
            String strategy,
            String model,
            List<Segment> segments,
            List<String> preparation,
            Map<String, Double> quality,
            Choice choice,
            Optional<Drift> drift) {}

    private record History(List<SegmentRun> runs) {}

    private void list(Invocation call) throws Exception {
        Segmentation now = segments.current()
                .orElseThrow(() -> new TesseraException("no segments were formed yet", "form them first: segment"));
        if (call.flag("--moves") && call.flag("--history")) {
            throw new TesseraException("--moves and --history are two answers", "ask for one at a time");
        }
        if (call.flag("--moves")) {
            Movement movement = segments.movement()
                    .orElseThrow(() -> new TesseraException(
                            "these are the first segments, so nobody has moved yet",
                            "form them again once events have come: segment"));
            call.answer(movement, () -> MovementText.full(call, movement));
            return;
        }
        if (call.flag("--history")) {
            List<SegmentRun> runs = segments.history();
            call.answer(new History(runs), () -> MovementText.history(call, runs));
            return;
        }
        Optional<Drift> drift = call.watched(segments::drift);
        Standing document = new Standing(
                now.strategy(), now.model(), now.segments(), now.preparation(), now.quality(), now.choice(), drift);
        call.answer(document, () -> {
            SegmentText.segments(call, now);
            drift.filter(d -> !d.warning().isEmpty()).ifPresent(d -> call.print("warning: " + d.warning()));
        });
    }

    /** Strengths and scores stand in the order of the customers; none where none is known. */
    private record Members(String segment, List<String> customers, List<Double> strengths, List<Double> outlierScores) {
        static Members of(String segment, List<Member> members) {
            boolean firm = members.stream().anyMatch(m -> Double.isFinite(m.strength()));
            boolean scored = members.stream().anyMatch(m -> Double.isFinite(m.outlierScore()));
            return new Members(
                    segment,
                    members.stream().map(Member::customer).toList(),
                    firm ? members.stream().map(Member::strength).toList() : List.of(),
                    scored ? members.stream().map(Member::outlierScore).toList() : List.of());
        }
    }

    private void members(Invocation call) throws Exception {
        String segment = call.argument("SEGMENT");
        List<Member> members = rules.contains(segment)
                ? call.watched(progress -> rules.members(segment, progress)).stream()
                        .map(customer -> new Member(customer, "", segment, Double.NaN, Double.NaN))
                        .toList()
                : segments.roster(Optional.of(segment));
        call.answer(Members.of(segment, members), () -> {
            if (!call.flag("--strength")) {
                members.forEach(member -> call.print(member.customer()));
                return;
            }
            Table table = Table.of("customer", "strength", "outlier score");
            members.forEach(member -> table.row(
                    member.customer(), Numbers.fixed(member.strength(), 3), Numbers.fixed(member.outlierScore(), 3)));
            call.print(table);
        });
    }
}
