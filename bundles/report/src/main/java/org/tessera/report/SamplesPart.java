// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.tessera.api.data.Event;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.profile.Portrait;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.recommend.Recommendations;
import org.tessera.api.strategy.Progress;

/** What a few customers who are unlike each other would be offered, and why. */
record SamplesPart(List<Sample> samples) {
    private static final int MOST_CUSTOMERS = 4;
    private static final int OFFERS = 5;
    private static final int REASONS = 2;
    private static final int RECENT = 4;
    private static final int TRAITS = 8;

    /** An id that no source uses: a question with an empty history. */
    private static final String STRANGER = "\u2028somebody new\u2028";

    /**
     * One customer.
     *
     * @param recentType type of the events that {@code recent} shows
     */
    record Sample(
            String customer,
            String why,
            List<String> segments,
            List<TraitTexts.Line> traits,
            String recentType,
            List<String> recent,
            String strategy,
            String model,
            List<Offer> offers) {}

    /** An item that is offered. */
    record Offer(String id, String name, String score, List<String> reasons) {}

    static Part<SamplesPart> of(Sources sources, Optional<EventScan> scan, TraitTexts texts, Progress progress) {
        if (sources.recommendations().isEmpty()) {
            return Part.missing("Nothing that recommends is running.", "");
        }
        Recommendations recommendations = sources.recommendations().get();
        List<Sample> samples = new ArrayList<>();
        String type = scan.map(EventScan::leadingType).orElse("");
        for (Contrast.Pick pick : Contrast.pick(sources, MOST_CUSTOMERS, progress)) {
            progress.report("asking for recommendations", samples.size(), MOST_CUSTOMERS + 1L);
            Recommendation answer = recommendations.recommend(pick.customer(), OFFERS, Optional.empty(), true);
            Optional<Portrait> portrait = sources.portraits().flatMap(service -> service.of(pick.customer()));
            samples.add(new Sample(
                    pick.customer(),
                    pick.why(),
                    portrait.map(Portrait::segments).orElse(List.of()),
                    portrait.map(p -> texts.portrait(p.traits(), TRAITS)).orElse(List.of()),
                    type,
                    recent(sources, pick.customer(), type),
                    answer.strategy(),
                    answer.model(),
                    offers(answer)));
        }
        Recommendation popular = recommendations.recommend(STRANGER, OFFERS, Optional.empty(), true);
        samples.add(new Sample(
                "Somebody new",
                "of whom nothing is known yet",
                List.of(),
                List.of(),
                type,
                List.of(),
                popular.strategy(),
                popular.model(),
                offers(popular)));
        return Part.of(new SamplesPart(samples));
    }

    private static List<Offer> offers(Recommendation answer) {
        return answer.items().stream()
                .map(item -> new Offer(
                        item.item(),
                        item.name(),
                        Format.number(item.score()),
                        item.reasons().stream()
                                .limit(REASONS)
                                .map(Recommendation.Why::text)
                                .toList()))
                .toList();
    }

    /** Names of the items a customer last had to do with, the newest first, each once. */
    private static List<String> recent(Sources sources, String customer, String type) {
        OptionalInt index =
                sources.customers().isPresent() ? sources.customers().get().indexOf(customer) : OptionalInt.empty();
        if (index.isEmpty() || sources.events().isEmpty() || sources.items().isEmpty()) {
            return List.of();
        }
        Map<Integer, Long> last = new LinkedHashMap<>();
        sources.events().get().visitCustomer(index.getAsInt(), (number, event) -> remember(last, event, type));
        ItemCatalog catalog = sources.items().get().catalog();
        List<Integer> items = new ArrayList<>(last.keySet());
        Collections.reverse(items);
        return items.stream().limit(RECENT).map(catalog::name).toList();
    }

    private static void remember(Map<Integer, Long> last, Event event, String type) {
        if (event.hasItem() && event.type().equals(type)) {
            // Removed first, so that the map's order is that of the newest event.
            last.remove(event.item());
            last.put(event.item(), event.time());
        }
    }
}
