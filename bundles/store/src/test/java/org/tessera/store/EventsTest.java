// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tessera.store.StoreFixture.batch;
import static org.tessera.store.StoreFixture.cancel;
import static org.tessera.store.StoreFixture.event;
import static org.tessera.store.StoreFixture.purchase;
import static org.tessera.store.StoreFixture.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.data.Event;
import org.tessera.api.store.EventStore.Extent;
import org.tessera.api.store.Intake;
import org.tessera.api.store.Intake.NewEvent;
import org.tessera.api.strategy.Progress;

class EventsTest {
    private static final long DAY = 86_400_000;

    @TempDir
    Path folder;

    private StoreFixture store;

    @BeforeEach
    void open() {
        store = new StoreFixture(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anEmptyStoreHasNothing() {
        assertThat(store.events.extent()).isEqualTo(new Extent(0, 0, 0, 0, 0));
        assertThat(store.all()).isEmpty();
        assertThat(store.events.changedSince(0).isEmpty()).isTrue();
    }

    @Test
    void eventsComeBackAsTheyWere() {
        NewEvent full = event("ann", "mug", Event.PURCHASE, 5 * DAY, 3);
        NewEvent bare =
                new NewEvent("", "mug", true, "view", false, -DAY, Double.NaN, 1, Double.NaN, "", "", List.of(), 2, 42);

        store.importEvents(full, bare);
        store.reopen();

        assertThat(store.all())
                .containsExactlyInAnyOrder(
                        new Event(0, 0, "purchase", 5 * DAY, 7.5, 3, 2.5, "order-" + 5 * DAY, "web"),
                        new Event(Event.NONE, 0, "view", -DAY, Double.NaN, 1, Double.NaN, "", ""));
        assertThat(store.events.extent()).isEqualTo(new Extent(2, 2, -DAY, 5 * DAY, 0));
    }

    @Test
    void aCustomersEventsComeInOrderOfTimeWhateverTheOrderOfArrival() {
        store.importEvents(purchase("ann", "mug", 30, 1), purchase("bob", "mug", 20, 1), purchase("ann", "cup", 10, 1));
        store.importEvents(purchase("ann", "pot", 20, 1), purchase("ann", "mug", 20, 2));

        assertThat(store.of("ann")).extracting(Event::time).containsExactly(10L, 20L, 20L, 30L);
        assertThat(store.of("ann")).extracting(Event::quantity).containsExactly(1.0, 1.0, 2.0, 1.0);
        assertThat(store.of("bob")).hasSize(1);
    }

    @Test
    void whatIsSetAsideIsKeptButNotHandedOut() {
        NewEvent postage = new NewEvent("ann", "POST", false, "fee", true, DAY, 5, 1, 5, "", "", List.of(), 1, 1);

        store.importEvents(postage, purchase("ann", "mug", 2 * DAY, 1));

        assertThat(store.all()).extracting(Event::type).containsExactly("purchase");
        assertThat(store.of("ann")).hasSize(1);
        assertThat(store.events.extent()).isEqualTo(new Extent(1, 2, 2 * DAY, 2 * DAY, 0));
        assertThat(store.items.catalog().isProduct(0)).isFalse();
        assertThat(store.items.catalog().isProduct(1)).isTrue();
    }

    @Test
    void aCancellationTakesBackTheLatestPurchasesThatAreNotLater() {
        Intake.Settlement settled = store.importEvents(
                purchase("ann", "mug", 10, 4),
                purchase("ann", "mug", 20, 2),
                purchase("ann", "cup", 25, 9),
                cancel("ann", "mug", 30, 3),
                purchase("ann", "mug", 40, 5));

        assertThat(settled).isEqualTo(new Intake.Settlement(1, 0, 0));
        assertThat(store.of("ann"))
                .extracting(Event::time, Event::quantity, Event::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(10L, 3.0, 7.5),
                        org.assertj.core.groups.Tuple.tuple(25L, 9.0, 22.5),
                        org.assertj.core.groups.Tuple.tuple(40L, 5.0, 12.5));
        assertThat(store.events.extent().count()).isEqualTo(3);
        assertThat(store.events.extent().revision()).isEqualTo(1);
        assertThat(store.events.changedSince(0)).isEqualTo(bits(0));
        assertThat(store.events.changedSince(1).isEmpty()).isTrue();
    }

    @Test
    void whatACancellationCannotTakeBackStaysACancellation() {
        Intake.Settlement settled = store.importEvents(
                purchase("ann", "mug", 10, 4),
                cancel("ann", "mug", 20, 6),
                cancel("ann", "pot", 20, 1),
                cancel("bob", "mug", 20, 1));

        assertThat(settled).isEqualTo(new Intake.Settlement(0, 1, 2));
        assertThat(store.of("ann"))
                .extracting(Event::type, Event::quantity)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("cancel", 2.0),
                        org.assertj.core.groups.Tuple.tuple("cancel", 1.0));
        assertThat(store.events.extent().count()).isEqualTo(3);
    }

    @Test
    void aPurchaseThatArrivesAfterItsCancellationIsTakenBackByTheNextImport() {
        store.importEvents(cancel("ann", "mug", 20, 2));
        store.reopen();

        Intake.Settlement settled = store.importEvents(purchase("ann", "mug", 10, 3), purchase("ann", "mug", 21, 1));

        assertThat(settled).isEqualTo(new Intake.Settlement(1, 0, 0));
        assertThat(store.of("ann")).extracting(Event::quantity).containsExactly(1.0, 1.0);
    }

    @Test
    void settlingAgainChangesNothing() {
        store.importEvents(purchase("ann", "mug", 10, 3), cancel("ann", "mug", 20, 5));
        Extent before = store.events.extent();

        Intake.Settlement again = store.importEvents(purchase("ann", "cup", 30, 1));

        assertThat(again).isEqualTo(new Intake.Settlement(0, 0, 1));
        assertThat(store.events.extent().revision()).isEqualTo(before.revision());
        assertThat(store.of("ann"))
                .extracting(Event::type, Event::quantity)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("cancel", 2.0),
                        org.assertj.core.groups.Tuple.tuple("purchase", 1.0));
    }

