// SPDX-License-Identifier: Apache-2.0
package org.tessera.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;
import org.tessera.api.deploy.Deployment.State;
import org.tessera.api.deploy.Deployments.Policy;
import org.tessera.api.ingest.RecordReader;
import org.tessera.api.profile.Profiler;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.Trials;
import org.tessera.api.strategy.Trials.Measured;

/**
 * The way of a jar from the folder into use: copied, checked, started beside what serves, tried, measured, and then
 * promoted, left waiting or rejected. What serves is not touched before the last step. For one thread.
 */
final class Deployer {
    private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);

    private final Folder folder;
    private final Path staging;
    private final Book book;
    private final Installed installed;
    private final Trials trials;
    private final Policies policies;
    private final BooleanSupplier stopping;
    private volatile Rules rules;

    /**
     * What decides.
     *
     * @param tolerance share of the champion's value that a challenger may fall short by
     * @param limit for the trial on made-up data
     */
    record Rules(Policy policy, double tolerance, Duration limit) {}

    Deployer(
            Folder folder,
            Path staging,
            Book book,
            Policies policies,
            Installed installed,
            Trials trials,
            Rules rules,
            BooleanSupplier stopping) {
        this.folder = folder;
        this.staging = staging;
        this.book = book;
        this.policies = policies;
        this.installed = installed;
        this.trials = trials;
        this.rules = rules;
        this.stopping = stopping;
    }

    void configure(Rules now) {
        rules = now;
    }

    /** A jar has come, or has been overwritten. */
    void come(String file, Progress progress) throws IOException {
        Folder.Staged staged = folder.stage(file, staging);
        Optional<Book.Entry> same = current(file).filter(entry -> entry.digest().equals(staged.digest()));
        if (same.isPresent()
                && same.get().state() == State.SERVING
                && installed.of(staged.digest()).isPresent()) {
            return;
        }
        Book.Entry entry = book.open(file, staged.digest());
        @Nullable Bundle bundle = null;
        try {
            entry = book.put(entry.of(JarCheck.inspect(staged.file(), installed.offered())));
            bundle = installed.install(staged);
            entry = tried(entry, bundle, progress);
        } catch (Rejection e) {
            reject(entry, Optional.ofNullable(bundle), e.reason());
        } catch (TesseraException e) {
            reject(entry, Optional.ofNullable(bundle), String.valueOf(e.getMessage()));
        } catch (CancellationException e) {
            // The engine stops; the next start takes it up again.
            if (bundle != null) {
                end(bundle);
            }
            throw e;
        } catch (RuntimeException | LinkageError e) {
            reject(entry, Optional.ofNullable(bundle), "it fails: " + e);
        }
    }

    private void end(Bundle bundle) {
        trials.end(bundle.getBundleId());
        installed.uninstall(bundle);
    }

    private Book.Entry tried(Book.Entry begun, Bundle bundle, Progress progress) throws Rejection {
        long id = bundle.getBundleId();
        trials.begin(id);
        installed.start(bundle);
        List<String> labels = trials.strategies(id);
        Book.Entry entry = book.put(begun.offering(labels));
        if (labels.isEmpty()) {
            return direct(entry, bundle);
        }
        book.put(entry.with(State.UNDER_WAY, "is tried on made-up data"));
        trials.conform(id, rules.limit(), progress);
        book.put(entry.with(State.UNDER_WAY, "is trained and measured beside the champion"));
        List<Measured> measured = trials.measure(id, progress);
        Policy policy = policies.of(entry.file()).orElse(rules.policy());
        String how = measured.stream().map(Deployer::words).collect(Collectors.joining("; "));
        if (policy == Policy.MANUAL) {
            LOG.info("{} waits to be promoted: {}", entry.file(), how);
            return book.put(entry.with(State.WAITING, how + "; promote " + entry.file() + " lets it take over"));
        }
        if (policy == Policy.IF_NOT_WORSE && measured.stream().anyMatch(m -> m.worse(rules.tolerance()))) {
            throw new Rejection("worse than the champion: " + how);
        }
        return promote(entry, bundle, how, progress);
    }

    /** Readers and profilers have nothing to be measured by: they are used from the start. */
    private Book.Entry direct(Book.Entry entry, Bundle bundle) throws Rejection {
        List<String> services = installed.services(bundle);
        boolean useful = services.contains(RecordReader.class.getName()) || services.contains(Profiler.class.getName());
        if (!useful) {
            throw new Rejection(
                    installed.failure(bundle).orElse("it offers no strategy, no reader and no profiler as a service"));
        }
        trials.end(bundle.getBundleId());
        replaceOthers(entry, bundle);
        return book.put(entry.with(State.SERVING, "in use"));
    }

    private Book.Entry promote(Book.Entry entry, Bundle bundle, String how, Progress progress) {
        book.put(entry.with(State.UNDER_WAY, "is trained on everything"));
        trials.admit(bundle.getBundleId(), true, progress);
        replaceOthers(entry, bundle);
        policies.remove(entry.file());
        LOG.info("{} serves: {}", entry.file(), how);
        List<String> names = entry.strategies().stream()
                .map(label -> label.replaceFirst("@.*", ""))
                .toList();
        return book.put(entry.offering(names).with(State.SERVING, how));
    }

    /** Of the bundles of one name only the newest goes on. */
    private void replaceOthers(Book.Entry entry, Bundle bundle) {
        installed.retireOthers(bundle);
        for (Book.Entry old : book.all()) {
            boolean replaced = old.id() != entry.id()
                    && (old.bundle().equals(entry.bundle()) || old.file().equals(entry.file()));
            if (replaced && (old.state() == State.SERVING || old.state() == State.WAITING)) {
                installed.of(old.digest()).filter(b -> !b.equals(bundle)).ifPresent(installed::uninstall);
                book.put(old.with(State.REPLACED, "by " + entry.file() + " " + entry.version()));
            }
        }
    }

    private void reject(Book.Entry begun, Optional<Bundle> bundle, String reason) throws IOException {
        if (stopping.getAsBoolean()) {
            // Whatever failed, failed for that: the next start tries it again.
            throw new CancellationException("the engine stops");
        }
        Book.Entry entry = book.newest(e -> e.id() == begun.id()).orElse(begun);
        bundle.ifPresent(this::end);
        policies.remove(entry.file());
        folder.reject(entry.file(), reason);
        book.put(entry.with(State.REJECTED, reason));
        LOG.warn("{} is rejected: {}", entry.file(), reason);
    }

    /** A file was taken away: what it brought goes, and what it replaced of the distribution comes back. */
    void gone(String file) {
        for (Book.Entry entry : book.all()) {
            boolean there = entry.state() == State.SERVING || entry.state() == State.WAITING;
            if (entry.file().equals(file) && there) {
                installed.restore(entry.bundle());
                installed.of(entry.digest()).ifPresent(this::end);
                book.put(entry.with(State.REMOVED, "its file was taken away"));
                policies.remove(file);
                LOG.info("{} was taken away", file);
            }
        }
    }

    /** @throws TesseraException if nothing of that name waits */
    Book.Entry promote(String name, Progress progress) {
        Book.Entry entry = book.newest(e -> e.state() == State.WAITING
                        && (e.file().equals(name) || e.strategies().contains(name)))
                .orElseThrow(() -> new TesseraException(
                        "nothing by the name of " + name + " waits to be promoted",
                        "deployments lists what was tried"));
        Bundle bundle = installed
                .of(entry.digest())
                .orElseThrow(() -> new TesseraException(
                        entry.file() + " is no longer installed", "put its jar into deploy/ again"));
        return promote(entry, bundle, entry.reason().replaceFirst("; promote .*", ""), progress);
    }

    /** At the start: what served when the engine stopped serves again, without being tried again. */
    void resume() throws IOException {
        for (Book.Entry entry : book.all()) {
            if (entry.state() == State.UNDER_WAY) {
                book.put(entry.with(State.REMOVED, "broken off as the engine stopped; it is tried again"));
            } else if (entry.state() == State.SERVING) {
                resume(entry);
            } else if (entry.state() == State.WAITING) {
                book.put(entry.with(State.REPLACED, "tried again at the start"));
            }
        }
    }

    private void resume(Book.Entry entry) throws IOException {
        Optional<String> digest = folder.digestOf(entry.file());
        if (digest.isEmpty()) {
            book.put(entry.with(State.REMOVED, "its file was taken away"));
        } else if (digest.get().equals(entry.digest())) {
            Folder.Staged staged = folder.stage(entry.file(), staging);
            try {
                JarCheck.inspect(staged.file(), installed.offered());
                Bundle bundle = installed.install(staged);
                installed.start(bundle);
                installed.retireOthers(bundle);
                folder.known(entry.file());
            } catch (Rejection e) {
                folder.known(entry.file());
                reject(entry, installed.of(entry.digest()), e.reason());
            }
        }
    }

    private Optional<Book.Entry> current(String file) {
        return book.newest(entry -> entry.file().equals(file) && entry.state() != State.UNDER_WAY);
    }

    private static String words(Measured measured) {
        if (measured.champion().isEmpty()) {
            return measured.strategy() + " passed its trial; there is nothing to measure it on yet";
        }
        String interval = Double.isNaN(measured.low())
                ? ""
                : String.format(Locale.ROOT, ", difference %+.4f to %+.4f", measured.low(), measured.high());
        return String.format(
                Locale.ROOT,
                "%s %s %.4f, %s %.4f%s",
                measured.measure(),
                measured.strategy(),
                measured.value(),
                measured.champion(),
                measured.championValue(),
                interval);
    }
}
