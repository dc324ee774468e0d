// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.TesseraException;
import org.tessera.api.segment.RuleSegment;
import org.tessera.api.segment.RuleSegments;
import org.tessera.api.segment.Segment;
import org.tessera.api.segment.Segmentation;
import org.tessera.api.segment.Segments;

/** {@code rules} and {@code rule}. */
@Component
public final class RuleCommands implements CommandGroup {
    private static final String TRY = "--try";
    private static final String DROP = "--drop";
    private static final String FROM = "--from";
    private static final int MOVEMENTS = 10;

    private final RuleSegments rules;
    private final Segments segments;

    @Activate
    public RuleCommands(@Reference RuleSegments rules, @Reference Segments segments) {
        this.rules = rules;
        this.segments = segments;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.named("rules", "The segments that rules define, with size and movement")
                        .json()
                        .example("rules")
                        .runs(this::list),
                Command.named("rule", "Defines a segment by a rule, shows, tries or drops one")
                        .optionalArgument("NAME", "of the segment")
                        .optionalArgument("EXPRESSION", "the rule, in quotes; left out, the segment is shown")
                        .option(TRY, "EXPRESSION", "count whom a rule fits, and keep nothing")
                        .option(FROM, "SEGMENT", "take the rule that describes a formed segment, by number or name")
                        .flag(DROP, "forget the segment")
                        .json()
                        .example("rule valued \"spend(90d) > 200 and not bought(category='toys', 180d)\"")
                        .example("rule valued")
                        .example("rule sleepers --from 2")
                        .example("rule --try \"recency_days > 100 and country = 'France'\"")
                        .example("rule valued --drop")
                        .runs(this::rule));
    }

    private void list(Invocation call) throws Exception {
        List<RuleSegment> all = call.watched(rules::all);
        call.answer(all, () -> {
            if (all.isEmpty()) {
                call.print("no rule segments; define one: rule NAME \"EXPRESSION\"");
                return;
            }
            Table table = Table.of("name", "customers", "share", "entered", "left", "moved", "rule");
            for (RuleSegment rule : all) {
                table.row(
                        rule.name(),
                        Numbers.count(rule.size()),
                        Numbers.percent(rule.share()),
                        rule.movements().isEmpty() ? "-" : Numbers.count(rule.entered()),
                        rule.movements().isEmpty() ? "-" : Numbers.count(rule.left()),
                        moved(rule),
                        rule.expression());
            }
            call.print(table);
            all.forEach(rule -> rule.broken().ifPresent(reason -> call.print(rule.name() + " is broken: " + reason)));
        });
    }

    private static String moved(RuleSegment rule) {
        return rule.movements().isEmpty() ? "-" : time(rule.movements().get(0).moment());
    }

    /** In UTC, to the minute. */
    private static String time(Instant moment) {
        return moment.toString().substring(0, 16).replace('T', ' ');
    }

    private record Dropped(String dropped) {}

    private void rule(Invocation call) throws Exception {
        Optional<String> name = call.optionalArgument("NAME");
        Optional<String> from = call.option(FROM);
        Optional<String> expression = call.optionalArgument("EXPRESSION");
        Optional<String> tried = call.option(TRY);
        boolean drop = call.flag(DROP);
        long wanted = Stream.of(expression.isPresent(), from.isPresent(), tried.isPresent(), drop)
                .filter(given -> given)
                .count();
        if (wanted > 1 || name.isPresent() == tried.isPresent()) {
            throw new TesseraException(
                    "rule: expected a NAME, alone or with an EXPRESSION, " + FROM + " or " + DROP + ", or " + TRY
                            + " EXPRESSION",
                    "rule NAME \"EXPRESSION\" defines; help rule shows examples");
        }
        if (tried.isPresent()) {
            tryOut(call, tried.get());
        } else if (drop) {
            rules.drop(name.orElseThrow());
            call.answer(new Dropped(name.get()), () -> call.print(name.get() + " is forgotten"));
        } else if (expression.isPresent() || from.isPresent()) {
            String rule = expression.orElseGet(() -> describing(from.orElseThrow()));
            RuleSegment defined = call.watched(progress -> rules.define(name.orElseThrow(), rule, progress));
            call.answer(defined, () -> print(call, defined));
        } else {
            show(call, name.orElseThrow());
        }
    }

    /** The rule that describes a formed segment. */
    private String describing(String segment) {
        Segmentation now = segments.current()
                .orElseThrow(() -> new TesseraException("no segments were formed yet", "form them first: segment"));
        Segment found = now.segments().stream()
                .filter(s -> s.segment().equalsIgnoreCase(segment.strip())
                        || s.name().equalsIgnoreCase(segment.strip()))
                .findFirst()
                .orElseThrow(() -> new TesseraException(
                        "there is no formed segment '" + segment + "'",
                        Nearest.hint(
                                segment,
                                now.segments().stream().map(Segment::name).toList(),
                                "segments lists them")));
        if (found.expression().isEmpty()) {
            throw new TesseraException(
                    "no rule describes segment " + found.segment() + " (" + found.name() + ")",
                    "its customers differ from others in no trait alone; write a rule of your own");
        }
        return found.expression();
    }

    private void tryOut(Invocation call, String expression) throws Exception {
        RuleSegments.Trial trial = call.watched(progress -> rules.evaluate(expression, progress));
        call.answer(trial, () -> {
            call.print(trial.expression());
            call.print("fits " + Numbers.customers(trial.size()) + ", " + Numbers.percent(trial.share())
                    + (trial.sample().isEmpty() ? "" : ": " + String.join(", ", trial.sample()))
                    + (trial.sample().size() < trial.size() ? ", …" : ""));
        });
    }

    private void show(Invocation call, String name) throws Exception {
        List<RuleSegment> all = call.watched(rules::all);
        RuleSegment found = all.stream()
                .filter(rule -> rule.name().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() -> new TesseraException(
                        "there is no rule segment '" + name + "'",
                        Nearest.hint(
                                name,
                                all.stream().map(RuleSegment::name).toList(),
                                "define it: rule NAME \"EXPRESSION\"")));
        call.answer(found, () -> print(call, found));
    }

    private static void print(Invocation call, RuleSegment rule) {
        call.print(rule.name() + ": " + Numbers.customers(rule.size()) + ", " + Numbers.percent(rule.share()));
        call.print("  " + rule.expression());
        rule.broken().ifPresent(reason -> call.print("  broken: " + reason));
        rule.movements().stream()
                .limit(MOVEMENTS)
                .forEach(m -> call.print("  " + time(m.moment()) + "  " + Numbers.count(m.entered()) + " entered, "
                        + Numbers.count(m.left()) + " left"));
    }
}
