// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.store.EventStore;

/**
 * What is popular with all customers, kept by the engine itself as plain data: it answers where no strategy can, even
 * when there is none. Counts follow the events with at most some seconds' delay, and start over when earlier events
 * change. What was bought and taken back counts as bought. Safe for many threads.
 */
final class LastResort {
    /** The name under which it answers. */
    static final String NAME = "last-resort";

    private static final long FRESH = TimeUnit.SECONDS.toNanos(10);

    private final EventStore events;
    private final Supplier<EventWeights> weights;
    private Counts counts = Counts.NONE;
    private long counted;

    /** Items by falling weight. Nobody changes the arrays. */
    private record Counts(EventStore.Extent extent, double[] weights, int[] order) {
        static final Counts NONE = new Counts(new EventStore.Extent(0, 0, 0, 0, 0), new double[0], new int[0]);
    }

    LastResort(EventStore events, Supplier<EventWeights> weights) {
        this.events = events;
        this.weights = weights;
    }

    /** Fills up what is missing of an answer. */
    Answers.Part ask(Query query, ItemCatalog catalog, boolean why) {
        Counts now = current();
        int[] found = Arrays.stream(now.order())
                .filter(item -> item < catalog.size() && query.admits(item))
                .limit(query.n())
                .toArray();
        List<Recommendation.Item> items = Arrays.stream(found)
                .mapToObj(item -> new Recommendation.Item(
                        catalog.id(item),
                        catalog.name(item),
                        now.weights()[item],
                        why ? List.of(reason(now.weights()[item])) : List.of()))
                .toList();
        return new Answers.Part(NAME, "", found, items);
    }

    private static Recommendation.Why reason(double weight) {
        return new Recommendation.Why(
                Reason.POPULARITY, String.format(Locale.ROOT, "popular with all customers (%,.0f)", weight), weight);
    }

    private synchronized Counts current() {
        EventStore.Extent extent = events.extent();
        boolean same = extent.equals(counts.extent());
        boolean fresh = counts.order().length > 0 && System.nanoTime() - counted < FRESH;
        if (!same && !fresh) {
            counts = count(extent);
            counted = System.nanoTime();
        }
        return counts;
    }

    /** Goes over the new events only, or over all of them where earlier ones have changed. */
    private Counts count(EventStore.Extent extent) {
        boolean more = extent.revision() == counts.extent().revision();
        EventWeights weighing = weights.get();
        double[][] sums = {more ? counts.weights().clone() : new double[0]};
        events.visitAfter(more ? counts.extent().last() : 0, (number, event) -> {
            if (event.hasItem()) {
                if (event.item() >= sums[0].length) {
                    sums[0] = Arrays.copyOf(sums[0], Math.max(event.item() + 1, sums[0].length * 2));
                }
                sums[0][event.item()] += weighing.of(event);
            }
        });
        int[] order = IntStream.range(0, sums[0].length)
                .filter(item -> sums[0][item] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer item) -> -sums[0][item])
                        .thenComparing(item -> item))
                .mapToInt(Integer::intValue)
                .toArray();
        return new Counts(extent, sums[0], order);
    }
}
