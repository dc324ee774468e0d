// SPDX-License-Identifier: Apache-2.0
package org.tessera.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** When and how a customer comes by: the truth behind what segments can be found. */
enum Rhythm {
    /** Comes every nine days or so from early on, buys little each time and what is known. */
    REGULAR(0.08, 1.6, 0.5, -0.15, 18, new double[] {.15, .75, .1}) {
        @Override
        List<Visit> visits(Dice dice) {
            List<Visit> visits = new ArrayList<>();
            double day = dice.between(0, 70);
            while (day < Calendar.DAYS) {
                visits.add(new Visit(day, dice.chance(0.93)));
                day += Math.max(2, dice.gaussian(9, 2));
            }
            return visits;
        }
    },
    /** Comes for the occasions, above all for Christmas. */
    GIFT_BUYER(0.2, 4.0, 1.2, 0.35, 14, new double[] {.7, .15, .15}) {
        @Override
        List<Visit> visits(Dice dice) {
            List<Visit> visits = new ArrayList<>();
            double zeal = dice.between(0.25, 0.6);
            for (Calendar.Span occasion : Calendar.OCCASIONS) {
                int times = occasion.equals(Calendar.christmas()) ? dice.whole(2, 4) : dice.chance(zeal) ? 1 : 0;
                for (int k = 0; k < times; k++) {
                    double day = occasion.from() + dice.unit() * occasion.days();
                    visits.add(new Visit(Math.max(0, day - dice.between(1, 6)), false));
                    visits.add(new Visit(day, true));
                }
            }
            return visits;
        }
    },
    /** Looks around a lot and buys when prices are down. */
    BARGAIN_HUNTER(0.18, 1.8, 3.0, -1.1, 21, new double[] {.35, .6, .05}) {
        @Override
        List<Visit> visits(Dice dice) {
            List<Visit> visits = new ArrayList<>();
            double joined = dice.between(0, 240);
            for (double day = joined; day < Calendar.DAYS; day += Math.max(4, dice.gaussian(32, 8))) {
                visits.add(new Visit(day, false));
            }
            for (Calendar.Span sale : Calendar.SALES) {
                if (sale.from() + sale.days() > joined && dice.chance(0.85)) {
                    int times = dice.whole(1, 2);
                    for (int k = 0; k < times; k++) {
                        visits.add(new Visit(Math.max(joined, sale.from() + dice.unit() * sale.days()), true));
                    }
                }
            }
            return visits;
        }
    },
    /** Came every few weeks in the first year and has not been seen since. */
    LAPSED(0.2, 2.2, 1.2, 0, 16, new double[] {.65, .2, .15}) {
        @Override
        List<Visit> visits(Dice dice) {
            List<Visit> visits = new ArrayList<>();
            double until = dice.between(140, 310);
            double day = dice.between(0, 60);
            while (day < until) {
                visits.add(new Visit(day, dice.chance(0.75)));
                day += Math.max(5, dice.gaussian(27, 8));
            }
            return visits;
        }
    },
    /** Found the shop within the last months. */
    NEWCOMER(0.19, 1.7, 3.0, 0, 20, new double[] {.3, .65, .05}) {
        @Override
        List<Visit> visits(Dice dice) {
            List<Visit> visits = new ArrayList<>();
            double day = Calendar.DAYS - dice.between(4, 80);
            visits.add(new Visit(day, true));
            int more = dice.whole(0, 3);
            for (int k = 0; k < more; k++) {
                day += dice.between(3, 24);
                if (day < Calendar.DAYS) {
                    visits.add(new Visit(day, dice.chance(0.6)));
                }
            }
            return visits;
        }
    },
    /** Fills a large basket with good things once a month. */
    BIG_SPENDER(0.15, 4.2, 0.8, 0.9, 11, new double[] {.55, .15, .3}) {
        @Override
        List<Visit> visits(Dice dice) {
            List<Visit> visits = new ArrayList<>();
            double day = dice.between(0, 120);
            while (day < Calendar.DAYS) {
                visits.add(new Visit(day, dice.chance(0.88)));
                day += Math.max(8, dice.gaussian(31, 7));
            }
            return visits;
        }
    };

    /** Where people buy, in the order of {@link #channelWeights()}. */
    static final List<String> CHANNELS = List.of("web", "app", "store");

    private final double share;
    private final double basket;
    private final double curiosity;
    private final double priceLeaning;
    private final int hour;
    private final double[] channelWeights;

    /**
     * @param share of all customers
     * @param basket items bought in one go, on average
     * @param curiosity items looked at in a visit beyond those bought, on average
     * @param priceLeaning exponent of the price when choosing: above 0 prefers dear items, below 0 cheap ones
     * @param hour of the day around which visits fall
     */
    Rhythm(double share, double basket, double curiosity, double priceLeaning, int hour, double[] channelWeights) {
        this.share = share;
        this.basket = basket;
        this.curiosity = curiosity;
        this.priceLeaning = priceLeaning;
        this.hour = hour;
        this.channelWeights = channelWeights;
    }

    /** A customer of this kind comes by, on that day since the shop opened. */
    record Visit(double day, boolean buys) {}

    /** The visits of one customer of this kind, not in order. */
    abstract List<Visit> visits(Dice dice);

    static double[] shares() {
        double[] shares = new double[values().length];
        for (Rhythm rhythm : values()) {
            shares[rhythm.ordinal()] = rhythm.share;
        }
        return shares;
    }

    double basket() {
        return basket;
    }

    double curiosity() {
        return curiosity;
    }

    double priceLeaning() {
        return priceLeaning;
    }

    int hour() {
        return hour;
    }

    double[] channelWeights() {
        return channelWeights.clone();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