    @Test
    void settlingThatWasBrokenOffIsTakenUpByTheNextImport() {
        try (Intake.Run run = store.intake.begin(source())) {
            run.commit(batch(purchase("ann", "mug", 10, 3), cancel("ann", "mug", 20, 1)));
        }
        store.reopen();

        Intake.Settlement settled = store.importEvents(purchase("bob", "cup", 30, 1));

        assertThat(settled).isEqualTo(new Intake.Settlement(1, 0, 0));
        assertThat(store.of("ann")).extracting(Event::quantity).containsExactly(2.0);
    }

    @Test
    void aVisitSeesTheStateAtItsStart() {
        store.importEvents(purchase("ann", "mug", 10, 3));
        List<Event> seen = new ArrayList<>();

        store.events.visitAfter(0, (number, event) -> {
            if (seen.isEmpty()) {
                store.importEvents(purchase("ann", "mug", 11, 1), cancel("ann", "mug", 20, 2));
            }
            seen.add(event);
        });

        assertThat(seen).extracting(Event::quantity).containsExactly(3.0);
        assertThat(store.all()).extracting(Event::quantity).containsExactly(2.0);
    }

    @Test
    void aFailedCommitLeavesNoTrace() {
        store.importEvents(purchase("ann", "mug", 10, 3));
        Extent before = store.events.extent();
        try (Intake.Run run = store.intake.begin(source())) {
            NewEvent impossible = new NewEvent(
                    "eve", "new", true, "view", false, 1, 1, 1, 1, "x".repeat(2_000_000), "", List.of(), 1, 1);
            assertThatThrownBy(() -> run.commit(batch(purchase("bob", "pot", 1, 1), impossible)))
                    .isInstanceOf(IllegalArgumentException.class);

            assertThat(store.customers.indexOf("bob")).isEmpty();
            assertThat(store.items.catalog().indexOf("pot")).isEmpty();
            assertThat(store.events.extent()).isEqualTo(before);

            run.commit(batch(purchase("zoe", "jug", 10, 1)));
        }

        assertThat(store.customers.indexOf("zoe")).hasValue(1);
        assertThat(store.all()).hasSize(2);
    }

    @Test
    void aBatchTooLargeForOneBlockIsCutUp() {
        NewEvent[] given = new NewEvent[9];
        for (int k = 0; k < given.length; k++) {
            given[k] = new NewEvent(
                    "c" + k % 2, "i", true, "view", false, k, 1, 1, 1, "o".repeat(300_000) + k, "", List.of(), k, k);
        }
        store.importEvents(given);
        store.reopen();

        assertThat(store.all()).hasSize(9);
        assertThat(store.of("c1")).extracting(Event::time).containsExactly(1L, 3L, 5L, 7L);
    }

