// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.time.Instant;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.TesseraException;
import org.tessera.api.profile.Portrait;
import org.tessera.api.profile.Portraits;
import org.tessera.api.profile.Portraits.Summary;
import org.tessera.api.profile.Trait;
import org.tessera.api.store.CustomerDirectory;

/** {@code profile} and {@code profiles}. */
@Component
public final class ProfileCommands implements CommandGroup {
    private static final String ASCII = "--ascii";
    private static final int MOST_LEVELS = 6;
    private static final List<String> QUANTILES = List.of("0", "0.25", "0.5", "0.75", "1");

    private final Portraits portraits;
    private final CustomerDirectory customers;

    /** Called by the component runtime. */
    @Activate
    public ProfileCommands(@Reference Portraits portraits, @Reference CustomerDirectory customers) {
        this.portraits = portraits;
        this.customers = customers;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.named("profile", "The portrait of a customer")
                        .argument("ID", "id of the customer as it was imported")
                        .flag(ASCII, "draw bars with plain characters")
                        .json()
                        .example("profile 17850")
                        .runs(this::profile),
                Command.named("profiles", "All portraits in short: each trait with its quantiles or levels")
                        .json()
                        .example("profiles")
                        .runs(this::profiles));
    }

    private record Answer(String customer, Map<String, Object> traits, List<String> segments, Instant updated) {}

    private void profile(Invocation call) throws Exception {
        String id = call.argument("ID");
        if (customers.indexOf(id).isEmpty()) {
            throw unknown(id);
        }
        Summary summary = call.watched(portraits::summary);
        Portrait portrait = portraits.of(id).orElseThrow(() -> unknown(id));
        Map<String, Object> traits = new LinkedHashMap<>();
        portrait.traits().forEach((name, value) -> traits.put(name, json(value)));
        Answer answer = new Answer(id, traits, portrait.segments(), portrait.updated());
        call.answer(answer, () -> {
            PortraitText text = new PortraitText(
                    portraits.traits(), portraits.population(), summary.now(), call.columns(), call.flag(ASCII));
            text.lines(portrait).forEach(call::print);
        });
    }

    private TesseraException unknown(String id) {
        int size = customers.size();
        List<String> ids = new AbstractList<>() {
            @Override
            public String get(int customer) {
                return customers.id(customer);
            }

            @Override
            public int size() {
                return size;
            }
        };
        String otherwise = size == 0
                ? "there are no customers yet; import some events first"
                : "ids look like " + ids.stream().limit(3).collect(Collectors.joining(", "));
        return new TesseraException("there is no customer '" + id + "'", Nearest.hint(id, ids, otherwise));
    }

    /** Times as text, shares with four decimals. */
    private static Object json(Object value) {
        if (value instanceof Long time) {
            return Instant.ofEpochMilli(time);
        }
        if (value instanceof Map<?, ?> shares) {
            Map<String, Object> rounded = new LinkedHashMap<>();
            shares.forEach((name, share) -> rounded.put(
                    String.valueOf(name), share instanceof Double d ? Math.rint(d * 10_000) / 10_000 : share));
            return rounded;
        }
        return value;
    }

    private record TraitSummary(
            String label,
            String type,
            String unit,
            String group,
            String meaning,
            boolean clustering,
            Double share,
            Map<String, Double> quantiles,
            Map<String, Double> levels) {}

    private record AllSummary(int customers, Instant now, Map<String, TraitSummary> traits) {}

    private void profiles(Invocation call) throws Exception {
        Summary summary = call.watched(portraits::summary);
        Map<String, TraitSummary> traits = new LinkedHashMap<>();
        for (Trait trait : portraits.traits()) {
            List<Double> numbers = summary.numbers().getOrDefault(trait.name(), List.of());
            Map<String, Double> levels = summary.levels().getOrDefault(trait.name(), Map.of());
            if (!numbers.isEmpty() || !levels.isEmpty()) {
                traits.put(trait.name(), summarised(trait, numbers, levels));
            }
        }
        AllSummary all = new AllSummary(summary.customers(), summary.now(), traits);
        call.answer(all, () -> print(call, all));
    }

    private static TraitSummary summarised(Trait trait, List<Double> numbers, Map<String, Double> levels) {
        Map<String, Double> quantiles = new LinkedHashMap<>();
        for (int k = 1; k < numbers.size(); k++) {
            quantiles.put(QUANTILES.get(k - 1), numbers.get(k));
        }
        return new TraitSummary(
                trait.label(),
                trait.type().name().toLowerCase(Locale.ROOT),
                trait.type() == Trait.Type.TIME ? "days ago" : trait.unit(),
                trait.group(),
                trait.meaning(),
                trait.clustering(),
                numbers.isEmpty() ? 1 : numbers.get(0),
                quantiles,
                levels);
    }

    private static void print(Invocation call, AllSummary all) {
        if (all.customers() == 0) {
            call.print("no customer has any events yet");
            return;
        }
        call.print(
                Numbers.count(all.customers()) + " customers with events, seen from " + PortraitWords.date(all.now()));
        call.print("");
        Table numbers = Table.of("trait", "have", "least", "25 %", "median", "75 %", "most", "unit");
        Table levels = Table.of("trait", "what it is");
        all.traits().forEach((name, trait) -> {
            if (!trait.quantiles().isEmpty()) {
                List<String> q = trait.quantiles().values().stream()
                        .map(ProfileCommands::shown)
                        .toList();
                numbers.row(
                        name,
                        Numbers.percent(trait.share()),
                        q.get(0),
                        q.get(1),
                        q.get(2),
                        q.get(3),
                        q.get(4),
                        trait.unit());
            } else {
                levels.row(name, levels(trait, all.customers()));
            }
        });
        if (numbers.size() > 0) {
            call.print(numbers);
        }
        if (levels.size() > 0) {
            call.print("");
            call.print(levels);
        }
    }

    private static String shown(double value) {
        return Math.abs(value) >= 1000 ? Numbers.count(Math.round(value)) : PortraitWords.number(value);
    }

    private static String levels(TraitSummary trait, int customers) {
        boolean counts = trait.type().equals("category");
        String most = trait.levels().entrySet().stream()
                .limit(MOST_LEVELS)
                .map(level -> level.getKey() + " "
                        + Numbers.percent(counts ? level.getValue() / customers : level.getValue()))
                .collect(Collectors.joining(", "));
        return trait.levels().size() > MOST_LEVELS ? most + ", …" : most;
    }
}
