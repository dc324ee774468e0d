// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.profile.Attribute;
import org.tessera.api.profile.Population;
import org.tessera.api.profile.Profiler;
import org.tessera.api.profile.Trait;
import org.tessera.api.profile.TraitSink;

/** One trait of each type, one that moves with time, one that compares, and one from an attribute. */
final class TotalProfiler implements Profiler<TotalProfiler.Sum> {
    static final class Sum {
        double total;
        long newest;
        TreeMap<String, Integer> kinds = new TreeMap<>();
    }

    @Override
    public List<Trait> traits(List<Attribute> attributes) {
        return List.of(
                trait("total", Trait.Type.NUMBER),
                trait("age_days", Trait.Type.NUMBER),
                trait("rank", Trait.Type.NUMBER),
                trait("newest", Trait.Type.TIME),
                trait("tier", Trait.Type.CATEGORY),
                trait("kind_share", Trait.Type.SHARES));
    }

    private static Trait trait(String name, Trait.Type type) {
        return new Trait(name, type, "", "Test", "About " + name, false);
    }

    @Override
    public boolean isSteady(String trait) {
        return !trait.equals("age_days") && !trait.equals("rank");
    }

    @Override
    public String formatVersion() {
        return "1";
    }

    @Override
    public boolean readsItems() {
        return false;
    }

    @Override
    public Sum empty() {
        return new Sum();
    }

    @Override
    public void fold(Sum state, Event event, ItemCatalog items) {
        state.total += Double.isNaN(event.value()) ? 0 : event.value();
        state.newest = event.time();
        state.kinds.merge(event.type(), 1, Integer::sum);
    }

    @Override
    public void merge(Sum state, Sum later) {
        throw new UnsupportedOperationException("the engine folds on");
    }

    @Override
    public void write(Sum state, DataOutput out) throws IOException {
        out.writeDouble(state.total);
        out.writeLong(state.newest);
        out.writeInt(state.kinds.size());
        for (Map.Entry<String, Integer> kind : state.kinds.entrySet()) {
            out.writeUTF(kind.getKey());
            out.writeInt(kind.getValue());
        }
    }

    @Override
    public Sum read(DataInput in) throws IOException {
        Sum state = new Sum();
        state.total = in.readDouble();
        state.newest = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            state.kinds.put(in.readUTF(), in.readInt());
        }
        return state;
    }

    @Override
    public void read(Sum state, Map<String, String> attributes, long now, TraitSink sink) {
        String tier = attributes.getOrDefault("tier", "");
        sink.category("tier", tier);
        if (state.kinds.isEmpty()) {
            return;
        }
        sink.number("total", state.total);
        sink.number("age_days", (double) (now - state.newest) / Span.DAY);
        sink.time("newest", state.newest);
        double all = state.kinds.values().stream().mapToInt(n -> n).sum();
        Map<String, Double> shares = new LinkedHashMap<>();
        state.kinds.forEach((kind, n) -> shares.put(kind, n / all));
        sink.shares("kind_share", shares);
    }

    @Override
    public void compare(Map<String, Double> numbers, Population population, TraitSink sink) {
        Double total = numbers.get("total");
        if (total != null) {
            sink.number("rank", population.rank("total", total));
        }
    }
}
