// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;

/**
 * An engine in this JVM: the embedding API. Start one with a home of its own, ask it for the services of {@code api},
 * close it:
 *
 * <pre>{@code
 * try (Tessera tessera = Tessera.at(Path.of("/var/lib/shop")).start()) {
 *     Recommendations recommendations = tessera.service(Recommendations.class);
 *     ...
 * }
 * }</pre>
 *
 * <p>Engines share nothing: a JVM can run several, each with its home. No system property is read or set, and nothing
 * here ends the JVM. Logging goes to the host's slf4j. Safe for many threads.
 */
public final class Tessera implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tessera.class);

    private final Home home;
    private final HomeLock lock;
    private final Container container;
    private boolean closed;

    private Tessera(Home home, HomeLock lock, Container container) {
        this.home = home;
        this.lock = lock;
        this.container = container;
    }

    /** An engine whose {@code conf/}, {@code data/}, {@code deploy/} and {@code log/} are in a folder, made if missing. */
    public static Builder at(Path home) {
        return new Builder(home);
    }

    /** How an engine is to start. */
    public static final class Builder {
        private final Path home;
        private final Map<String, Map<String, Object>> settings = new LinkedHashMap<>();
        private final Set<String> leftOut = new HashSet<>(Set.of("shell", "console"));
        private Optional<Distribution> distribution = Optional.empty();
        private String purpose = "embedded";
        private boolean evenIfIncomplete;
        private Consumer<Home> whenHomeIsThere = home -> {};
        private Duration patience = Duration.ofSeconds(10);

        private Builder(Path home) {
            this.home = home;
        }

        /** Where the unpacked distribution is. Not needed when this class is loaded from its {@code lib/}. */
        public Builder distribution(Path folder) {
            distribution = Optional.of(new Distribution(folder));
            return this;
        }

        /**
         * Sets the settings of a component. Each goes before what the home's {@code conf/} says.
         *
         * @param pid the component's persistent identity, the name of its file in {@code conf/} without {@code .cfg}
         * @param values strings, numbers, booleans or arrays of them by key
         */
        public Builder configure(String pid, Map<String, ?> values) {
            settings.computeIfAbsent(pid, key -> new HashMap<>()).putAll(values);
            return this;
        }

        /**
         * With {@link org.tessera.api.shell.CommandRunner}, which runs the commands of the shell. Off by default: the
         * shell's runtime replaces {@link System#out} and {@link System#err} of the JVM with streams that know which
         * command a thread belongs to, and passes everything else through.
         */
        public Builder withShell() {
            leftOut.remove("shell");
            return this;
        }

        /** How long components may take to come up before the start counts as failed; 10 seconds by default. */
        public Builder patience(Duration time) {
            patience = time;
            return this;
        }

        Builder withConsole() {
            leftOut.remove("console");
            return withShell();
        }

        /** Whoever looks into what is wrong needs the rest to run: what does not come up is only logged. */
        Builder evenIfIncomplete() {
            evenIfIncomplete = true;
            return this;
        }

        Builder purpose(String text) {
            purpose = text;
            return this;
        }

        /** Runs once the home is complete and this process's own, before anything else. */
        Builder whenHomeIsThere(Consumer<Home> work) {
            whenHomeIsThere = work;
            return this;
        }

        /**
         * Starts the engine; returns when it is ready.
         *
         * @throws TesseraException saying which bundle or component does not come up and why, or that the home is in
         *     use; nothing is left running
         */
        public Tessera start() {
            return Tessera.start(
                    new Home(home),
                    distribution.orElseGet(Distribution::ofThisClass),
                    new Plan(
                            purpose,
                            Map.copyOf(settings),
                            Set.copyOf(leftOut),
                            patience,
                            evenIfIncomplete,
                            whenHomeIsThere));
        }
    }

    private static Tessera start(Home home, Distribution distribution, Plan plan) {
        StartTimes times = new StartTimes();
        home.create();
        HomeLock lock = HomeLock.take(home, plan.purpose());
        Optional<Tessera> tessera = Optional.empty();
        boolean ready = false;
        try {
            home.complete(distribution);
            plan.whenHomeIsThere().accept(home);
            times.done("home");
            tessera = Optional.of(new Tessera(home, lock, Container.start(home, distribution, plan, times)));
            tessera.get().awaitReady(plan);
            times.done("components");
            LOG.info("ready: {}", times);
            ready = true;
            return tessera.get();
        } finally {
            if (!ready) {
                tessera.ifPresentOrElse(Tessera::close, lock::close);
            }
        }
    }

    private void awaitReady(Plan plan) {
        List<String> missing = new ArrayList<>(container.faults());
        try {
            missing.addAll(readiness().await(missing.isEmpty() ? plan.patience() : Duration.ZERO));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TesseraException("interrupted while starting", "", e);
        }
        if (!missing.isEmpty() && !plan.evenIfIncomplete()) {
            throw new TesseraException(
                    "Tessera does not come up: " + String.join("; ", missing),
                    "see " + home.log().resolve("tessera.log"));
        }
        missing.forEach(text -> LOG.warn("not all of Tessera comes up: {}", text));
    }

    /** What does not come up at the moment, a sentence each. */
    List<String> missing() {
        List<String> missing = new ArrayList<>(container.faults());
        missing.addAll(readiness().missing());
        return missing;
    }

    private Readiness readiness() {
        return new Readiness(container.context(), service(ServiceComponentRuntime.class));
    }

    /**
     * A service of the engine. It stays valid until the engine is closed.
     *
     * @param type an interface of {@code api}
     * @throws TesseraException if nobody offers it
     */
    public <T> T service(Class<T> type) {
        return find(type)
                .orElseThrow(() -> new TesseraException(
                        "no service " + type.getName() + " is registered",
                        "ask for an interface of api, while the engine runs"));
    }

    /** A service of the engine, or empty if nobody offers it. */
    public <T> Optional<T> find(Class<T> type) {
        return container.find(type);
    }

    /** Its home. */
    public Path home() {
        return home.root();
    }

    /** Stops the engine and lets go of its home. Closing twice does nothing. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        container.close();
        lock.close();
    }
}
