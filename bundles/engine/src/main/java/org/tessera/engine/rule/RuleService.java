// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;
import org.tessera.api.segment.RuleSegment;
import org.tessera.api.segment.RuleSegments;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.store.EventStore;
import org.tessera.api.store.ItemDirectory;
import org.tessera.api.strategy.Progress;
import org.tessera.engine.Stores;
import org.tessera.engine.profile.SelectedTraits;
import org.tessera.engine.rule.Standing.Definition;
import org.tessera.engine.strategy.Slots;

/** Keeps rule segments, brings them up to the events when somebody asks, and writes them down. */
@Component(service = RuleSegments.class)
public final class RuleService implements RuleSegments {
    private static final Logger LOG = LoggerFactory.getLogger(RuleService.class);
    private static final long PATIENCE_MS = 100;
    private static final int LONGEST_NAME = 100;
    private static final int SAMPLE = 10;

    private final CustomerDirectory customers;
    private final RuleArchive archive;
    private final AttributeWatch attributes;
    private final Refresh refresh;
    private final ReentrantLock turn = new ReentrantLock();
    private final Optional<String> damage;
    private volatile SortedMap<String, Standing> standings;
    private AttributeWatch.Kept keptAttributes;

    @Activate
    public RuleService(
            @Reference EventStore events,
            @Reference CustomerDirectory customers,
            @Reference ItemDirectory items,
            @Reference SelectedTraits traits,
            BundleContext context) {
        this(
                new Stores(events, customers, items),
                traits,
                Slots.home(context).resolve("data").resolve("rules"));
    }

    /** @param folder where rules and members are kept */
    RuleService(Stores stores, SelectedTraits traits, Path folder) {
        this.customers = stores.customers();
        this.archive = new RuleArchive(folder);
        this.attributes = new AttributeWatch(customers, archive.readAttributes());
        this.keptAttributes = attributes.kept();
        this.refresh = new Refresh(stores.events(), customers, stores.items(), traits, attributes);
        SortedMap<String, Standing> read = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        this.damage = read(read);
        this.standings = Collections.unmodifiableSortedMap(read);
    }

