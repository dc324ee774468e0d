// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.segment.Segment.Card;
import org.tessera.api.segment.Segment.Category;
import org.tessera.api.segment.Segment.Growth;
import org.tessera.api.segment.Segment.Value;
import org.tessera.api.store.EventStore;
import org.tessera.api.strategy.Progress;

/**
 * What segments are worth, how they develop and what they buy, counted in one pass over all events. Purchases count with
 * their value, net of what was taken back; those without a value count nothing, and those of items without a category
 * count for no category. For one thread.
 */
final class SegmentCards {
    /** The stretches of time that growth compares, in days. */
    static final int GROWTH_DAYS = 90;

    private static final int CATEGORIES = 5;
    private static final int REPORT_EVERY = 1 << 16;

    private final int[] places;
    private final int[] sizes;
    private final ItemCatalog catalog;
    private final long recentFrom;
    private final long beforeFrom;
    private final double[] sums;
    private final double[] recent;
    private final double[] before;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    /** Money by number of the category and segment. */
    private final List<double[]> byCategory = new ArrayList<>();

    /** Number of the category of each item, by index of the item; {@link #UNSEEN} until it is asked for. */
    private int[] categories;

    private static final int UNSEEN = -2;
    private static final int NONE = -1;

    private SegmentCards(int[] places, int[] sizes, ItemCatalog catalog, long newest) {
        this.places = places;
        this.sizes = sizes;
        this.catalog = catalog;
        this.recentFrom = newest - TimeUnit.DAYS.toMillis(GROWTH_DAYS);
        this.beforeFrom = recentFrom - TimeUnit.DAYS.toMillis(GROWTH_DAYS);
        this.sums = new double[sizes.length];
        this.recent = new double[sizes.length];
        this.before = new double[sizes.length];
        this.categories = new int[catalog.size()];
        Arrays.fill(categories, UNSEEN);
    }

    /**
     * Cards without typical customers.
     *
     * @param places number of the segment by dense index of the customer, negative for those in none
     * @param sizes of the segments
     */
    static List<Card> count(int[] places, int[] sizes, EventStore events, ItemCatalog catalog, Progress progress) {
        EventStore.Extent extent = events.extent();
        SegmentCards cards = new SegmentCards(places, sizes, catalog, extent.newest());
        events.visitAfter(0, (number, event) -> {
            if (number % REPORT_EVERY == 0) {
                progress.report("reading purchases", number, extent.last());
            }
            cards.add(event);
        });
        return IntStream.range(0, sizes.length).mapToObj(cards::card).toList();
    }

    private void add(Event event) {
        int customer = event.customer();
        if (!event.type().equals(Event.PURCHASE)
                || customer < 0
                || customer >= places.length
                || places[customer] < 0
                || !Double.isFinite(event.value())) {
            return;
        }
        int segment = places[customer];
        sums[segment] += event.value();
        if (event.time() > recentFrom) {
            recent[segment] += event.value();
        } else if (event.time() > beforeFrom) {
            before[segment] += event.value();
        }
        if (event.hasItem() && event.item() < categories.length) {
            int category = category(event.item());
            if (category != NONE) {
                byCategory.get(category)[segment] += event.value();
            }
        }
    }

    private int category(int item) {
        if (categories[item] == UNSEEN) {
            List<String> known = catalog.categories(item);
            categories[item] = known.isEmpty() || known.get(0).isBlank() ? NONE : number(known.get(0));
        }
        return categories[item];
    }

    private int number(String category) {
        return numbers.computeIfAbsent(category, name -> {
            names.add(name);
            byCategory.add(new double[sizes.length]);
            return names.size() - 1;
        });
    }

    private Card card(int segment) {
        double all = Arrays.stream(sums).sum();
        double sum = sums[segment];
        return new Card(
                new Value(sum, sizes[segment] == 0 ? 0 : sum / sizes[segment], all > 0 ? sum / all : Double.NaN),
                new Growth(
                        recent[segment],
                        before[segment],
                        before[segment] > 0 ? recent[segment] / before[segment] - 1 : Double.NaN,
                        GROWTH_DAYS),
                sum > 0 ? top(segment, all) : List.of(),
                List.of());
    }

    private List<Category> top(int segment, double all) {
        return IntStream.range(0, names.size())
                .filter(category -> byCategory.get(category)[segment] > 0)
                .mapToObj(category -> {
                    double[] money = byCategory.get(category);
                    double share = money[segment] / sums[segment];
                    return new Category(
                            names.get(category),
                            share,
                            share / (Arrays.stream(money).sum() / all));
                })
                .sorted(Comparator.comparingDouble((Category category) -> -category.share())
                        .thenComparing(Category::name))
                .limit(CATEGORIES)
                .toList();
    }
}
