// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.profile.Attribute;
import org.tessera.api.profile.Population;
import org.tessera.api.profile.Portrait;
import org.tessera.api.profile.Portraits;
import org.tessera.api.profile.Profiler;
import org.tessera.api.profile.Trait;
import org.tessera.api.segment.RuleSegments;
import org.tessera.api.segment.Segments;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.EventStore.Extent;
import org.tessera.api.store.ItemDirectory;
import org.tessera.api.store.StateStore;
import org.tessera.api.strategy.Jobs;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.SettingException;

/**
 * Portraits from the profilers that are there. Their states are brought up to the events before they are read; where that
 * would take long, it is done in the background, and a single customer is folded on the spot meanwhile, so that a portrait
 * always shows the newest events and nobody waits for others' history.
 */
@Component(
        immediate = true,
        service = {Portraits.class, SelectedTraits.class},
        configurationPid = "org.tessera.portraits")
@Designate(ocd = LivePortraits.Config.class)
public final class LivePortraits implements Portraits, SelectedTraits {
    /** So many events are folded before a single portrait is read, more in the background. */
    private static final long LITTLE = 5000;

    private static final long HOUR = 3_600_000;

    private final EventStore events;
    private final CustomerDirectory customers;
    private final boolean clock;
    private final ProfilerRegistry registry;
    private final AttributeSample attributes;
    private final CatchUp catchUp;
    private final CustomerReader reader;
    private final Surveys surveys;
    private final BackgroundFold background;
    private final TableReader tables;
    private final SelectedReader.Readers selected;
    private final AtomicLong generation = new AtomicLong();
    private volatile @Nullable ComponentServiceObjects<Segments> segments;
    private volatile @Nullable ComponentServiceObjects<RuleSegments> rules;
    private volatile @Nullable KnownSheet sheet;

    /** When portraits are read, and how profilers go. */
    @ObjectClassDefinition(name = "Portraits", description = "When portraits are read, and how profilers go.")
    public @interface Config {
        @AttributeDefinition(
                description = "The moment portraits are read at: data for the time of the newest event, clock for now")
        String now() default "data";

        @AttributeDefinition(description = "How long a profiler that goes is waited for, in milliseconds", min = "0")
        long drain_ms() default 5000;
    }

    private record KnownSheet(List<ProfilerSlot<?>> slots, List<Attribute> attributes, TraitSheet sheet) {}

