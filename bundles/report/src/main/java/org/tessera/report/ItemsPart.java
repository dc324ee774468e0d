// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tessera.api.TesseraException;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.recommend.Recommendations;
import org.tessera.api.store.ItemDirectory;

/**
 * The items with most events of the leading type, and the items most like each.
 *
 * @param counted what the first number counts
 * @param priced whether there is a column of money
 * @param neighboursMissing why there are no neighbours; empty where there are
 */
record ItemsPart(
        String counted,
        boolean priced,
        List<Row> rows,
        String strategy,
        String total,
        String neighboursMissing,
        String neighboursHint) {
    private static final int MOST_ITEMS = 10;
    private static final int NEIGHBOURS = 4;

    /** @param width of its bar in percent of the first */
    record Row(
            int rank,
            String id,
            String name,
            String category,
            String count,
            String width,
            String money,
            List<Neighbour> neighbours) {}

    /** An item like another. */
    record Neighbour(String id, String name, String score) {}

    static Part<ItemsPart> of(
            Optional<EventScan> scan, Optional<ItemDirectory> items, Optional<Recommendations> recommendations) {
        if (scan.isEmpty() || items.isEmpty()) {
            return Part.missing("The event store is not running, so items cannot be ranked.", "");
        }
        ItemCatalog catalog = items.get().catalog();
        String type = scan.get().leadingType();
        EventScan.ItemTotals totals = scan.get().items(type);
        int[] top = IntStream.range(0, catalog.size())
                .filter(item -> catalog.isProduct(item) && totals.count(item) > 0)
                .boxed()
                .sorted(Comparator.comparingLong(item -> -totals.count(item)))
                .limit(MOST_ITEMS)
                .mapToInt(Integer::intValue)
                .toArray();
        if (top.length == 0) {
            return Part.missing("No event names an item yet.", "Start with: import events FILE");
        }
        Neighbours neighbours = Neighbours.of(catalog, top, recommendations);
        long most = totals.count(top[0]);
        List<Row> rows = IntStream.range(0, top.length)
                .mapToObj(k -> new Row(
                        k + 1,
                        catalog.id(top[k]),
                        catalog.name(top[k]),
                        catalog.categories(top[k]).stream().findFirst().orElse(""),
                        Format.count(totals.count(top[k])),
                        Format.fixed(100.0 * totals.count(top[k]) / most, 1),
                        Format.count(Math.round(totals.money(top[k]))),
                        neighbours.lists().isEmpty()
                                ? List.of()
                                : neighbours.lists().get(k)))
                .toList();
        boolean priced = IntStream.of(top).anyMatch(item -> totals.money(item) > 0);
        return Part.of(new ItemsPart(
                type,
                priced,
                rows,
                neighbours.strategy(),
                Format.count(catalog.size(), "item", "items"),
                neighbours.missing(),
                neighbours.hint()));
    }

    /** Neighbours of several items, or why there are none. */
    private record Neighbours(List<List<Neighbour>> lists, String strategy, String missing, String hint) {
        static Neighbours of(ItemCatalog catalog, int[] top, Optional<Recommendations> recommendations) {
            if (recommendations.isEmpty()) {
                return new Neighbours(
                        List.of(), "", "Nothing that recommends is running, so there are no neighbours.", "");
            }
            try {
                List<Recommendation> answers = IntStream.of(top)
                        .mapToObj(item -> recommendations.get().similar(catalog.id(item), NEIGHBOURS, Optional.empty()))
                        .toList();
                return new Neighbours(
                        answers.stream().map(Neighbours::list).toList(),
                        answers.get(0).strategy(),
                        "",
                        "");
            } catch (TesseraException e) {
                return new Neighbours(List.of(), "", String.valueOf(e.getMessage()), e.hint());
            }
        }

        private static List<Neighbour> list(Recommendation answer) {
            return answer.items().stream()
                    .map(item -> new Neighbour(item.item(), item.name(), Format.number(item.score())))
                    .toList();
        }
    }
}