    /** @return why the definitions cannot be read, if so */
    private Optional<String> read(SortedMap<String, Standing> into) {
        try {
            archive.read().forEach(standing -> into.put(standing.name(), standing));
            return Optional.empty();
        } catch (IOException e) {
            // A rule that is written wrongly by hand must not take everything else away that asks for rules.
            LOG.error("rule segments are out of use: {}", e.getMessage());
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Also keeps what cannot be read from being written over. */
    private void refuseIfDamaged() {
        damage.ifPresent(reason -> {
            throw new TesseraException(
                    "rule segments are out of use: " + reason,
                    "correct the file, or move it away to begin without rules, and start Tessera again");
        });
    }

    @Override
    public RuleSegment define(String name, String expression, Progress progress) {
        refuseIfDamaged();
        String stripped = checkedName(name);
        return inTurn(progress, () -> {
            Rule rule = refresh.bind(expression, standings);
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            Optional<Definition> before =
                    Optional.ofNullable(standings.get(stripped)).map(Standing::definition);
            Definition definition = new Definition(
                    before.map(Definition::name).orElse(stripped),
                    rule.expression(),
                    before.map(Definition::created).orElse(now),
                    now);
            SortedMap<String, Standing> wanted = new TreeMap<>(standings);
            wanted.put(definition.name(), Standing.of(definition));
            refuseCircle(Bindings.references(wanted).circle(definition.name()));
            SortedMap<String, Standing> after = refresh.bring(wanted, progress);
            try {
                archive.writeDefinitions(after.values());
            } catch (IOException e) {
                throw unsaved(e);
            }
            publish(after);
            return segment(definition.name());
        });
    }

    private static void refuseCircle(List<String> circle) {
        if (!circle.isEmpty()) {
            throw new TesseraException(
                    "rule segments would refer to each other in a circle: " + String.join(" → ", circle),
                    "take one of the references out");
        }
    }

    private static String checkedName(String name) {
        String stripped = name.strip();
        boolean number = stripped.matches("[0-9]*") || stripped.equalsIgnoreCase("noise");
        if (number || stripped.length() > LONGEST_NAME || stripped.chars().anyMatch(Character::isISOControl)) {
            throw new TesseraException(
                    "'" + stripped + "' cannot be the name of a rule segment: expected up to " + LONGEST_NAME
                            + " characters on one line, no mere number and not noise",
                    "numbers and noise are names of formed segments");
        }
        return stripped;
    }

    private static TesseraException unsaved(IOException e) {
        return new TesseraException(
                "the rule segments cannot be saved: " + e.getMessage(),
                "check space and permissions of the home's data folder",
                e);
    }

    @Override
    public void drop(String name) {
        refuseIfDamaged();
        inTurn(Progress.unwatched(), () -> {
            Standing standing = find(name);
            List<String> users = Bindings.references(standings).to(standing.name());
            if (!users.isEmpty()) {
                throw new TesseraException(
                        standing.name() + " is referred to by " + String.join(", ", users),
                        "drop or change those first");
            }
            SortedMap<String, Standing> wanted = new TreeMap<>(standings);
            wanted.remove(standing.name());
            try {
                archive.writeDefinitions(wanted.values());
                archive.forget(standing);
            } catch (IOException e) {
                throw unsaved(e);
            }
            standings = Collections.unmodifiableSortedMap(wanted);
            return standing;
        });
    }

    @Override
    public boolean contains(String name) {
        return standings.containsKey(name.strip());
    }

    private Standing find(String name) {
        @Nullable Standing standing = standings.get(name.strip());
        if (standing == null) {
            String all = standings.isEmpty()
                    ? "none is defined yet: rule NAME 'EXPRESSION'"
                    : "there are: " + String.join(", ", standings.keySet());
            throw new TesseraException(
                    "there is no rule segment '" + name + "'", Nearest.hint(name, standings.keySet(), all));
        }
        return standing;
    }

    private RuleSegment segment(String name) {
        return find(name).segment(customers.size());
    }

    @Override
    public List<RuleSegment> all(Progress progress) {
        bringUp(progress);
        int size = customers.size();
        return standings.values().stream()
                .map(standing -> standing.segment(size))
                .toList();
    }

    @Override
    public List<String> members(String name, Progress progress) {
        refuseIfDamaged();
        find(name);
        bringUp(progress);
        return find(name).members().stream().mapToObj(customers::id).toList();
    }

    @Override
    public List<String> of(String customer) {
        SortedMap<String, Standing> now = standings;
        OptionalInt index = customers.indexOf(customer);
        if (now.isEmpty() || index.isEmpty()) {
            return List.of();
        }
        if (!refresh.isCurrent(now)) {
            return refresh.of(index.getAsInt(), now);
        }
        return now.values().stream()
                .filter(standing -> standing.members().get(index.getAsInt()))
                .map(Standing::name)
                .toList();
    }

    @Override
    public Trial evaluate(String expression, Progress progress) {
        bringUp(progress);
        SortedMap<String, Standing> now = standings;
        Rule rule = refresh.bind(expression, now);
        BitSet members = refresh.tryOut(rule, now, progress);
        int size = members.cardinality();
        int all = customers.size();
        int[] indexes = members.stream().toArray();
        List<String> sample = IntStream.range(0, Math.min(SAMPLE, size))
                .mapToObj(k -> customers.id(indexes[(int) ((long) k * size / Math.min(SAMPLE, size))]))
                .toList();
        return new Trial(rule.expression(), size, all == 0 ? 0 : (double) size / all, sample);
    }

    private void bringUp(Progress progress) {
        refuseIfDamaged();
        if (standings.isEmpty() || refresh.isCurrent(standings)) {
            return;
        }
        inTurn(progress, () -> {
            // Who waited may find it done.
            if (!refresh.isCurrent(standings)) {
                publish(refresh.bring(standings, progress));
            }
            return true;
        });
    }

    /** Lets everybody see segments, and writes down what has changed. */
    private void publish(SortedMap<String, Standing> after) {
        Map<String, Standing> before = standings;
        standings = Collections.unmodifiableSortedMap(after);
        try {
            AttributeWatch.Kept kept = attributes.kept();
            if (keptAttributes.hashes() != kept.hashes()) {
                archive.writeAttributes(kept);
                keptAttributes = kept;
            }
            List<String> order = Bindings.references(after).order();
            // Were it cut off here, the next start would take along who refers to what is still to be written.
            Collections.reverse(order);
            for (String name : order) {
                @Nullable Standing standing = after.get(name);
                @Nullable Standing was = before.get(name);
                // Where nobody was evaluated, the next start finds that out again.
                if (standing != null && (was == null || was.sure() != standing.sure())) {
                    archive.writeMembers(standing);
                }
            }
        } catch (IOException e) {
            LOG.warn(
                    "members of rule segments cannot be saved and are worked out anew after a restart: {}",
                    e.toString());
        }
    }

    private <R> R inTurn(Progress progress, Supplier<R> work) {
        try {
            while (!turn.tryLock(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                progress.report("waiting for rules", 0, 0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.util.concurrent.CancellationException("interrupted while waiting for rules");
        }
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }
}
