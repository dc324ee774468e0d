// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.TesseraException;
import org.tessera.api.segment.RuleSegments;
import org.tessera.api.segment.Segment;
import org.tessera.api.segment.Segmentation;
import org.tessera.api.segment.Segments;
import org.tessera.api.strategy.Jobs;

/** {@code segment}, {@code segments} and {@code members}. */
@Component
public final class SegmentCommands implements CommandGroup {
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
                        .option("--strategy", "NAME", "the strategy; else the preferred one")
                        .options("--set", "NAME=VALUE,…", "settings of this run; strategies shows them")
                        .options("--traits", "A,B,…", "the traits to go by; profiles shows them")
                        .option("--seed", "N", "of random choices, 42 unless given")
                        .flag(LongWork.BACKGROUND, LongWork.ABOUT_BACKGROUND)
                        .json()
                        .example("segment")
                        .example("segment --strategy kmeans --set k=5")
                        .runs(this::segment),
                Command.named("segments", "The segments that stand now").json().runs(this::list),
                Command.named("members", "The customers of a segment")
                        .argument("SEGMENT", "its number or name, or the name of a rule segment")
                        .json()
                        .example("members 0")
                        .runs(this::members));
    }

    private void segment(Invocation call) throws Exception {
        Optional<String> strategy = call.option("--strategy");
        List<String> traits = call.list("--traits");
        Map<String, String> settings = call.assignments("--set");
        long seed = call.integer("--seed", 42, Integer.MIN_VALUE, Integer.MAX_VALUE);
        LongWork.run(call, jobs, "segment", progress -> segments.form(strategy, traits, settings, seed, progress))
                .ifPresent(formed -> call.answer(formed, () -> print(call, formed)));
    }

    private void list(Invocation call) {
        Segmentation now = segments.current()
                .orElseThrow(() -> new TesseraException("no segments were formed yet", "form them first: segment"));
        call.answer(now, () -> print(call, now));
    }

    private record Members(String segment, List<String> customers) {}

    private void members(Invocation call) throws Exception {
        String segment = call.argument("SEGMENT");
        List<String> members = rules.contains(segment)
                ? call.watched(progress -> rules.members(segment, progress))
                : segments.members(segment);
        call.answer(new Members(segment, members), () -> members.forEach(call::print));
    }

    private static void print(Invocation call, Segmentation formed) {
        for (Segment segment : formed.segments()) {
            call.print(segment.segment() + "  " + segment.name() + ": " + Numbers.count(segment.size()) + " customers, "
                    + Numbers.percent(segment.share()));
            segment.differences().stream().limit(4).forEach(d -> call.print("     " + d.text()));
            if (!segment.rules().isEmpty()) {
                call.print("     rule: " + String.join(" and ", segment.rules()));
            }
        }
        call.print("");
        call.print("quality: "
                + formed.quality().entrySet().stream()
                        .map(q -> q.getKey() + " " + Numbers.fixed(q.getValue(), 3))
                        .collect(Collectors.joining(", ")));
        formed.preparation().forEach(line -> call.print("  " + line));
        call.print("formed by " + formed.strategy() + ", model " + formed.model());
    }
}
