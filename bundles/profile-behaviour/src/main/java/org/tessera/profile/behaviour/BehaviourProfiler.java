// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.behaviour;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.profile.Attribute;
import org.tessera.api.profile.Profiler;
import org.tessera.api.profile.Trait;
import org.tessera.api.profile.TraitSink;

/**
 * What a customer does: when first and last seen and how often, in which rhythm orders come, what is in them, which
 * categories and price levels are liked, and at what hour, on what weekday and through which channel. A trait that the
 * data cannot tell is missing.
 */
@Component(
        service = Profiler.class,
        configurationPid = "org.tessera.profile.behaviour",
        property = {Profiler.NAME + "=behaviour", "service.ranking:Integer=200"})
@Designate(ocd = BehaviourProfiler.Config.class)
public final class BehaviourProfiler implements Profiler<BehaviourState> {
    /** With the clock, and those of prices with the catalogue, against which prices are held. */
    private static final Set<String> MOVING =
            Set.of("days_since_seen", "tenure_days", "activity_trend", "overdue", "price_level", "price_rank");

    private final Options options;
    private final List<Trait> traits;
    private volatile @Nullable PriceLevels prices;

    /** What counts as an order, over which periods activity is compared, and how much is kept. */
    @ObjectClassDefinition(name = "Profiler behaviour", description = "Rhythm, baskets, taste and habits.")
    public @interface Config {
        @AttributeDefinition(description = "The zone whose days and hours count, such as UTC or Europe/Berlin")
        String zone() default "UTC";

        @AttributeDefinition(description = "Lengths in days of the windows that end now, separated by commas")
        String[] windows() default {"30", "90", "365"};

        @AttributeDefinition(
                description = "Length in days of the last period and of the one before it, which the trend compares",
                min = "1")
        int trend_days() default 90;

        @AttributeDefinition(description = "Types of events that are lines of orders, separated by commas")
        String[] purchases() default {"purchase"};

        @AttributeDefinition(description = "Types of events that say nothing about taste, separated by commas")
        String[] tasteless() default {"cancel", "return"};

        @AttributeDefinition(
                description = "Purchases without an order id are one order if at most so many minutes lie between them",
                min = "0")
        int order_gap_minutes() default 30;

        @AttributeDefinition(description = "Categories kept for one customer; beyond that the most frequent", min = "1")
        int categories() default 24;
    }

    @Activate
    public BehaviourProfiler(Config config) {
        this.options = Options.of(config);
        List<Trait> declared = new ArrayList<>();
        Presence.declare(options, declared);
        Rhythm.declare(declared);
        Baskets.declare(declared);
        Taste.declare(declared);
        Habits.declare(declared);
        this.traits = List.copyOf(declared);
    }

    @Override
    public List<Trait> traits(List<Attribute> attributes) {
        return traits;
    }

    @Override
    public String formatVersion() {
        return "1 " + options.format();
    }

    @Override
    public boolean isSteady(String trait) {
        return !MOVING.contains(trait) && !trait.startsWith("active_days_");
    }

    @Override
    public BehaviourState empty() {
        return new BehaviourState(options.categories());
    }

    @Override
    public void fold(BehaviourState state, Event event, ItemCatalog items) {
        state.add(event, items, pricesOf(items), options);
    }

    /** The price levels of a catalogue, laid out once for it. */
    private PriceLevels pricesOf(ItemCatalog items) {
        PriceLevels known = prices;
        if (known == null || !known.isOf(items)) {
            known = PriceLevels.of(items);
            prices = known;
        }
        return known;
    }

    @Override
    public void merge(BehaviourState state, BehaviourState later) {
        state.merge(later, options);
    }

    @Override
    public void write(BehaviourState state, DataOutput out) throws IOException {
        state.write(out);
    }

    @Override
    public BehaviourState read(DataInput in) throws IOException {
        return BehaviourState.read(in, options.categories());
    }

    @Override
    public void read(BehaviourState state, Map<String, String> attributes, long now, TraitSink sink) {
        state.put(now, options, sink);
    }
}
