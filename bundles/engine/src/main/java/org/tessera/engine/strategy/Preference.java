// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.tessera.engine.model.ModelStore;

/**
 * Which strategies are asked, in which order: the one that was chosen, those configured, all others. Put together anew
 * only when one of these has changed. Safe for many threads.
 */
final class Preference {
    private volatile Order last =
            new Order(List.of(), List.of(), new ModelStore.Pointers("", Map.of(), List.of()), List.of());

    /** The order and the lists it follows from, which are replaced whole when they change. */
    private record Order(List<?> present, List<String> configured, ModelStore.Pointers pointers, List<String> names) {}

    @SuppressWarnings("ReferenceEquality") // they are replaced whole, and this is asked with every question
    List<String> order(Registrations<?, ?, ?> registrations, List<String> configured, ModelStore.Pointers pointers) {
        Order known = last;
        List<?> present = registrations.admitted();
        if (known.present() != present || known.configured() != configured || known.pointers() != pointers) {
            List<String> names = order(registrations.names(), configured, pointers.preferred());
            known = new Order(present, configured, pointers, names);
            last = known;
        }
        return known.names();
    }

    private static List<String> order(List<String> present, List<String> configured, String preferred) {
        LinkedHashSet<String> wanted = new LinkedHashSet<>();
        wanted.add(preferred);
        wanted.addAll(configured);
        List<String> names = new ArrayList<>(wanted);
        names.retainAll(present);
        present.stream().filter(name -> !wanted.contains(name)).forEach(names::add);
        return List.copyOf(names);
    }
}
