// SPDX-License-Identifier: Apache-2.0
package org.tessera.demo;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Lets customers live through the eighteen months: visits, looks, baskets, purchases, second thoughts. */
final class Shopping {
    /** How much more an item of one's own style appeals. */
    private static final double STYLE_PULL = 5;

    /** How often the next item is the one that goes with the last. */
    private static final double PAIRED = 0.45;

    /** How often a regular takes again what is used up. */
    private static final double REFILL = 0.35;

    private static final double WRAPPED = 0.35;
    private static final double WALK_INS_A_DAY = 1.5;
    private static final int TEST_ORDERS = 40;
    private static final double CANCELLED = 0.025;
    private static final double DISCOUNT = 0.7;
    private static final Set<Category> CONSUMED =
            EnumSet.of(Category.PANTRY, Category.TEA_COFFEE, Category.BATH, Category.CANDLES, Category.STATIONERY);

    private final Catalogue catalogue;
    private final double[][] leanings;
    private int visits;

    Shopping(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.leanings = new double[Rhythm.values().length][catalogue.items().size()];
        for (Rhythm rhythm : Rhythm.values()) {
            for (Item item : catalogue.items()) {
                double price = item.cents() / 2000.0;
                leanings[rhythm.ordinal()][item.index()] = StrictMath.pow(price, rhythm.priceLeaning());
            }
        }
    }

    /** A customer's whole time with the shop, appended to the events visit by visit. */
    void live(Customer customer, Dice dice, List<ShopEvent> events) {
        DayOfWeek weekday = DayOfWeek.of(dice.whole(1, 7));
        String channel = Rhythm.CHANNELS.get(dice.weighted(customer.rhythm().channelWeights()));
        List<Item> pantry = new ArrayList<>();
        List<Rhythm.Visit> plan = new ArrayList<>(customer.rhythm().visits(dice));
        plan.sort(Comparator.comparingDouble(Rhythm.Visit::day));
        for (Rhythm.Visit visit : plan) {
            double day = dice.chance(0.5) ? towards(weekday, visit.day()) : visit.day();
            String where = dice.chance(0.8)
                    ? channel
                    : Rhythm.CHANNELS.get(dice.weighted(customer.rhythm().channelWeights()));
            new Stay(customer, day, where, dice, events, pantry).happen(visit.buys());
        }
    }

    /** What happened without any of the customers: sales to passers-by in the store, and orders that were tests. */
    void nobodies(Dice dice, List<ShopEvent> events) {
        int walkIns = (int) (WALK_INS_A_DAY * Calendar.DAYS);
        for (int k = 0; k < walkIns; k++) {
            paid(Customer.WALK_IN, "store", dice, events);
        }
        for (int k = 0; k < TEST_ORDERS; k++) {
            paid(Customer.TESTER, "web", dice, events);
        }
    }

    private void paid(Customer customer, String channel, Dice dice, List<ShopEvent> events) {
        Instant time = Calendar.instant(dice.below(Calendar.DAYS), dice.whole(9 * 3600, 18 * 3600));
        Item item = catalogue.item(dice.below(catalogue.items().size()));
        events.add(new ShopEvent(customer, item, ShopEvent.PURCHASE, time, 1, item.cents(), visits++, channel));
    }

    /** The same week on one's favourite day of it. */
    private static double towards(DayOfWeek weekday, double day) {
        int shift = weekday.getValue() - Calendar.date(day).getDayOfWeek().getValue();
        double moved = Math.floor(day) + shift;
        return moved < 0 || moved >= Calendar.DAYS ? day : moved;
    }

    /** One visit of one customer. */
    private final class Stay {
        private final Customer customer;
        private final double day;
        private final String channel;
        private final Dice dice;
        private final List<ShopEvent> events;
        private final List<Item> pantry;
        private final int number;
        private final int month;
        private int second;

        Stay(Customer customer, double day, String channel, Dice dice, List<ShopEvent> events, List<Item> pantry) {
            this.customer = customer;
            this.day = day;
            this.channel = channel;
            this.dice = dice;
            this.events = events;
            this.pantry = pantry;
            this.number = visits++;
            this.month = Calendar.date(day).getMonthValue() - 1;
            double hour = dice.gaussian(customer.rhythm().hour(), 2.2);
            this.second = (int) (Math.min(22.5, Math.max(7, hour)) * 3600) + dice.below(600);
        }

