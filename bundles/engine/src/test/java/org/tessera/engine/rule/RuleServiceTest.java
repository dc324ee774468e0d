// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Event;
import org.tessera.api.segment.RuleException;
import org.tessera.api.segment.RuleSegment;
import org.tessera.api.segment.RuleSegments;
import org.tessera.engine.Stores;
import org.tessera.engine.profile.PortraitsOf;

class RuleServiceTest {
    @TempDir
    Path folder;

    private final RandomShop shop = new RandomShop();
    private final PortraitsOf host = new PortraitsOf(shop);
    private Runnable removeProfiler = () -> {};
    private RuleService service;

    @BeforeEach
    void open() throws IOException {
        removeProfiler = host.add("total", new TotalProfiler());
        service = start();
    }

    /** As after a restart. */
    private RuleService start() throws IOException {
        return new RuleService(new Stores(shop, shop, shop), host.portraits(), folder.resolve("rules"));
    }

    private RuleSegment only() {
        assertThat(service.all()).hasSize(1);
        return service.all().get(0);
    }

    @Test
    void definesAndCounts() {
        shop.buy(0, 0, 50);
        shop.buy(1, 1, 500);
        RuleSegment big = service.define(" Big ", "SPEND(90d)>200");
        assertThat(big.name()).isEqualTo("Big");
        assertThat(big.expression()).isEqualTo("spend(90d) > 200");
        assertThat(big.size()).isEqualTo(1);
        assertThat(big.share()).isEqualTo(.5);
        assertThat(big.movements()).isEmpty();
        assertThat(big.evaluated().toEpochMilli()).isEqualTo(shop.extent().newest());
        assertThat(service.members("big")).containsExactly("c1");
        assertThat(service.of("c1")).containsExactly("Big");
        assertThat(service.of("c0")).isEmpty();
        assertThat(service.contains("BIG")).isTrue();
        assertThat(service.contains("other")).isFalse();
    }

    @Test
    void aQuestionRightAfterAnImportSeesIt() {
        shop.buy(0, 0, 50);
        service.define("big", "spend(90d) > 200");
        shop.buy(0, 1, 500);
        shop.buy(1, 1, 500);
        assertThat(service.of("c0")).containsExactly("big");
        assertThat(service.members("big")).containsExactly("c0", "c1");
        assertThat(only().entered()).isEqualTo(2);
        assertThat(only().left()).isZero();
        shop.buy(2, 80, 1);
        assertThat(only().movements()).hasSize(1);
    }

    /** Windows slide with the events of others. */
    @Test
    void timePasses() {
        shop.buy(0, 0, 500);
        service.define("big", "spend(90d) > 200");
        service.define("asleep", "days_since(type='purchase') >= 30");
        service.define("silent", "age_days > 29.5");
        shop.buy(1, 29.9, 1);
        assertThat(service.members("asleep")).isEmpty();
        assertThat(service.members("silent")).containsExactly("c0");
        shop.buy(1, 30, 1);
        assertThat(service.members("asleep")).containsExactly("c0");
        shop.buy(1, 89.99, 1);
        assertThat(service.members("big")).containsExactly("c0");
        shop.buy(1, 90, 1);
        assertThat(service.members("big")).isEmpty();
        RuleSegment big = service.all().get(1);
        assertThat(big.left()).isEqualTo(1);
        assertThat(big.movements().get(0).moment().toEpochMilli())
                .isEqualTo(shop.extent().newest());
    }

