// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.rfm;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.profile.Attribute;
import org.tessera.api.profile.Population;
import org.tessera.api.profile.Profiler;
import org.tessera.api.profile.Trait;
import org.tessera.api.profile.TraitSink;

/**
 * Recency, frequency and monetary value: how long ago a customer ordered, how often, and for how much money, in all and
 * by window, with scores from 1 to 5 by fifths of all customers (Hughes, Strategic Database Marketing, 1994). Only
 * purchases count. A customer who never ordered has none of these traits, and one whose purchases have no money none of
 * those about money.
 */
@Component(
        service = Profiler.class,
        configurationPid = "org.tessera.profile.rfm",
        property = {Profiler.NAME + "=rfm", "service.ranking:Integer=300"})
@Designate(ocd = RfmProfiler.Config.class)
public final class RfmProfiler implements Profiler<RfmState> {
    static final String RECENCY = "recency_days";
    static final String FREQUENCY = "frequency";
    static final String MONETARY = "monetary";

    private static final String ORDER_VALUE = "order_value";
    private static final String FIRST = "first_order";
    private static final String LAST = "last_order";
    private static final String TREND = "spend_trend";
    private static final String GROUP = "Value";
    private static final Set<String> STEADY = Set.of(FREQUENCY, MONETARY, ORDER_VALUE, FIRST, LAST);

    private final Options options;
    private final List<Trait> traits;

    /** What counts as an order, and over which periods orders and money are added up. */
    @ObjectClassDefinition(name = "Profiler rfm", description = "Recency, frequency and monetary value with scores.")
    public @interface Config {
        @AttributeDefinition(description = "The zone whose calendar days count, such as UTC or Europe/Berlin")
        String zone() default "UTC";

        @AttributeDefinition(description = "Lengths in days of the windows that end now, separated by commas")
        String[] windows() default {"30", "90", "365"};

        @AttributeDefinition(
                description = "Length in days of the last period and of the one before it, which the trend compares",
                min = "1")
        int trend_days() default 90;

        @AttributeDefinition(description = "Types of events that are lines of orders, separated by commas")
        String[] purchases() default {"purchase"};

        @AttributeDefinition(
                description = "Purchases without an order id are one order if at most so many minutes lie between them",
                min = "0")
        int order_gap_minutes() default 30;

        @AttributeDefinition(description = "Unit to show after money, such as EUR; may be empty")
        String currency() default "";
    }

    @Activate
    public RfmProfiler(Config config) {
        this(Options.of(config), declare(Options.of(config)));
    }

    /** Two parameters, as Declarative Services tells constructors apart by their number alone. */
    private RfmProfiler(Options options, List<Trait> traits) {
        this.options = options;
        this.traits = traits;
    }

    /** Without a configuration. */
    static RfmProfiler with(Options options) {
        return new RfmProfiler(options, declare(options));
    }

    private static List<Trait> declare(Options options) {
        String money = options.currency();
        List<Trait> list = new ArrayList<>();
        list.add(number(FREQUENCY, "Orders", "orders", "Number of orders.", true));
        list.add(number(MONETARY, "Spending", money, "Money spent in all orders.", true));
        list.add(number(ORDER_VALUE, "Spending per order", money, "Mean money of an order.", false));
        list.add(time(FIRST, "First order", "Time of the first order."));
        list.add(time(LAST, "Last order", "Time of the last order."));
        list.add(number(RECENCY, "Since last order", "days", "Days since the last order.", true));
        for (int days : options.windows()) {
            list.add(number(
                    ordersIn(days),
                    "Orders in " + days + " days",
                    "orders",
                    "Number of orders in the last " + days + " calendar days, today included.",
                    false));
            list.add(number(
                    spendIn(days),
                    "Spending in " + days + " days",
                    money,
                    "Money spent in the last " + days + " calendar days, today included.",
                    false));
        }
        list.add(number(
                TREND,
                "Spending trend",
                "",
                "Money of the last " + options.trendDays() + " days less that of the " + options.trendDays()
                        + " days before, over the sum of both: -1 stopped, 0 as before, 1 began;"
                        + " only for those who were customers through both periods.",
                false));
        list.addAll(Scores.traits(GROUP));
        return List.copyOf(list);
    }

    private static Trait number(String name, String label, String unit, String meaning, boolean clustering) {
        return new Trait(name, label, Trait.Type.NUMBER, unit, GROUP, meaning, clustering);
    }

    private static Trait time(String name, String label, String meaning) {
        return new Trait(name, label, Trait.Type.TIME, "", GROUP, meaning, false);
    }

    private static String ordersIn(int days) {
        return "orders_" + days + "d";
    }

    private static String spendIn(int days) {
        return "spend_" + days + "d";
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
    public boolean readsItems() {
        return false;
    }

    @Override
    public boolean isSteady(String trait) {
        return STEADY.contains(trait);
    }

    @Override
    public RfmState empty() {
        return new RfmState();
    }

    @Override
    public void fold(RfmState state, Event event, ItemCatalog items) {
        if (options.isPurchase(event.type()) && event.quantity() > 0) {
            state.add(event, options);
        }
    }

    @Override
    public void merge(RfmState state, RfmState later) {
        state.merge(later, options);
    }

    @Override
    public void write(RfmState state, DataOutput out) throws IOException {
        state.write(out);
    }

    @Override
    public RfmState read(DataInput in) throws IOException {
        return RfmState.read(in);
    }

    @Override
    public void read(RfmState state, Map<String, String> attributes, long now, TraitSink sink) {
        if (state.orders() == 0) {
            return;
        }
        sink.number(FREQUENCY, state.orders());
        if (state.hasMoney()) {
            sink.number(MONETARY, state.money());
            if (state.moneyIsComplete()) {
                sink.number(ORDER_VALUE, rounded(state.money() / state.orders()));
            }
        }
        if (!state.hasTime()) {
            return;
        }
        sink.time(FIRST, state.first());
        sink.time(LAST, state.last());
        sink.number(RECENCY, rounded((double) (now - state.last()) / RfmState.DAY));
        int today = options.clock().day(now);
        for (int days : options.windows()) {
            sink.number(ordersIn(days), state.ordersBetween(today - days + 1, today));
            if (state.hasMoney()) {
                sink.number(spendIn(days), state.moneyBetween(today - days + 1, today));
            }
        }
        readTrend(state, today, sink);
    }

    private void readTrend(RfmState state, int today, TraitSink sink) {
        int days = options.trendDays();
        int begin = today - 2 * days + 1;
        if (options.clock().day(state.first()) > begin) {
            return;
        }
        double before = state.moneyBetween(begin, today - days);
        double last = state.moneyBetween(today - days + 1, today);
        if (before >= 0 && last >= 0 && before + last > 0) {
            sink.number(TREND, rounded((last - before) / (last + before)));
        }
    }

    @Override
    public void compare(Map<String, Double> numbers, Population population, TraitSink sink) {
        Scores.read(numbers, population, sink);
    }

    private static double rounded(double value) {
        return Math.rint(value * 100) / 100;
    }
}
