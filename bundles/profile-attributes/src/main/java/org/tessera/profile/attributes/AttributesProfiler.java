// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.attributes;

import java.io.DataInput;
import java.io.DataOutput;
import java.util.ArrayList;
import java.util.HashSet;
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
import org.tessera.api.profile.Profiler;
import org.tessera.api.profile.Trait;
import org.tessera.api.profile.TraitSink;
import org.tessera.api.strategy.Settings;

/**
 * What customers were imported with: every attribute is a trait, a number where practically all of its values are, else
 * a category. Events do not matter to it, so its states are empty.
 */
@Component(
        service = Profiler.class,
        configurationPid = "org.tessera.profile.attributes",
        property = {Profiler.NAME + "=attributes", "service.ranking:Integer=100"})
@Designate(ocd = AttributesProfiler.Config.class)
public final class AttributesProfiler implements Profiler<AttributesProfiler.Nothing> {
    private static final String GROUP = "About";

    private final Set<String> ignored;
    private final Set<String> numbers;
    private final Set<String> categories;
    private final Set<String> times;
    private final Set<String> clustering;
    private final TraitNames names;

    /** Which attributes are traits, and as what. */
    @ObjectClassDefinition(name = "Profiler attributes", description = "Attributes of customers as traits.")
    public @interface Config {
        @AttributeDefinition(description = "Attributes that are no traits, separated by commas")
        String[] ignore() default {};

        @AttributeDefinition(description = "Attributes that are numbers, whatever their values look like")
        String[] numbers() default {};

        @AttributeDefinition(description = "Attributes that are categories although they look like numbers: codes")
        String[] categories() default {};

        @AttributeDefinition(description = "Attributes that are times, written as 2011-12-09T12:50:00Z or 2011-12-09")
        String[] times() default {};

        @AttributeDefinition(description = "Attributes that are to form segments")
        String[] clustering() default {};

        @AttributeDefinition(description = "What the names of the traits begin with, such as customer_; may be empty")
        String prefix() default "";
    }

    /** The state of a profiler that needs none. */
    record Nothing() {}

    @Activate
    public AttributesProfiler(Config config) {
        ignored = Set.copyOf(Settings.list(config.ignore()));
        numbers = Set.copyOf(Settings.list(config.numbers()));
        categories = Set.copyOf(Settings.list(config.categories()));
        times = Set.copyOf(Settings.list(config.times()));
        clustering = Set.copyOf(Settings.list(config.clustering()));
        names = new TraitNames(config.prefix());
    }

    @Override
    public List<Trait> traits(List<Attribute> attributes) {
        List<Trait> traits = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Attribute attribute : attributes) {
            String name = names.of(attribute.name());
            if (!ignored.contains(attribute.name()) && taken.add(name)) {
                traits.add(new Trait(
                        name,
                        TraitNames.label(attribute.name()),
                        type(attribute),
                        "",
                        GROUP,
                        "Attribute " + attribute.name() + " as it was imported.",
                        clustering.contains(attribute.name())));
            }
        }
        return traits;
    }

    private Trait.Type type(Attribute attribute) {
        String name = attribute.name();
        if (times.contains(name)) {
            return Trait.Type.TIME;
        }
        boolean number = numbers.contains(name) || (attribute.numeric() && !categories.contains(name));
        return number ? Trait.Type.NUMBER : Trait.Type.CATEGORY;
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
    public boolean isSteady(String trait) {
        return true;
    }

    @Override
    public Nothing empty() {
        return new Nothing();
    }

    @Override
    public void fold(Nothing state, Event event, ItemCatalog items) {}

    @Override
    public void merge(Nothing state, Nothing later) {}

    @Override
    public void write(Nothing state, DataOutput out) {}

    @Override
    public Nothing read(DataInput in) {
        return new Nothing();
    }

    @Override
    public void read(Nothing state, Map<String, String> attributes, long now, TraitSink sink) {
        Set<String> put = new HashSet<>();
        attributes.forEach((attribute, value) -> {
            String name = names.of(attribute);
            // Two attributes that differ in case only share a trait.
            if (!value.isBlank() && !ignored.contains(attribute) && put.add(name)) {
                sink.text(name, value.strip());
            }
        });
    }
}
