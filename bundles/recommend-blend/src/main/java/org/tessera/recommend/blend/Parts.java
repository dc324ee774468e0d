// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.blend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.tessera.api.recommend.Recommender;

/**
 * The strategies that are there, and the seats they fill in models. When one comes, seats that wait for it are filled;
 * when it goes, its seats are empty from then on. Safe for many threads.
 */
final class Parts {
    /** An answer takes milliseconds; training stops at its next report. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final List<Offer> offers = new ArrayList<>();

    /** A model that nobody uses and nobody closed is no reason to keep its seats. */
    private final Set<Seat> seats = Collections.newSetFromMap(new WeakHashMap<>());

    /** A strategy has come. */
    synchronized void add(String name, String version, int ranking, long id, Recommender service) {
        offers.add(new Offer(name, version, ranking, id, new Leased<>(service, gone -> {})));
        offers.sort(Comparator.comparingInt(Offer::ranking).reversed().thenComparingLong(Offer::id));
        seats.forEach(this::fill);
    }

    /** A strategy goes: waits a while for those who use it. */
    void remove(long id) {
        List<Leased<?>> left = new ArrayList<>();
        synchronized (this) {
            offers.stream().filter(offer -> offer.id() == id).forEach(offer -> {
                offer.service().retire();
                left.add(offer.service());
                seats.forEach(seat -> seat.leave(offer).ifPresent(left::add));
            });
            offers.removeIf(offer -> offer.id() == id);
            // Another one of that name may be there.
            seats.forEach(this::fill);
        }
        try {
            for (Leased<?> leased : left) {
                leased.awaitGone(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The strategy of a name, if it is there. */
    synchronized Optional<Offer> find(String name) {
        return offers.stream().filter(offer -> offer.name().equals(name)).findFirst();
    }

    /** Names of all that are there. */
    synchronized List<String> names() {
        return offers.stream().map(Offer::name).distinct().sorted().toList();
    }

    /** Lets seats be filled and emptied from now on. */
    synchronized void register(List<Seat> fresh) {
        fresh.forEach(seat -> {
            seats.add(seat);
            // What filled it may have gone since.
            seat.filledBy().filter(offer -> !offers.contains(offer)).ifPresent(seat::leave);
            fill(seat);
        });
    }

    private void fill(Seat seat) {
        find(seat.name()).ifPresent(seat::fill);
    }
}