        void happen(boolean buys) {
            List<Item> basket = buys ? basket() : List.of();
            int looks = Math.max(buys ? 0 : 1, (int) StrictMath.rint(dice.gaussian(
                    customer.rhythm().curiosity(), customer.rhythm().curiosity() * 0.5)));
            boolean online = !channel.equals("store");
            for (int k = 0; online && k < looks; k++) {
                Item item = choose();
                add(item, ShopEvent.VIEW);
                if (dice.chance(0.1)) {
                    add(item, ShopEvent.CART);
                }
            }
            for (Item item : basket) {
                if (online && dice.chance(0.45)) {
                    add(item, ShopEvent.VIEW);
                }
                if (online && dice.chance(0.3)) {
                    add(item, ShopEvent.CART);
                }
            }
            for (Item item : basket) {
                buy(item);
            }
            if (!basket.isEmpty() && customer.rhythm() == Rhythm.GIFT_BUYER && dice.chance(WRAPPED)) {
                Item wrapping = Item.WRAPPING;
                events.add(new ShopEvent(
                        customer,
                        wrapping,
                        ShopEvent.PURCHASE,
                        moment(second + 60),
                        1,
                        wrapping.cents(),
                        number,
                        channel));
            }
        }

        private List<Item> basket() {
            double mean = customer.rhythm().basket();
            int size = Math.max(1, (int) StrictMath.rint(dice.gaussian(mean, mean * 0.4)));
            List<Item> basket = new ArrayList<>(size);
            for (int k = 0; k < size; k++) {
                Item item = next(basket);
                if (!basket.contains(item)) {
                    basket.add(item);
                }
            }
            return basket;
        }

        private Item next(List<Item> basket) {
            if (!basket.isEmpty() && dice.chance(PAIRED)) {
                Item partner = catalogue.item(basket.get(basket.size() - 1).partner());
                if (sold(partner)) {
                    return partner;
                }
            }
            if (customer.rhythm() == Rhythm.REGULAR && !pantry.isEmpty() && dice.chance(REFILL)) {
                return pantry.get(dice.below(pantry.size()));
            }
            return choose();
        }

        /** By taste and season a category, in it by appeal, style and price an item. */
        private Item choose() {
            Category[] categories = Category.values();
            double[] weights = new double[categories.length];
            for (Category category : categories) {
                weights[category.ordinal()] =
                        customer.taste().weight(category) * category.demand(month, day / Calendar.DAYS);
            }
            List<Item> shelf = catalogue.of(categories[dice.weighted(weights)]);
            double[] pulls = new double[shelf.size()];
            for (int k = 0; k < pulls.length; k++) {
                Item item = shelf.get(k);
                pulls[k] = sold(item)
                        ? item.appeal()
                                * leanings[customer.rhythm().ordinal()][item.index()]
                                * (item.style() == customer.style() ? STYLE_PULL : 1)
                        : 0;
            }
            return shelf.get(dice.weighted(pulls));
        }

        private boolean sold(Item item) {
            return item.launched() * Calendar.DAYS <= day;
        }

        private void add(Item item, String type) {
            second += dice.whole(8, 70);
            events.add(new ShopEvent(customer, item, type, moment(second), 0, 0, number, channel));
        }

        private void buy(Item item) {
            boolean several = CONSUMED.contains(item.category()) || customer.rhythm() == Rhythm.GIFT_BUYER;
            int quantity = several ? 1 + dice.weighted(new double[] {6, 3, 1}) : 1;
            boolean reduced = Calendar.sale(day) && (item.index() + (int) day / 40) % 2 == 0;
            double rise = day >= Calendar.OPENED.lengthOfYear() ? 1.04 : 1;
            int cents = (int) StrictMath.rint(item.cents() * rise * (reduced ? DISCOUNT : 1));
            Instant time = moment(second + 60);
            events.add(new ShopEvent(customer, item, ShopEvent.PURCHASE, time, quantity, cents, number, channel));
            if (CONSUMED.contains(item.category()) && !pantry.contains(item)) {
                pantry.add(item);
            }
            if (dice.chance(CANCELLED)) {
                double later = day + dice.between(1, 9);
                if (later < Calendar.DAYS) {
                    Instant undone = Calendar.instant(later, 9 * 3600 + dice.below(8 * 3600));
                    events.add(
                            new ShopEvent(customer, item, ShopEvent.CANCEL, undone, quantity, cents, number, channel));
                }
            }
        }

        /** Late visits end at midnight. */
        private Instant moment(int secondOfDay) {
            return Calendar.instant(day, Math.min(secondOfDay, 86_399));
        }
    }
}
