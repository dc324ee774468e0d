// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.profile.Attribute;
import org.tessera.api.profile.Population;
import org.tessera.api.profile.Profiler;
import org.tessera.api.profile.Trait;
import org.tessera.api.profile.TraitSink;

/**
 * Counts, adds, and keeps a hash that depends on the order of events, so that one folded twice, never or out of order
 * shows. Counts its folds.
 */
class Tally implements Profiler<Tally.Sum> {
    final AtomicInteger folds = new AtomicInteger();
    private final String prefix;
    private final String version;
    private final boolean readsItems;

    static final class Sum {
        long count;
        double sum;
        long order = 17;
        long last;
        TreeMap<String, Integer> names = new TreeMap<>();
    }

    Tally(String prefix, String version, boolean readsItems) {
        this.prefix = prefix;
        this.version = version;
        this.readsItems = readsItems;
    }

    Tally(String prefix) {
        this(prefix, "1", false);
    }

    @Override
    public List<Trait> traits(List<Attribute> attributes) {
        return List.of(
                trait("count", Trait.Type.NUMBER, true),
                trait("twice", Trait.Type.NUMBER, true),
                trait("sum", Trait.Type.NUMBER, true),
                trait("constant", Trait.Type.NUMBER, true),
                trait("rare", Trait.Type.NUMBER, true),
                trait("order", Trait.Type.NUMBER, false),
                trait("last", Trait.Type.TIME, false),
                trait("level", Trait.Type.CATEGORY, true),
                trait("names", Trait.Type.SHARES, true),
                trait("rank", Trait.Type.NUMBER, false));
    }

    private Trait trait(String name, Trait.Type type, boolean clustering) {
        return new Trait(prefix + name, type, "", "Group " + name.charAt(0), "About " + name, clustering);
    }

    @Override
    public String formatVersion() {
        return version;
    }

    @Override
    public boolean readsItems() {
        return readsItems;
    }

    @Override
    public Sum empty() {
        return new Sum();
    }

    @Override
    public void fold(Sum state, Event event, ItemCatalog items) {
        folds.incrementAndGet();
        state.count++;
        state.sum += event.value();
        state.order = state.order * 31 + event.order().hashCode();
        state.last = event.time();
        String name =
                readsItems && event.hasItem() ? items.categories(event.item()).get(0) : event.type();
        state.names.merge(name, 1, Integer::sum);
    }

    @Override
    public void merge(Sum state, Sum later) {
        throw new UnsupportedOperationException("the engine folds on");
    }

    @Override
    public void write(Sum state, DataOutput out) throws IOException {
        out.writeLong(state.count);
        out.writeDouble(state.sum);
        out.writeLong(state.order);
        out.writeLong(state.last);
        out.writeInt(state.names.size());
        for (Map.Entry<String, Integer> entry : state.names.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeInt(entry.getValue());
        }
    }

    @Override
    public Sum read(DataInput in) throws IOException {
        Sum state = new Sum();
        state.count = in.readLong();
        state.sum = in.readDouble();
        state.order = in.readLong();
        state.last = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            state.names.put(in.readUTF(), in.readInt());
        }
        return state;
    }

    @Override
    public void read(Sum state, Map<String, String> attributes, long now, TraitSink sink) {
        if (state.count == 0) {
            return;
        }
        sink.number(prefix + "count", state.count);
        sink.number(prefix + "twice", 2 * state.count);
        sink.number(prefix + "sum", state.sum);
        sink.number(prefix + "constant", 1);
        if (state.count == 1) {
            sink.number(prefix + "rare", state.sum);
        }
        sink.number(prefix + "order", state.order);
        sink.time(prefix + "last", state.last);
        sink.category(prefix + "level", state.count > 2 ? "many" : "few");
        Map<String, Double> shares = new LinkedHashMap<>();
        state.names.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> shares.put(entry.getKey(), (double) entry.getValue() / state.count));
        sink.shares(prefix + "names", shares);
    }

    @Override
    public void compare(Map<String, Double> numbers, Population population, TraitSink sink) {
        Double count = numbers.get(prefix + "count");
        if (count != null) {
            sink.number(prefix + "rank", population.rank(prefix + "count", count));
        }
    }
}