    /** Whatever comes in whatever order, the members are those a new definition would have. */
    @Test
    void stepByStepAsAllAtOnce() throws IOException {
        for (int seed = 0; seed < 6; seed++) {
            RandomShop own = new RandomShop();
            PortraitsOf portraits = new PortraitsOf(own);
            portraits.add("total", new TotalProfiler());
            Random random = new Random(seed);
            own.importSome(random, 30);
            Path place = folder.resolve("seed" + seed);
            RuleService live = new RuleService(new Stores(own, own, own), portraits.portraits(), place);
            Map<String, Expression> rules = new LinkedHashMap<>();
            for (int k = 0; k < 8; k++) {
                Expression expression = new RandomRules(random, false).expression(2);
                rules.put("r" + k, expression);
                live.define("r" + k, Printer.print(expression));
            }
            live.define("both", "segment('r0') and not segment('r1')");
            for (int step = 0; step < 15; step++) {
                own.importSome(random, 1 + random.nextInt(10));
                if (random.nextInt(4) == 0) {
                    live = new RuleService(new Stores(own, own, own), portraits.portraits(), place);
                }
                String someone = "c" + random.nextInt(own.size());
                List<String> told = live.of(someone);
                for (Map.Entry<String, Expression> rule : rules.entrySet()) {
                    BitSet expected = Naive.members(rule.getValue(), own);
                    assertThat(live.members(rule.getKey()))
                            .as("seed %d step %d: %s", seed, step, Printer.print(rule.getValue()))
                            .isEqualTo(expected.stream().mapToObj(own::id).toList());
                    assertThat(told.contains(rule.getKey()))
                            .isEqualTo(expected.get(own.indexOf(someone).orElseThrow()));
                }
                List<String> both = new ArrayList<>(live.members("r0"));
                both.removeAll(live.members("r1"));
                assertThat(live.members("both")).isEqualTo(both);
                assertThat(told.contains("both")).isEqualTo(both.contains(someone));
            }
        }
    }

    @Test
    void onlyThoseConcernedAreReadAgain() {
        for (int customer = 0; customer < 500; customer++) {
            shop.buy(customer, customer / 100.0, 10);
        }
        service.define("big", "spend(90d) > 200 and total > 5");
        shop.visitedSince();
        shop.buy(17, 6, 500);
        shop.buy(18, 6, 5);
        assertThat(service.members("big")).containsExactly("c17");
        BitSet concerned = new BitSet();
        concerned.set(17, 19);
        assertThat(shop.visitedSince()).isEqualTo(concerned);
        assertThat(service.members("big")).containsExactly("c17");
        assertThat(shop.visitedSince().isEmpty()).isTrue();
    }

    @Test
    void attributesCountAtOnce() throws IOException {
        shop.buy(0, 0, 1);
        shop.customer(5);
        service.define("gold", "tier = 'gold'");
        service.define("not gold", "not tier = 'gold'");
        service.define("other", "tier != 'gold'");
        assertThat(service.members("gold")).isEmpty();
        assertThat(service.members("other"))
                .as("a missing value compares with nothing")
                .doesNotContain("c0", "c3");
        assertThat(service.members("not gold")).hasSize(6);
        shop.attribute(5, "gold");
        assertThat(service.of("c5")).containsExactly("gold");
        assertThat(service.members("gold")).containsExactly("c5");
        service = start();
        shop.attribute(4, "gold");
        assertThat(service.members("gold")).containsExactly("c4", "c5");
    }

    @Test
    void ranksFollowTheOthers() {
        for (int customer = 0; customer < 10; customer++) {
            shop.buy(customer, 0, 10 + customer);
        }
        service.define("top", "rank > 0.9");
        assertThat(service.members("top")).containsExactly("c9");
        shop.buy(3, 1, 1000);
        assertThat(service.members("top")).containsExactly("c3");
    }

