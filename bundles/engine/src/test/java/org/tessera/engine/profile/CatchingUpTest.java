// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.profile.Portrait;
import org.tessera.api.store.StateStore;
import org.tessera.api.strategy.Progress;

/** States are what folding all events in order gives, however they came; and no more is folded than has to be. */
class CatchingUpTest {
    private final Shop shop = new Shop();
    private final MemoryStates states = new MemoryStates();
    private final Tally tally = new Tally("");

    @Test
    void foldsEveryEventOnceAndThenOnlyNewOnes() {
        Host host = host(tally);
        shop.add("ann", 100, "view", 1);
        shop.add("bob", 50, "view", 2);
        shop.add("ann", 20, "purchase", 4);
        catchUp(host);
        assertThat(tally.folds).hasValue(3);
        assertThat(traits(host, "ann")).containsEntry("count", 2.0).containsEntry("sum", 5.0);

        shop.add("ann", 200, "view", 8);
        catchUp(host);
        assertThat(tally.folds).hasValue(4);
        assertThat(traits(host, "ann")).containsEntry("sum", 13.0);
        assertThat(traits(host, "bob")).containsEntry("sum", 2.0);
        assertAsFromScratch();
    }

    @Test
    void nothingNewCostsNothing() {
        Host host = host(tally);
        shop.add("ann", 100, "view", 1);
        catchUp(host);
        int passes = shop.passes.get();
        int saves = states.saves.get();
        catchUp(host);
        traits(host, "ann");
        assertThat(shop.passes).hasValue(passes);
        assertThat(states.saves).hasValue(saves);
    }

    @Test
    void readingShowsAnEventOfAMomentAgo() {
        Host host = host(tally);
        shop.add("ann", 100, "view", 1);
        catchUp(host);
        shop.add("ann", 101, "view", 2);
        shop.add("zoe", 102, "view", 3);
        assertThat(traits(host, "ann")).containsEntry("count", 2.0);
        assertThat(traits(host, "zoe")).containsEntry("count", 1.0);
        assertThat(tally.folds).hasValue(3);
    }

    @Test
    void aLateEventStartsOverForItsCustomerOnly() {
        Host host = host(tally);
        for (int k = 0; k < 10; k++) {
            shop.add("ann", 100 + k, "view", 1);
            shop.add("bob", 100 + k, "view", 1);
        }
        catchUp(host);
        shop.add("bob", 55, "view", 1);
        shop.add("ann", 200, "view", 1);
        catchUp(host);
        assertThat(tally.folds).hasValue(20 + 11 + 1);
        assertAsFromScratch();
    }

    @Test
    void whatIsTakenBackStartsOverForItsCustomerOnly() {
        Host host = host(tally);
        long first = shop.add("ann", 100, "view", 1);
        shop.add("ann", 101, "view", 2);
        long only = shop.add("bob", 100, "view", 1);
        shop.add("cid", 100, "view", 1);
        catchUp(host);
        shop.takeBack(first);
        shop.takeBack(only);
        shop.add("ann", 102, "view", 4);
        catchUp(host);
        assertThat(tally.folds).hasValue(4 + 2);
        assertThat(traits(host, "ann")).containsEntry("sum", 6.0);
        assertThat(traits(host, "bob")).isEmpty();
        assertThat(host.portraits.table(List.of("count"), Progress.unwatched()).rows())
                .isEqualTo(2);
        assertThat(host.portraits.summary().customers()).isEqualTo(2);

        shop.add("bob", 300, "view", 1);
        catchUp(host);
        assertThat(traits(host, "bob")).containsEntry("count", 1.0);
        assertAsFromScratch();
    }

    @Test
    void profilersThatAreEquallyFarReadEventsTogether() {
        Tally other = new Tally("other_");
        Host host = host(tally);
        host.add("other", other);
        for (int k = 0; k < 50; k++) {
            shop.add("c" + k % 7, k, "view", k);
        }
        catchUp(host);
        assertThat(shop.passes).hasValue(1);
        shop.add("c1", 60, "view", 1);
        catchUp(host);
        assertThat(shop.passes).hasValue(2);
        assertThat(other.folds).hasValue(51);
    }

    @Test
    void aRestartGoesOnWhereItWas() {
        shop.add("ann", 100, "view", 1);
        catchUp(host(tally));
        shop.add("ann", 101, "view", 1);
        Tally again = new Tally("");
        Host restarted = host(again);
        catchUp(restarted);
        assertThat(again.folds).hasValue(1);
        assertThat(traits(restarted, "ann")).containsEntry("count", 2.0);
    }

    @Test
    void anotherFormatStartsOverForThatProfilerOnly() {
        Tally other = new Tally("other_");
        Host host = host(tally);
        host.add("other", other);
        shop.add("ann", 100, "view", 1);
        catchUp(host);

        Tally newer = new Tally("", "2", false);
        Tally same = new Tally("other_");
        Host restarted = new Host(shop, states);
        restarted.add("tally", newer);
        restarted.add("other", same);
        catchUp(restarted);
        assertThat(newer.folds).hasValue(1);
        assertThat(same.folds).hasValue(0);
        assertThat(states.cursor("tally").format()).isEqualTo("2");
    }

