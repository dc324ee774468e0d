// SPDX-License-Identifier: Apache-2.0
package org.tessera.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShopTest {
    private static final Shop SHOP = Shop.open(Shop.SEED, Shop.CUSTOMERS);

    @Test
    void hasItsSize() {
        assertThat(SHOP.customers()).hasSize(3000);
        assertThat(SHOP.catalogue().items()).hasSize(396);
        assertThat(SHOP.events()).hasSizeBetween(150_000, 250_000);
    }

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother() {
        assertThat(Shop.open(7, 50).events()).isEqualTo(Shop.open(7, 50).events());
        assertThat(Shop.open(7, 50).events()).isNotEqualTo(Shop.open(8, 50).events());
    }

    @Test
    void idsAndNamesAreUnique() {
        List<Item> items = SHOP.catalogue().items();
        assertThat(items).extracting(Item::id).doesNotHaveDuplicates();
        assertThat(items).extracting(Item::name).doesNotHaveDuplicates();
        assertThat(SHOP.customers()).extracting(Customer::id).doesNotHaveDuplicates();
        assertThat(items).allSatisfy(item -> {
            assertThat(item.cents()).isBetween(250, 20_000);
            assertThat(item.text()).contains(item.name());
        });
    }

    @Test
    void partnersGoTogether() {
        Catalogue catalogue = SHOP.catalogue();
        assertThat(catalogue.items()).allSatisfy(item -> {
            Item partner = catalogue.item(item.partner());
            assertThat(partner.partner()).isEqualTo(item.index());
            assertThat(partner.category()).isEqualTo(item.category());
            assertThat(partner.style()).isEqualTo(item.style());
        });
        assertThat(catalogue.items())
                .filteredOn(item -> item.partner() == item.index())
                .hasSize(36);
    }

    @Test
    void everythingHappensInOrderWithinTheEighteenMonths() {
        Instant from = Calendar.instant(0, 0);
        Instant to = Calendar.instant(Calendar.DAYS, 0);
        Instant before = from;
        for (ShopEvent event : SHOP.events()) {
            assertThat(event.time()).isBetween(before, to);
            before = event.time();
        }
    }

    @Test
    void cancellationsFollowTheirPurchase() {
        Set<List<Object>> bought = new HashSet<>();
        int cancelled = 0;
        for (ShopEvent event : SHOP.events()) {
            List<Object> key = List.of(event.visit(), event.item().id(), event.quantity());
            if (event.type().equals(ShopEvent.PURCHASE)) {
                bought.add(key);
            } else if (event.type().equals(ShopEvent.CANCEL)) {
                cancelled++;
                assertThat(bought).contains(key);
            }
        }
        assertThat(cancelled).isGreaterThan(500);
    }

    @Test
    void nothingIsBoughtBeforeItIsSold() {
        assertThat(SHOP.events())
                .filteredOn(event -> event.customer().index() >= 0)
                .allSatisfy(event -> assertThat(event.time())
                        .isAfterOrEqualTo(Calendar.instant(event.item().launched() * Calendar.DAYS, 0)));
    }

    @Test
    void customersBuyWhatTheyLike() {
        List<ShopEvent> purchases = purchases();
        long liked = purchases.stream()
                .filter(event -> event.customer().taste().likes(event.item().category()))
                .count();
        long styled = purchases.stream()
                .filter(event -> event.customer().style() == event.item().style())
                .count();
        // By chance: a quarter of the categories, a third of the styles.
        assertThat((double) liked / purchases.size()).isGreaterThan(0.65);
        assertThat((double) styled / purchases.size()).isGreaterThan(0.6);
    }

    @Test
    void rhythmsDiffer() {
        Map<Rhythm, List<ShopEvent>> byRhythm = purchases().stream()
                .collect(Collectors.groupingBy(event -> event.customer().rhythm()));
        Instant lastHalfYear = Calendar.instant(365, 0);
        assertThat(byRhythm.get(Rhythm.LAPSED)).allMatch(event -> event.time().isBefore(lastHalfYear));
        assertThat(byRhythm.get(Rhythm.NEWCOMER))
                .noneMatch(event -> event.time().isBefore(lastHalfYear));
        assertThat(byRhythm.get(Rhythm.BARGAIN_HUNTER))
                .allMatch(event ->
                        Calendar.sale(day(event) - 7) || Calendar.sale(day(event)) || Calendar.sale(day(event) + 7));
        assertThat(money(byRhythm, Rhythm.BIG_SPENDER)).isGreaterThan(4 * money(byRhythm, Rhythm.BARGAIN_HUNTER));
        assertThat(visits(byRhythm, Rhythm.REGULAR)).isGreaterThan(3 * visits(byRhythm, Rhythm.BIG_SPENDER));
    }

    @Test
    void decemberAndTheGardenHaveTheirSeasons() {
        Map<Integer, Long> all = byMonth(purchases());
        assertThat(all.get(12)).isGreaterThan(2 * all.get(10));
        Map<Integer, Long> garden = byMonth(purchases().stream()
                .filter(event -> event.item().category() == Category.GARDEN)
                .toList());
        assertThat(garden.get(5)).isGreaterThan(2 * garden.get(10));
    }

    private static double day(ShopEvent event) {
        return (event.time().toEpochMilli() - Calendar.instant(0, 0).toEpochMilli()) / 86_400_000.0;
    }

    private static List<ShopEvent> purchases() {
        List<ShopEvent> purchases = new ArrayList<>();
        for (ShopEvent event : SHOP.events()) {
            if (event.type().equals(ShopEvent.PURCHASE)
                    && event.customer().index() >= 0
                    && event.item().index() >= 0) {
                purchases.add(event);
            }
        }
        return purchases;
    }

    /** Of 2024, which is there whole. */
    private static Map<Integer, Long> byMonth(List<ShopEvent> events) {
        return events.stream()
                .map(event -> event.time().atZone(ZoneOffset.UTC))
                .filter(time -> time.getYear() == 2024)
                .collect(Collectors.groupingBy(time -> time.getMonthValue(), Collectors.counting()));
    }

    private static double money(Map<Rhythm, List<ShopEvent>> events, Rhythm rhythm) {
        double cents = events.get(rhythm).stream()
                .mapToDouble(event -> (double) event.cents() * event.quantity())
                .sum();
        return cents / people(rhythm);
    }

    private static double visits(Map<Rhythm, List<ShopEvent>> events, Rhythm rhythm) {
        long visits =
                events.get(rhythm).stream().map(ShopEvent::visit).distinct().count();
        return (double) visits / people(rhythm);
    }

    private static long people(Rhythm rhythm) {
        return SHOP.customers().stream()
                .filter(customer -> customer.rhythm() == rhythm)
                .count();
    }
}
