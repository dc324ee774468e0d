// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tessera.api.strategy.Model;
import org.tessera.api.strategy.Strategy;
import org.tessera.engine.strategy.Registration.StrategyId;

/**
 * The strategies of one task that are there: those that may answer, of one name the one of the highest ranking first, and
 * those on trial, which are only asked by their label, {@code NAME@VERSION}. Safe for many threads.
 */
final class Registrations<T, M extends Model, S extends Strategy<T, M>> {
    private volatile List<Registration<T, M, S>> admitted = List.of();
    private volatile List<Registration<T, M, S>> onTrial = List.of();

    synchronized void add(Registration<T, M, S> registration) {
        List<Registration<T, M, S>> sorted = new ArrayList<>(admitted);
        sorted.add(registration);
        sorted.sort(Comparator.comparing((Registration<T, M, S> r) -> -r.id.ranking()));
        admitted = List.copyOf(sorted);
    }

    synchronized void addOnTrial(Registration<T, M, S> registration) {
        List<Registration<T, M, S>> more = new ArrayList<>(onTrial);
        more.add(registration);
        onTrial = List.copyOf(more);
    }

    /** Takes a strategy out, wherever it stands. */
    synchronized List<Registration<T, M, S>> remove(StrategyId id) {
        List<Registration<T, M, S>> gone = Stream.concat(admitted.stream(), onTrial.stream())
                .filter(r -> r.id.equals(id))
                .toList();
        admitted = admitted.stream().filter(r -> !r.id.equals(id)).toList();
        onTrial = onTrial.stream().filter(r -> !r.id.equals(id)).toList();
        return gone;
    }

    /** Lets a strategy that was on trial answer from now on, before others of its name; nothing if it has gone. */
    synchronized void admit(Registration<T, M, S> registration) {
        if (!onTrial.contains(registration) && !admitted.contains(registration)) {
            return;
        }
        onTrial = onTrial.stream().filter(r -> !r.equals(registration)).toList();
        List<Registration<T, M, S>> more = new ArrayList<>(admitted);
        more.remove(registration);
        more.add(0, registration);
        admitted = List.copyOf(more);
    }

    List<Registration<T, M, S>> admitted() {
        return admitted;
    }

    List<Registration<T, M, S>> onTrial() {
        return onTrial;
    }

    /** Names of those that may answer, each once, in alphabetical order. */
    List<String> names() {
        return admitted.stream().map(r -> r.id.name()).distinct().sorted().toList();
    }

    /** The one that answers to a name, or is on trial under this label. */
    Optional<Registration<T, M, S>> find(String name) {
        return admitted.stream()
                .filter(r -> r.id.name().equals(name))
                .findFirst()
                .or(() ->
                        onTrial.stream().filter(r -> r.id.label().equals(name)).findFirst());
    }
}
