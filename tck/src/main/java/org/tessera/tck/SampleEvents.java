// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.tessera.api.data.Event;

/**
 * Random but repeatable events of one customer in order of time: orders of several lines, some of them mixed, lines
 * without an order, views, ratings, cancellations and types nobody knows, with and without money, channel and item.
 */
public final class SampleEvents {
    private static final long START = 1_291_190_400_000L;
    private static final long HOUR = 3_600_000L;
    private static final List<String> CHANNELS = List.of("web", "shop", "phone", "");

    private SampleEvents() {}

    /**
     * @param seed the same seed gives the same events
     * @param count number of events
     * @param items size of the catalogue
     */
    public static List<Event> of(long seed, int customer, int count, int items) {
        SplittableRandom random = new SplittableRandom(seed * 31 + customer);
        List<Event> events = new ArrayList<>(count);
        long time = START + random.nextLong(90 * 24 * HOUR);
        int order = 0;
        while (events.size() < count) {
            time += switch (random.nextInt(5)) {
                case 0 -> random.nextLong(HOUR);
                case 1 -> 0;
                default -> random.nextLong(20 * 24 * HOUR);
            };
            order++;
            String channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
            int kind = random.nextInt(10);
            int lines = kind < 6 ? 1 + random.nextInt(8) : 1;
            for (int line = 0; line < lines && events.size() < count; line++) {
                // Every fourth line belongs to the order before, so that lines of two orders are mixed.
                String id = kind == 5 ? "" : "order-" + (line > 0 && random.nextInt(4) == 0 ? order - 1 : order);
                events.add(event(random, customer, items, kind, time, id, channel));
                time += random.nextInt(3) == 0 ? random.nextLong(120_000) : 0;
            }
        }
        return events;
    }

    private static Event event(
            SplittableRandom random, int customer, int items, int kind, long time, String order, String channel) {
        int item = random.nextInt(20) == 0 ? Event.NONE : random.nextInt(items);
        double quantity = 1 + random.nextInt(12);
        double price = random.nextInt(15) == 0 ? Double.NaN : (50 + random.nextInt(4000)) / 100.0;
        return switch (kind) {
            case 6 -> new Event(customer, item, Event.VIEW, time, Double.NaN, 1, Double.NaN, "", channel);
            case 7 -> new Event(customer, item, Event.RATING, time, 1 + random.nextInt(5), 1, Double.NaN, "", channel);
            case 8 -> new Event(customer, item, Event.CANCEL, time, -price, -1, price, order, channel);
            case 9 ->
                new Event(customer, item, "newsletter " + random.nextInt(3), time, Double.NaN, 1, Double.NaN, "", "");
            default ->
                new Event(customer, item, Event.PURCHASE, time, price * quantity, quantity, price, order, channel);
        };
    }
}