    @Test
    void aTraitThatGoesBreaksItsRuleAlone() {
        shop.buy(0, 0, 500);
        service.define("by trait", "total > 100");
        service.define("by events", "spend() > 100");
        service.define("by both", "segment('by trait') and segment('by events')");
        removeProfiler.run();
        shop.buy(1, 1, 500);
        Map<String, RuleSegment> all = new LinkedHashMap<>();
        service.all().forEach(rule -> all.put(rule.name(), rule));
        assertThat(all.get("by trait").broken())
                .hasValueSatisfying(reason -> assertThat(reason).contains("there is no trait 'total'"));
        assertThat(service.members("by trait")).containsExactly("c0");
        assertThat(service.members("by events")).containsExactly("c0", "c1");
        assertThat(service.members("by both")).containsExactly("c0");
        assertThat(service.of("c0")).containsExactly("by both", "by events", "by trait");
        assertThat(service.of("c1")).containsExactly("by events");

        host.add("total", new TotalProfiler());
        assertThat(service.members("by trait")).containsExactly("c0", "c1");
        assertThat(service.all()).allSatisfy(rule -> assertThat(rule.broken()).isEmpty());
        assertThat(service.members("by both")).containsExactly("c0", "c1");
    }

    @Test
    void changingARuleChangesThoseThatReferToIt() {
        shop.buy(0, 0, 500);
        shop.buy(1, 0, 50);
        RuleSegment first = service.define("a", "spend() > 100");
        service.define("b", "not segment('A')");
        assertThat(service.members("b")).containsExactly("c1");
        RuleSegment second = service.define("A", "spend() < 100");
        assertThat(second.name()).isEqualTo("a");
        assertThat(second.created()).isEqualTo(first.created());
        assertThat(second.movements()).isEmpty();
        assertThat(service.members("b")).containsExactly("c0");
    }

    @Test
    void refusesCirclesAndUnknownNames() {
        shop.buy(0, 0, 1);
        service.define("a", "spend() > 1");
        service.define("b", "segment('a')");
        assertThatThrownBy(() -> service.define("a", "not segment('b')"))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("circle");
        assertThatThrownBy(() -> service.define("c", "segment('c')")).isInstanceOf(TesseraException.class);
        assertThatThrownBy(() -> service.define("a", "segment('a')"))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("circle");
        assertThatThrownBy(() -> service.drop("a"))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("referred to by b");
        assertThatThrownBy(() -> service.members("d")).isInstanceOf(TesseraException.class);
        assertThatThrownBy(() -> service.define("7", "true")).isInstanceOf(TesseraException.class);
        assertThatThrownBy(() -> service.define("noise", "true")).isInstanceOf(TesseraException.class);
        assertThat(service.all()).extracting(RuleSegment::expression).containsExactly("spend() > 1", "segment('a')");
        service.drop("B");
        service.drop("a");
        assertThat(service.all()).isEmpty();
    }

    @Test
    void namesWhatIsNear() {
        fails("totl > 1", 0, "there is no trait 'totl'", "did you mean total?");
        fails("true and spnd(90d) > 1", 9, "there is no function 'spnd'", "did you mean spend?");
        fails("spend > 1", 0, "there is no trait 'spend'", "spend is a function: spend(…)");
        fails("total = 'x'", 8, "a number cannot be compared with a text", "numbers stand");
        fails("tier > 'x'", 7, "a text and a text have no order", "");
        fails("newest > true", 9, "a time and true or false have no order", "dates such as");
        fails("newest > 'soon'", 9, "found 'soon', expected a date", "");
        fails("kind_share > 1", 0, "kind_share has shares of several names", "backquotes");
        fails("spend(90d)", 0, "spend(90d) is a number, expected a comparison", "");
        fails("bought(type='view')", 0, "bought(…) looks at events of type purchase", "events(type=");
        fails("bought('toys')", 0, "found the text 'toys' in bought(…)", "");
        fails("bought() is missing", 0, "bought() is true or false and never missing", "");
        fails("segment('x')", 0, "there is no rule segment 'x'", "none is defined yet");
    }

    private void fails(String expression, int position, String message, String hint) {
        assertThatThrownBy(() -> service.evaluate(expression)).isInstanceOfSatisfying(RuleException.class, e -> {
            assertThat(e.position()).as(expression).isEqualTo(position);
            assertThat(e).hasMessageContaining(message);
            assertThat(e.hint()).contains(hint);
        });
    }

