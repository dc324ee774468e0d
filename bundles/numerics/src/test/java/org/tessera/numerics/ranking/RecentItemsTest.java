// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Context;
import org.tessera.api.recommend.Query;

class RecentItemsTest {
    private static final History HISTORY =
            History.ofSorted(new int[] {1, 3, 4, 6, 8, 90}, new float[] {1, 1, 1, -1, Float.NaN, 1}, new long[] {
                500, 1000, 1000, 2000, 2000, 3000
            });

    @Test
    void standInOrderOfTimeNewestFirst() {
        RecentItems recent = RecentItems.session(query(HISTORY), 50, Long.MAX_VALUE, 10);
        assertThat(recent.items())
                .as("without those that are unknown or of no weight")
                .containsExactly(3, 4, 1);
        assertThat(recent.places()).as("3 and 4 are of one time").containsExactly(1, 1, 2);
    }

    @Test
    void endWhereTheGapBegins() {
        assertThat(RecentItems.session(query(HISTORY), 100, 2000, 10).items()).containsExactly(90, 3, 4, 1);
        assertThat(RecentItems.session(query(HISTORY), 100, 1999, 10).items()).containsExactly(90);
        assertThat(RecentItems.session(query(HISTORY), 50, 499, 10).items()).containsExactly(3, 4);
    }

    @Test
    void areSoManyAtMost() {
        RecentItems recent = RecentItems.session(query(HISTORY), 100, Long.MAX_VALUE, 2);
        assertThat(recent.items()).containsExactly(90, 3);
        assertThat(recent.size()).isEqualTo(2);
        assertThat(RecentItems.session(query(HISTORY, 1, 2, 3), 100, 0, 2).items())
                .containsExactly(3, 2);
    }

    @Test
    void areThoseOfTheBasketTheLastOneFirst() {
        RecentItems recent = RecentItems.session(query(HISTORY, 4, 9, 4, 1_000, 7, -1), 50, Long.MAX_VALUE, 10);
        assertThat(recent.items()).containsExactly(7, 4, 9);
        assertThat(recent.places()).containsExactly(1, 2, 3);
        assertThat(RecentItems.session(query(HISTORY, 1_000), 50, Long.MAX_VALUE, 10)
                        .items())
                .as("a basket of nothing known is none")
                .containsExactly(3, 4, 1);
    }

    @Test
    void takeAnyTime() {
        History odd = History.ofSorted(
                new int[] {0, 1, 2}, new float[] {1, 1, 1}, new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 0});
        assertThat(RecentItems.session(query(odd), 3, Long.MAX_VALUE, 3).items())
                .startsWith(1);
        assertThat(RecentItems.session(query(History.empty()), 3, 0, 3).size()).isZero();
    }

    private static Query query(History history, int... basket) {
        return new Query(Event.NONE, history, 1, ItemSet.all(), ItemSet.none(), new Context("", Map.of(), basket, 0));
    }
}
