// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.data.History;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Reason;
import org.tessera.engine.testing.MemoryStore;
import org.tessera.numerics.random.RandomStream;

/** Golden orders are those of the two papers' formulas, maximised greedily with numpy. */
class SelectionTest {
    private static final double[] SCORES = {1.0, .95, .9, .6, .5, .45};
    private static final Features FEATURES = features();
    private static final History HISTORY =
            History.ofSorted(new int[] {0, 3, 4}, new float[] {1, 2, 1}, new long[] {1, 2, 3});

    private static Features features() {
        MemoryStore store = new MemoryStore();
        for (int item = 0; item < 6; item++) {
            store.purchase("ann", "i" + item, item);
        }
        store.category("i0", "a").category("i1", "a").category("i2", "a", "b").category("i3", "b");
        store.category("i4", "c").category("i5", "a");
        return Features.of(store.catalog());
    }

    private static Pool pool(List<ItemBoost> boosts) {
        return Pool.of(Pool.scores(new int[] {0, 1, 2, 3, 4, 5}, SCORES), boosts, FEATURES);
    }

    private static Selection selection(int n, List<Criterion> criteria, double exploration, long seed) {
        return new Selection(n, criteria, List.of(), FEATURES, Integer.MAX_VALUE, exploration, RandomStream.of(seed));
    }

    private static String order(Selection selection, Pool pool) {
        selection.fill(pool);
        return Arrays.toString(selection.items()).replaceAll("[\\[\\], ]", "");
    }

    @ParameterizedTest
    @CsvSource({"0, 012345", "0.3, 021435", "0.5, 024135", "0.7, 034215"})
    void diversityOrdersByMarginalRelevance(double strength, String wanted) {
        Selection selection = selection(6, List.of(new MarginalRelevance(strength, FEATURES)), 0, 1);
        assertThat(order(selection, pool(List.of()))).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({"0, 012345", "0.3, 201435", "0.5, 240135", "0.9, 243015"})
    void calibrationOrdersByRelevanceAndDivergence(double strength, String wanted) {
        Selection selection = selection(6, List.of(new Calibration(strength, FEATURES, HISTORY)), 0, 1);
        assertThat(order(selection, pool(List.of()))).isEqualTo(wanted);
    }

    @Test
    void theDivergenceIsThatOfThePaper() {
        Calibration calibration = new Calibration(.5, FEATURES, HISTORY);
        assertThat(calibration.divergenceWith(0)).isCloseTo(3.1091861158162937, within(1e-12));
        assertThat(calibration.divergenceWith(2)).isCloseTo(0.9792588868129224, within(1e-12));
        calibration.chosen(3);
        calibration.chosen(0);
        assertThat(calibration.divergenceWith(4)).isCloseTo(0.0576493122, within(1e-9));
        assertThat(Calibration.shares(FEATURES, HISTORY)).containsExactly(.25, .5, .25);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverIsWantedTheReasonsAddUp(long seed) {
        List<ItemBoost> boosts =
                List.of(new ItemBoost(ItemSet.of(4, 5), 1.7, "up"), new ItemBoost(ItemSet.of(1, 5), 0.5, "down"));
        Selection selection = new Selection(
                5,
                List.of(new MarginalRelevance(.4, FEATURES), new Calibration(.3, FEATURES, HISTORY)),
                boosts,
                FEATURES,
                2,
                .3,
                RandomStream.of(seed));
        selection.pin(2, 4, .5, "pinned");
        Pool rest =
                Pool.of(Pool.scores(new int[] {0, 1, 2, 3, 5}, new double[] {1, .95, .9, .6, .45}), boosts, FEATURES);
        selection.fill(rest);
        List<Pick> picks = selection.picks();
        assertThat(picks.get(1).item()).isEqualTo(4);
        assertThat(picks).hasSizeBetween(3, 5);
        for (Pick pick : picks) {
            double sum = pick.adjustments().stream().mapToDouble(Reason::weight).sum();
            assertThat(pick.raw() + sum).isCloseTo(pick.score(), within(1e-12));
            assertThat(pick.propensity()).isBetween(0.0, 1.0);
        }
        Map<Integer, Integer> counts = new HashMap<>();
        picks.forEach(pick -> counts.merge(FEATURES.mainCategory(pick.item()), 1, Integer::sum));
        assertThat(counts.values()).allMatch(count -> count <= 2);
        Set<Integer> different = new HashSet<>();
        picks.forEach(pick -> different.add(pick.item()));
        assertThat(different).hasSameSizeAs(picks);
    }

    @Test
    void propensitiesAreTheFrequencies() {
        int draws = 20_000;
        Map<Integer, Integer> first = new HashMap<>();
        Map<Integer, Double> told = new HashMap<>();
        RandomStream seeds = RandomStream.of(7);
        for (int draw = 0; draw < draws; draw++) {
            Selection selection =
                    new Selection(2, List.of(), List.of(), FEATURES, Integer.MAX_VALUE, .3, seeds.part(draw));
            selection.fill(pool(List.of()));
            Pick pick = selection.picks().get(0);
            first.merge(pick.item(), 1, Integer::sum);
            told.put(pick.item(), pick.propensity());
        }
        assertThat(told.get(0)).isCloseTo(.7 + .3 / 6, within(1e-12));
        assertThat(told.get(5)).isCloseTo(.3 / 6, within(1e-12));
        assertThat(told.values().stream().mapToDouble(Double::doubleValue).sum())
                .isCloseTo(1, within(1e-9));
        told.forEach((item, propensity) ->
                assertThat(first.get(item) / (double) draws).isCloseTo(propensity, within(.012)));
    }

    @Test
    void aBoostOfScoresBelowZeroRaisesThem() {
        List<ItemBoost> boosts = List.of(new ItemBoost(ItemSet.of(1), 2, "up"));
        Pool pool = Pool.of(Pool.scores(new int[] {0, 1}, new double[] {-1, -1.5}), boosts, FEATURES);
        assertThat(pool.items()).containsExactly(1, 0);
        assertThat(pool.scores()).containsExactly(-.75, -1);
    }

    @Test
    void anEmptyPoolAndACategoryThatIsFullLeavePlacesOpen() {
        Selection selection = new Selection(4, List.of(), List.of(), FEATURES, 1, 0, RandomStream.of(1));
        selection.fill(Pool.of(Map.of(), List.of(), FEATURES));
        assertThat(selection.picks()).isEmpty();
        selection.fill(pool(List.of()));
        assertThat(selection.items()).containsExactly(0, 3, 4);
        assertThat(selection.complete()).isFalse();
        assertThat(selection.isFull(FEATURES.mainCategory(5))).isTrue();
    }
}