    @Test
    void visitsMayStartWithinABlock() {
        store.importEvents(purchase("ann", "mug", 1, 1), purchase("ann", "mug", 2, 1), purchase("ann", "mug", 3, 1));
        store.importEvents(purchase("ann", "mug", 4, 1));
        List<Long> seen = new ArrayList<>();

        store.events.visitAfter(2, (number, event) -> seen.add(number));
        store.events.visitAfter(4, (number, event) -> seen.add(-number));

        assertThat(seen).containsExactly(3L, 4L);
    }

    @Test
    void fingerprintsComeByDayOnceCommitted() {
        NewEvent one = purchase("ann", "mug", 3 * DAY, 1);
        NewEvent two = purchase("bob", "mug", 3 * DAY + 5, 1);
        NewEvent other = purchase("bob", "mug", 4 * DAY, 1);
        try (Intake.Run run = store.intake.begin(source())) {
            assertThat(run.fingerprints(3)).isEmpty();
            run.commit(batch(one, other));
            run.commit(batch(two));
            assertThat(run.fingerprints(3)).containsExactlyInAnyOrder(one.fingerprint(), two.fingerprint());
        }
        store.reopen();
        try (Intake.Run run = store.intake.begin(source())) {
            assertThat(run.fingerprints(3)).containsExactlyInAnyOrder(one.fingerprint(), two.fingerprint());
            assertThat(run.fingerprints(4)).containsExactly(other.fingerprint());
            assertThat(run.fingerprints(5)).isEmpty();
        }
    }

    @Test
    void onlyOneImportIsUnderWay() {
        try (Intake.Run run = store.intake.begin(source())) {
            assertThatThrownBy(() -> store.intake.begin(source())).isInstanceOf(IllegalStateException.class);
            run.settle(Progress.unwatched());
        }
        store.importEvents(purchase("ann", "mug", 10, 1));
        assertThat(store.all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyWayToReadGivesTheSameEvents(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 4; round++) {
            NewEvent[] given = new NewEvent[500];
            for (int k = 0; k < given.length; k++) {
                String customer = random.nextInt(10) == 0 ? "" : "c" + random.nextInt(150);
                String type = random.nextInt(5) == 0 ? Event.CANCEL : Event.PURCHASE;
                given[k] = event(customer, "i" + random.nextInt(20), type, random.nextInt(50), 1 + random.nextInt(9));
            }
            store.importEvents(given);
        }
        Map<Integer, List<Event>> byCustomer = new HashMap<>();
        store.events.visitAfter(
                0,
                (n, e) -> byCustomer
                        .computeIfAbsent(e.customer(), c -> new ArrayList<>())
                        .add(e));
        byCustomer.values().forEach(list -> list.sort(java.util.Comparator.comparingLong(Event::time)));
        byCustomer.remove(Event.NONE);
        BitSet odd = new BitSet();
        // With gaps of all sizes, among them such as divide what is looked up.
        for (int c = 1; c < store.customers.size(); c += c % 3 == 0 ? 1 + c % 17 : 2) {
            odd.set(c);
        }

        Map<Integer, List<Event>> visited = new HashMap<>();
        List<Integer> order = new ArrayList<>();
        store.events.visitCustomers(odd, (n, e) -> {
            visited.computeIfAbsent(e.customer(), c -> new ArrayList<>()).add(e);
            order.add(e.customer());
        });

        assertThat(order).as("seed %d", seed).isSorted();
        byCustomer.keySet().removeIf(c -> !odd.get(c));
        assertThat(visited).as("seed %d", seed).isEqualTo(byCustomer);
        assertThat(store.events.extent().count())
                .as("seed %d", seed)
                .isEqualTo(store.all().size());
        double left = store.all().stream()
                .mapToDouble(e -> e.type().equals(Event.CANCEL) ? -e.quantity() : e.quantity())
                .sum();
        store.reopen();
        assertThat(store.all().stream()
                        .mapToDouble(e -> e.type().equals(Event.CANCEL) ? -e.quantity() : e.quantity())
                        .sum())
                .as("seed %d", seed)
                .isEqualTo(left);
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        for (int bit : set) {
            bits.set(bit);
        }
        return bits;
    }
}
