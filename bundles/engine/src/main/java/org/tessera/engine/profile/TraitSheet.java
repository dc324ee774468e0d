// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tessera.api.profile.Attribute;
import org.tessera.api.profile.Trait;

/**
 * The traits that all profilers contribute, each with its place. Where two profilers declare the same name, the one asked
 * first has it, and the other's trait is called after its profiler. Immutable.
 */
final class TraitSheet {
    private final List<Trait> traits;
    private final Map<String, Integer> places;
    private final Map<ProfilerSlot<?>, Map<String, Integer>> declared;
    private final ProfilerSlot<?>[] owners;

    private TraitSheet(
            List<Trait> traits,
            Map<String, Integer> places,
            Map<ProfilerSlot<?>, Map<String, Integer>> declared,
            ProfilerSlot<?>[] owners) {
        this.traits = traits;
        this.places = places;
        this.declared = declared;
        this.owners = owners;
    }

    private record Declared(ProfilerSlot<?> slot, String name, Trait trait) {}

    /** Asks the profilers, in their order. */
    static TraitSheet of(List<ProfilerSlot<?>> slots, List<Attribute> attributes) {
        Map<String, List<Declared>> byGroup = new LinkedHashMap<>();
        Map<String, Integer> taken = new HashMap<>();
        for (ProfilerSlot<?> slot : slots) {
            for (Trait trait : slot.traits(attributes)) {
                String name = trait.name();
                if (taken.containsKey(name)) {
                    name = slot.name() + "_" + name;
                    if (taken.containsKey(name)) {
                        slot.complain("declares " + trait.name() + " twice");
                        continue;
                    }
                }
                taken.put(name, taken.size());
                byGroup.computeIfAbsent(trait.group(), g -> new ArrayList<>())
                        .add(new Declared(slot, trait.name(), renamed(trait, name)));
            }
        }
        List<Trait> traits = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        Map<ProfilerSlot<?>, Map<String, Integer>> declared = new HashMap<>();
        ProfilerSlot<?>[] owners = new ProfilerSlot<?>[taken.size()];
        for (List<Declared> group : byGroup.values()) {
            for (Declared one : group) {
                int place = traits.size();
                owners[place] = one.slot;
                traits.add(one.trait);
                places.put(one.trait.name(), place);
                declared.computeIfAbsent(one.slot, s -> new HashMap<>()).put(one.name, place);
            }
        }
        return new TraitSheet(List.copyOf(traits), places, declared, owners);
    }

    private static Trait renamed(Trait trait, String name) {
        return name.equals(trait.name())
                ? trait
                : new Trait(
                        name,
                        trait.label(),
                        trait.type(),
                        trait.unit(),
                        trait.group(),
                        trait.meaning(),
                        trait.clustering());
    }

    /** All traits by group. */
    List<Trait> traits() {
        return traits;
    }

    int size() {
        return traits.size();
    }

    Trait trait(int place) {
        return traits.get(place);
    }

    /** The place of a trait by its name. */
    Optional<Integer> place(String name) {
        return Optional.ofNullable(places.get(name));
    }

    /** The profiler of the trait at a place. */
    ProfilerSlot<?> owner(int place) {
        return owners[place];
    }

    /** What the profiler calls the trait at a place. */
    String declaredName(int place) {
        for (Map.Entry<String, Integer> entry : declaredBy(owners[place]).entrySet()) {
            if (entry.getValue() == place) {
                return entry.getKey();
            }
        }
        return traits.get(place).name();
    }

    /** Places by the names that a profiler declared. */
    Map<String, Integer> declaredBy(ProfilerSlot<?> slot) {
        return declared.getOrDefault(slot, Map.of());
    }
}
