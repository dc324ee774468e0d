// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.behaviour;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.profile.Trait;
import org.tessera.api.profile.TraitSink;
import org.tessera.numerics.running.DistinctCounter;
import org.tessera.numerics.running.FrequentNames;
import org.tessera.numerics.running.Packed;

/** Which items, categories and price levels a customer cares for. Every event with a product counts once. */
final class Taste {
    private static final String GROUP = "Taste";
    private static final String[] LEVELS = {"budget", "standard", "premium"};

    /** Weight of an event: any of one to six categories gets the same whole part of it. */
    private static final int WEIGHT = 60;

    private static final int MOST_CATEGORIES = 6;
    private static final int RANKS = 10_000;

    private FrequentNames categories;
    private DistinctCounter items = new DistinctCounter();
    private final int[] levels = new int[LEVELS.length];
    private long ranks;
    private int ratings;
    private long stars;

    Taste(int room) {
        categories = new FrequentNames(room);
    }

    static void declare(List<Trait> traits) {
        traits.add(new Trait(
                "favourite_category",
                "Favourite category",
                Trait.Type.CATEGORY,
                "",
                GROUP,
                "The category of most of what the customer bought, rated or looked at.",
                false));
        traits.add(shares("category_share", "Categories", "Share of each category of items.", true));
        traits.add(number(
                "distinct_categories", "Different categories", "categories", "Number of distinct categories.", false));
        traits.add(number("distinct_items", "Different items", "items", "Number of distinct items.", true));
        traits.add(shares(
                "price_level",
                "Price levels",
                "Share of items from the cheapest, middle and dearest third of their category.",
                false));
        traits.add(number(
                "price_rank",
                "Price rank",
                "",
                "How dear items are within their category, on average: 0 the cheapest, 1 the dearest.",
                true));
        traits.add(number("rating_mean", "Mean rating", "stars", "Mean of the stars given.", true));
    }

    private static Trait number(String name, String label, String unit, String meaning, boolean clustering) {
        return new Trait(name, label, Trait.Type.NUMBER, unit, GROUP, meaning, clustering);
    }

    private static Trait shares(String name, String label, String meaning, boolean clustering) {
        return new Trait(name, label, Trait.Type.SHARES, "", GROUP, meaning, clustering);
    }

    void add(Event event, ItemCatalog catalog, PriceLevels prices) {
        items.add(event.item());
        List<String> names = catalog.categories(event.item());
        int count = Math.min(MOST_CATEGORIES, names.size());
        for (int k = 0; k < count; k++) {
            categories.add(names.get(k), WEIGHT / count);
        }
        double paid = event.price() > 0 ? event.price() : catalog.price(event.item());
        double rank = paid > 0 ? prices.rank(event.item(), paid) : Double.NaN;
        if (!Double.isNaN(rank)) {
            levels[Math.min(LEVELS.length - 1, (int) (rank * LEVELS.length))]++;
            ranks += Math.round(rank * RANKS);
        }
        if (event.type().equals(Event.RATING) && Double.isFinite(event.value())) {
            ratings++;
            stars = Packed.fixedSum(stars, Packed.fixed(event.value()));
        }
    }

    void merge(Taste later) {
        categories.merge(later.categories);
        items.merge(later.items);
        for (int k = 0; k < levels.length; k++) {
            levels[k] += later.levels[k];
        }
        ranks += later.ranks;
        ratings += later.ratings;
        stars = Packed.fixedSum(stars, later.stars);
    }

    void put(TraitSink sink) {
        Map<String, Double> shares = categories.shares();
        if (!shares.isEmpty()) {
            sink.category("favourite_category", shares.keySet().iterator().next());
            sink.shares("category_share", shares);
            sink.number("distinct_categories", categories.distinct());
        }
        if (items.count() > 0) {
            sink.number("distinct_items", items.count());
        }
        int priced = levels[0] + levels[1] + levels[2];
        if (priced > 0) {
            sink.shares("price_level", Ranked.shares(LEVELS, levels));
            sink.number("price_rank", Rounded.hundredths((double) ranks / RANKS / priced));
        }
        if (ratings > 0) {
            sink.number("rating_mean", Rounded.hundredths(Packed.unfixed(stars) / ratings));
        }
    }

    void write(DataOutput out) throws IOException {
        categories.write(out);
        items.write(out);
        for (int level : levels) {
            Packed.write(out, level);
        }
        Packed.write(out, ranks);
        Packed.write(out, ratings);
        if (ratings > 0) {
            Packed.writeFixed(out, stars);
        }
    }

    static Taste read(DataInput in, int room) throws IOException {
        Taste taste = new Taste(room);
        taste.categories = FrequentNames.read(in, room);
        taste.items = DistinctCounter.read(in);
        for (int k = 0; k < LEVELS.length; k++) {
            taste.levels[k] = Packed.readUpTo(in, Integer.MAX_VALUE, "items of a price level");
        }
        taste.ranks = Packed.read(in);
        taste.ratings = Packed.readUpTo(in, Integer.MAX_VALUE, "number of ratings");
        taste.stars = taste.ratings > 0 ? Packed.readFixed(in) : 0;
        return taste;
    }
}
