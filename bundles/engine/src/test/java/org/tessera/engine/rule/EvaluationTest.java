// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tessera.api.strategy.Progress;
import org.tessera.engine.profile.PortraitsOf;
import org.tessera.engine.profile.SelectedTraits;

class EvaluationTest {
    private final RandomShop shop = new RandomShop();
    private final PortraitsOf host = new PortraitsOf(shop);

    private record Result(BitSet members, long[] sure) {}

    private Result evaluate(Expression expression, long now) {
        SelectedTraits.View view = host.portraits().view();
        Rule rule = Binder.bind(Printer.print(expression), view, Set.of());
        host.portraits().bringUp(Progress.unwatched());
        BitSet all = new BitSet();
        all.set(0, shop.size());
        Evaluation.Task task = new Evaluation.Task(rule, all, new BitSet(), new long[shop.size()]);
        new Evaluation(shop, shop, Long.MAX_VALUE, now, Progress.unwatched())
                .run(
                        List.of(task),
                        (customers, columns) -> view.rows(customers, columns, now, Progress.unwatched()),
                        Map.of());
        return new Result(task.members(), task.sure());
    }

    /** The same customers as by walking through the rule. */
    @Test
    void asByWalkingThroughTheRule() {
        host.add("total", new TotalProfiler());
        int some = 0;
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            if (seed % 20 == 0) {
                shop.importSome(random, 60);
            }
            Expression expression = new RandomRules(random, false).expression(3);
            BitSet expected = Naive.members(expression, shop);
            assertThat(evaluate(expression, shop.extent().newest()).members())
                    .as("seed %d: %s", seed, Printer.print(expression))
                    .isEqualTo(expected);
            some += expected.isEmpty() || expected.cardinality() == shop.size() ? 0 : 1;
        }
        assertThat(some).as("rules that fit some and not others").isGreaterThan(150);
    }

    /** Until the moment that is told, no answer changes; that is the whole reason for not looking again. */
    @Test
    void answersHoldUntilTheyAreSaidTo() {
        host.add("total", new TotalProfiler());
        shop.importSome(new Random(7), 150);
        int limited = 0;
        int changes = 0;
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            Expression expression = new RandomRules(random, false).expression(3);
            String text = Printer.print(expression);
            if (text.contains("age_days")) {
                continue;
            }
            long now = shop.extent().newest() + random.nextInt(5) * Span.DAY;
            Result result = evaluate(expression, now);
            for (int customer = 0; customer < shop.size(); customer++) {
                boolean in = result.members().get(customer);
                long until = result.sure()[customer];
                assertThat(until).as(text).isGreaterThan(now);
                long end = Math.min(until, now + 400 * Span.DAY);
                limited += until == Long.MAX_VALUE ? 0 : 1;
                for (long moment : new long[] {end - 1, now + (long) (random.nextDouble() * (end - now))}) {
                    assertThat(Naive.fits(expression, shop, customer, moment))
                            .as("seed %d, customer %d at %d, until %d: %s", seed, customer, moment, until, text)
                            .isEqualTo(in);
                }
                changes += until != Long.MAX_VALUE && Naive.fits(expression, shop, customer, until) != in ? 1 : 0;
            }
        }
        assertThat(limited).isGreaterThan(200);
        assertThat(changes)
                .as("answers that do change at the moment that is told")
                .isGreaterThan(80);
    }

    @Test
    void oneCustomerByItselfAsAmongAll() {
        host.add("total", new TotalProfiler());
        shop.importSome(new Random(3), 100);
        for (int seed = 0; seed < 40; seed++) {
            Expression expression = new RandomRules(new Random(seed), false).expression(2);
            SelectedTraits.View view = host.portraits().view();
            Rule rule = Binder.bind(Printer.print(expression), view, Set.of());
            long now = shop.extent().newest();
            BitSet expected = Naive.members(expression, shop);
            for (int customer = 0; customer < shop.size(); customer++) {
                BitSet one = new BitSet();
                one.set(customer);
                Evaluation.Task task = new Evaluation.Task(rule, one, new BitSet(), new long[0]);
                int who = customer;
                new Evaluation(shop, shop, Long.MAX_VALUE, now, Progress.unwatched())
                        .run(List.of(task), (customers, columns) -> view.row(who, columns, now), Map.of());
                assertThat(task.members().get(customer)).isEqualTo(expected.get(customer));
            }
        }
    }
}