    /** As rules taken from formed segments have them. */
    @Test
    void timesCompareWithDaysBeforeNow() {
        shop.buy(0, 0, 500);
        shop.customer(1);
        service.define("old", "newest > 10.5");
        service.define("fresh", "newest <= 10.5");
        service.define("middle", "last() between 10 and 11 and 10.25 < last()");
        assertThat(service.members("fresh")).containsExactly("c0");
        shop.buy(2, 10.5, 1);
        assertThat(service.members("old")).isEmpty();
        assertThat(service.members("fresh")).containsExactly("c0", "c2");
        assertThat(service.members("middle")).containsExactly("c0");
        shop.buy(2, 10.51, 1);
        assertThat(service.members("old")).containsExactly("c0");
        assertThat(service.members("fresh")).containsExactly("c2");
        shop.buy(2, 11.01, 1);
        assertThat(service.members("middle")).isEmpty();
    }

    @Test
    void triesWithoutKeeping() {
        for (int customer = 0; customer < 100; customer++) {
            shop.buy(customer, 0, customer);
        }
        RuleSegments.Trial trial = service.evaluate("total>=50");
        assertThat(trial.expression()).isEqualTo("total >= 50");
        assertThat(trial.size()).isEqualTo(50);
        assertThat(trial.share()).isEqualTo(.5);
        assertThat(trial.sample()).hasSize(10).startsWith("c50", "c55");
        assertThat(service.all()).isEmpty();
    }

    @Test
    void withoutCustomers() {
        assertThat(service.define("all", "true").size()).isZero();
        assertThat(service.evaluate("spend() = 0").share()).isZero();
        shop.buy(0, 0, 1);
        assertThat(service.members("all")).containsExactly("c0");
    }

    @Test
    void cancellingLeavesEverythingAsItWas() {
        shop.buy(0, 0, 500);
        service.define("big", "spend() > 100");
        assertThatThrownBy(() -> service.define("big", "total > 1000", (phase, done, total) -> {
                    throw new CancellationException("stop");
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(only().expression()).isEqualTo("spend() > 100");
        assertThat(service.members("big")).containsExactly("c0");
    }

    @Test
    void manyAskWhileEventsArrive() throws Exception {
        shop.importSome(new Random(1), 50);
        service.define("a", "spend(10d) > 5");
        service.define("b", "total > 20 and not segment('a')");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> asked = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                Random random = new Random(t);
                Callable<Void> work = () -> {
                    for (int k = 0; k < 20; k++) {
                        switch (random.nextInt(4)) {
                            case 0 -> shop.importSome(new Random(random.nextInt()), 3);
                            case 1 ->
                                service.define("t" + random.nextInt(3), "spend(" + (1 + random.nextInt(9)) + "d) > 1");
                            case 2 -> assertThat(service.all()).isNotEmpty();
                            default -> assertThat(service.of("c0")).doesNotContain("none");
                        }
                    }
                    return null;
                };
                asked.add(threads.submit(work));
            }
            for (Future<?> one : asked) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(service.members("a"))
                .isEqualTo(Naive.members(Parser.parse("spend(10d) > 5"), shop).stream()
                        .mapToObj(shop::id)
                        .toList());
    }

    @Test
    void movementsAreBounded() {
        shop.buy(0, 0, 1);
        service.define("fresh", "bought(1d)");
        for (int day = 1; day < 70; day++) {
            shop.buy(day % 2, 2 * day, 1);
            assertThat(service.members("fresh")).containsExactly("c" + day % 2);
        }
        assertThat(only().movements()).hasSize(Standing.MOST_MOVEMENTS);
        assertThat(only().movements())
                .allSatisfy(m -> assertThat(m.entered() + m.left()).isEqualTo(2));
        assertThat(shop.of(0)).extracting(Event::type).containsOnly(Event.PURCHASE);
    }
}
