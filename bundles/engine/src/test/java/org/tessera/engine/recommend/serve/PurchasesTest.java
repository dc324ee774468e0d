// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Bought;
import org.tessera.engine.testing.MemoryStore;

class PurchasesTest {
    private static final long DAY = TimeUnit.DAYS.toMillis(1);

    private final MemoryStore store = new MemoryStore();
    private final Purchases purchases =
            new Purchases(store, event -> event.type().equals(Event.PURCHASE) ? 1 : 0.2);

    @BeforeEach
    void fill() {
        // Coffee (0) is bought again by two of five, the lamp (1) by nobody, the book (2) by Ann alone.
        for (int customer = 0; customer < 5; customer++) {
            store.purchase("c" + customer, "coffee", DAY);
            store.purchase("c" + customer, "lamp", DAY);
            store.purchase("c" + customer, "lamp", DAY + 5);
        }
        store.purchase("c1", "coffee", 9 * DAY).purchase("c2", "coffee", 4 * DAY);
        store.purchase("c0", "book", DAY).purchase("c0", "book", 3 * DAY);
        store.add("view", "c0", "lamp", 50 * DAY);
    }

    private ItemSet again(Bought bought, long now) {
        return purchases.again(0, ItemSet.of(0, 1, 2), bought, 1, now, 0.25, ItemSet.none());
    }

    @Test
    void consumablesAreBoughtAgainByManyOrByTheCustomer() {
        assertThat(purchases.consumables(1, 0.25)).containsExactly(0);
        assertThat(purchases.consumables(1, 0.5)).isEmpty();
        ItemSet again = again(Bought.consumables(), 0);
        assertThat(again.contains(0)).isTrue();
        assertThat(again.contains(1)).isFalse();
        assertThat(again.contains(2)).isTrue();
        assertThat(purchases
                        .again(0, ItemSet.of(1), Bought.consumables(), 1, 0, 0.25, ItemSet.of(1))
                        .contains(1))
                .isTrue();
    }

    @Test
    void timeRunsFromTheLastPurchaseAndNotFromALook() {
        ItemSet again = again(Bought.after(30), 33 * DAY);
        assertThat(again.contains(0)).isTrue();
        assertThat(again.contains(1)).isTrue();
        assertThat(again.contains(2)).isTrue();
        assertThat(again(Bought.after(30), 33 * DAY - 1).contains(2)).isFalse();
        assertThat(again(Bought.exclude(), 99 * DAY).isEmpty()).isTrue();
    }
}