    @Test
    void otherCategoriesStartOverForThoseWhoReadItems() {
        Tally items = new Tally("item_", "1", true);
        Host host = host(tally);
        host.add("items", items);
        shop.items("toys", "books");
        shop.addWithItem("ann", 1, 0);
        shop.addWithItem("ann", 2, 1);
        catchUp(host);
        shop.items("toys", "books", "art");
        shop.addWithItem("ann", 3, 2);
        catchUp(host);
        assertThat(items.folds).hasValue(3);

        shop.items("games", "books", "art");
        catchUp(host);
        assertThat(items.folds).hasValue(6);
        assertThat(tally.folds).hasValue(3);
        assertThat(traits(host, "ann").get("item_names"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsKeys("games", "books", "art");
    }

    @Test
    void aCatalogueTwiceAsLargeStartsOver() {
        Tally items = new Tally("item_", "1", true);
        Host host = host(items);
        shop.items(categories(100));
        shop.addWithItem("ann", 1, 0);
        catchUp(host);
        shop.items(categories(199));
        shop.addWithItem("ann", 2, 150);
        catchUp(host);
        assertThat(items.folds).hasValue(2);
        shop.items(categories(200));
        catchUp(host);
        assertThat(items.folds).hasValue(4);
    }

    @Test
    void aStoreTakenBackToABackupStartsOver() {
        Host host = host(tally);
        shop.add("ann", 1, "view", 1);
        long kept = shop.add("bob", 2, "view", 1);
        shop.add("ann", 3, "view", 1);
        catchUp(host);
        shop.restore(kept);
        catchUp(host(new Tally("")));
        assertAsFromScratch();
    }

    @Test
    void aStateThatCannotBeReadIsFoldedAnew() {
        Host host = host(tally);
        shop.add("ann", 1, "view", 1);
        shop.add("bob", 1, "view", 1);
        catchUp(host);
        states.save("tally", states.cursor("tally"), Map.of(0, new StateStore.State(new byte[] {1, 2}, 1)));
        assertThat(traits(host, "ann")).containsEntry("count", 1.0);
        shop.add("ann", 2, "view", 1);
        catchUp(host);
        assertAsFromScratch();
    }

    @Test
    void cancellingLeavesWhatCanBeGoneOnWith() {
        Host host = host(tally);
        for (int k = 0; k < 10_000; k++) {
            shop.add("c" + k % 10, k, "view", 1);
        }
        assertThatThrownBy(() -> host.portraits.catchUp((phase, done, total) -> {
                    if (done > 5000) {
                        throw new CancellationException();
                    }
                }))
                .isInstanceOf(CancellationException.class);
        catchUp(host);
        assertAsFromScratch();
    }

    /** The disk fails at every save in turn; whoever starts then comes to the same states. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aFailureAtAnySaveLosesNothing(int failing) {
        Host host = host(tally);
        long taken = shop.add("ann", 5, "view", 1);
        for (int k = 0; k < 2000; k++) {
            shop.add("c" + k % 40, 10 + k, "view", k);
        }
        catchUp(host);
        // Two batches and one customer to fold anew: three saves.
        for (int k = 0; k < 70_000; k++) {
            shop.add("c" + k % 40, 10_000 + k, "view", k);
        }
        shop.add("ann", 3, "view", 1);
        shop.takeBack(taken);
        states.failAfter(failing);
        if (failing < 3) {
            assertThatThrownBy(() -> catchUp(host)).hasMessage("disk full");
        } else {
            catchUp(host);
        }
        states.failAfter(Integer.MAX_VALUE);
        Tally again = new Tally("");
        catchUp(host(again));
        assertAsFromScratch();
        assertThat(again.folds.get())
                .as("folded again")
                .isLessThanOrEqualTo(failing == 0 ? 70_001 : failing == 3 ? 0 : 5000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyMixtureComesToTheSameStates(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Host host = host(tally);
        long time = 1000;
        for (int round = 0; round < 30; round++) {
            for (int k = random.nextInt(40); k > 0; k--) {
                time += random.nextInt(20);
                long at = random.nextInt(15) == 0 ? time - random.nextInt(300) : time;
                shop.add("c" + random.nextInt(25), at, "type" + random.nextInt(3), random.nextInt(100));
            }
            List<Long> numbers = new ArrayList<>(shop.numbers());
            if (!numbers.isEmpty() && random.nextInt(3) == 0) {
                shop.takeBack(numbers.get(random.nextInt(numbers.size())));
            }
            if (random.nextInt(4) == 0) {
                states.failAfter(random.nextInt(2));
                try {
                    catchUp(host);
                } catch (IllegalStateException diskFull) {
                    assertThat(diskFull).hasMessage("disk full");
                }
                states.failAfter(Integer.MAX_VALUE);
                host = host(new Tally(""));
            }
            catchUp(host);
            assertThat(readable(states)).as("seed %d, round %d", seed, round).isEqualTo(readable(fromScratch()));
        }
    }

    private Host host(Tally profiler) {
        Host host = new Host(shop, states);
        host.add("tally", profiler);
        return host;
    }

    private static void catchUp(Host host) {
        host.portraits.catchUp(Progress.unwatched());
    }

    private static Map<String, Object> traits(Host host, String customer) {
        return host.portraits.of(customer).map(Portrait::traits).orElseThrow();
    }

    private static String[] categories(int count) {
        String[] categories = new String[count];
        for (int k = 0; k < count; k++) {
            categories[k] = "category " + k % 7;
        }
        return categories;
    }

    private void assertAsFromScratch() {
        assertThat(readable(states)).isEqualTo(readable(fromScratch()));
    }

    private MemoryStates fromScratch() {
        MemoryStates fresh = new MemoryStates();
        Host host = new Host(shop, fresh);
        host.add("tally", new Tally(""));
        catchUp(host);
        return fresh;
    }

    /** States by customer; those that say that there are no events are as good as none. */
    private static Map<Integer, String> readable(MemoryStates states) {
        Map<Integer, String> readable = new HashMap<>();
        states.of("tally").forEach((customer, state) -> {
            if (state.bytes().length > 0) {
                readable.put(
                        customer, state.newest() + " " + state.bytes().length + " " + Arrays.hashCode(state.bytes()));
            }
        });
        return readable;
    }
}