    @Activate
    public LivePortraits(
            @Reference EventStore events,
            @Reference StateStore states,
            @Reference CustomerDirectory customers,
            @Reference ItemDirectory items,
            @Reference Jobs jobs,
            Config config) {
        this.events = events;
        this.customers = customers;
        this.clock = switch (config.now()) {
            case "data" -> false;
            case "clock" -> true;
            default ->
                throw new SettingException("now", "'" + config.now() + "' is not a moment", "give data or clock");
        };
        this.registry = new ProfilerRegistry(Duration.ofMillis(config.drain_ms()));
        this.attributes = new AttributeSample(customers);
        this.catchUp = new CatchUp(events, states, customers, items);
        this.reader = new CustomerReader(events, states, customers, items);
        ColumnReader columns = new ColumnReader(states, customers);
        this.surveys = new Surveys(columns, customers);
        this.tables = new TableReader(columns, customers);
        this.selected = new SelectedReader.Readers(columns, reader);
        this.background = new BackgroundFold(jobs, catchUp, registry);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addProfiler(Profiler<?> profiler, Map<String, Object> properties) {
        registry.add(slot(profiler, properties));
        background.soon();
    }

    void removeProfiler(Map<String, Object> properties) {
        registry.remove(id(properties));
        sheet = null;
    }

    private static long id(Map<String, Object> properties) {
        return properties.get(Constants.SERVICE_ID) instanceof Long id ? id : -1;
    }

    private static <S> ProfilerSlot<S> slot(Profiler<S> profiler, Map<String, Object> properties) {
        long id = id(properties);
        Object name = properties.getOrDefault(Profiler.NAME, "profiler-" + id);
        int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer given ? given : 0;
        return new ProfilerSlot<>(name.toString(), ranking, id, profiler);
    }

    @Reference(
            service = Segments.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setSegments(ComponentServiceObjects<Segments> service) {
        // Only a way to the service: it is made from portraits itself, so asking for it here would go round in circles.
        segments = service;
    }

    void unsetSegments(ComponentServiceObjects<Segments> service) {
        if (service.equals(segments)) {
            segments = null;
        }
    }

    @Reference(
            service = RuleSegments.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setRules(ComponentServiceObjects<RuleSegments> service) {
        rules = service;
    }

    void unsetRules(ComponentServiceObjects<RuleSegments> service) {
        if (service.equals(rules)) {
            rules = null;
        }
    }

    private List<String> segmentsOf(String customer) {
        List<String> all = new ArrayList<>(ask(segments, service -> service.of(customer)));
        all.addAll(ask(rules, service -> service.of(customer)));
        return List.copyOf(all);
    }

    private static <S> List<String> ask(@Nullable ComponentServiceObjects<S> way, Function<S, List<String>> question) {
        @Nullable S service = way == null ? null : way.getService();
        if (way == null || service == null) {
            return List.of();
        }
        try {
            return question.apply(service);
        } finally {
            way.ungetService(service);
        }
    }

    @Deactivate
    void stop() {
        background.stop();
        surveys.stop();
    }

    @Override
    public List<Trait> traits() {
        return sheet(registry.active()).traits();
    }

    @Override
    public Optional<Portrait> of(String customer) {
        OptionalInt index = customers.indexOf(customer);
        if (index.isEmpty()) {
            return Optional.empty();
        }
        CustomerReader.Reading reading = read(index.getAsInt());
        return Optional.of(new Portrait(
                customer,
                reading.values(),
                segmentsOf(customer),
                Instant.ofEpochMilli(reading.hasEvents() ? reading.newest() : 0)));
    }

    private CustomerReader.Reading read(int customer) {
        List<ProfilerSlot<?>> slots = registry.active();
        freshen(slots);
        TraitSheet current = sheet(slots);
        return reader.read(
                customer, slots, current, now(), recentSurvey(slots, current).ranks());
    }

    /** Brings states up to the events if that takes a moment only; else sees to it that it is done beside. */
    private void freshen(List<ProfilerSlot<?>> slots) {
        catchUp.look(slots);
        if (catchUp.backlog(slots) > 0) {
            catchUp.runIfLittle(slots, LITTLE);
            if (catchUp.backlog(slots) > 0) {
                background.now();
            }
        }
    }

    @Override
    public void catchUp(Progress progress) {
        // Customers and items may have been imported as well, which shows in no event.
        generation.incrementAndGet();
        attributes.forget();
        fold(progress);
    }

    private List<ProfilerSlot<?>> fold(Progress progress) {
        List<ProfilerSlot<?>> slots;
        do {
            slots = registry.active();
            catchUp.run(slots, progress);
            // Profilers may have come or gone meanwhile.
        } while (!slots.equals(registry.active()));
        return slots;
    }

    @Override
    public FeatureTable table(List<String> traits, Progress progress) {
        List<ProfilerSlot<?>> slots = fold(progress);
        TraitSheet current = sheet(slots);
        return tables.read(traits, slots, exactSurvey(slots, current, progress), now(), progress);
    }

    @Override
    public FeatureTable row(int customer, List<String> traits) {
        List<ProfilerSlot<?>> slots = registry.active();
        freshen(slots);
        TraitSheet current = sheet(slots);
        Survey survey = recentSurvey(slots, current);
        long now = now();
        CustomerReader.Reading reading = reader.read(customer, slots, current, now, survey.ranks());
        FeatureTable row = Tables.of(tables.plan(traits, survey).on(current), current, customer, reading.values(), now);
        return reading.hasEvents() ? row : row.select(new int[0]);
    }

    @Override
    public Summary summary() {
        return summary(Progress.unwatched());
    }

    @Override
    public Summary summary(Progress progress) {
        List<ProfilerSlot<?>> slots = fold(progress);
        return exactSurvey(slots, sheet(slots), progress).summary();
    }

    @Override
    public Population population() {
        List<ProfilerSlot<?>> slots = registry.active();
        freshen(slots);
        return recentSurvey(slots, sheet(slots)).ranks();
    }

    private Survey exactSurvey(List<ProfilerSlot<?>> slots, TraitSheet current, Progress progress) {
        return surveys.exact(stamp(slots, current), ColumnReader.ready(slots), now(), progress);
    }

    private Survey recentSurvey(List<ProfilerSlot<?>> slots, TraitSheet current) {
        return surveys.recent(stamp(slots, current), ColumnReader.ready(slots), now());
    }

    private Survey.Stamp stamp(List<ProfilerSlot<?>> slots, TraitSheet current) {
        Map<Long, Standing> standings = new HashMap<>();
        for (ProfilerSlot<?> slot : ColumnReader.ready(slots)) {
            slot.standing().ifPresent(standing -> standings.put(slot.serviceId(), standing));
        }
        long moment = clock ? now() / HOUR : now();
        return new Survey.Stamp(
                current, standings, generation.get(), events.extent().count(), moment);
    }

    /** The traits of profilers, kept as long as neither they nor the attributes change. */
    private TraitSheet sheet(List<ProfilerSlot<?>> slots) {
        List<Attribute> now = attributes.attributes();
        KnownSheet known = sheet;
        if (known == null || !known.slots.equals(slots) || !known.attributes.equals(now)) {
            known = new KnownSheet(slots, now, TraitSheet.of(slots, now));
            sheet = known;
        }
        return known.sheet;
    }

    @Override
    public void bringUp(Progress progress) {
        fold(progress);
    }

    @Override
    public View view() {
        List<ProfilerSlot<?>> slots = registry.active();
        catchUp.look(slots);
        TraitSheet current = sheet(slots);
        List<ProfilerSlot<?>> failed = failed(slots);
        return new SelectedReader(
                selected,
                slots,
                current,
                () -> slots.equals(registry.active()) && failed.equals(failed(slots)) && current == sheet(slots),
                progress -> exactSurvey(slots, current, progress).ranks(),
                () -> recentSurvey(slots, current).ranks());
    }

    private static List<ProfilerSlot<?>> failed(List<ProfilerSlot<?>> slots) {
        List<ProfilerSlot<?>> failed = new ArrayList<>(slots);
        failed.removeIf(slot -> !slot.failed());
        return failed;
    }

    private long now() {
        return moment(events.extent());
    }

    /** Never before the newest event. */
    @Override
    public long moment(Extent extent) {
        return clock ? Math.max(System.currentTimeMillis(), extent.newest()) : extent.newest();
    }
}
