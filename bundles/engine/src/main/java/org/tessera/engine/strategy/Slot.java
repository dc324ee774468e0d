// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;
import org.tessera.api.strategy.Model;
import org.tessera.api.strategy.ModelInfo;
import org.tessera.api.strategy.Strategy;
import org.tessera.api.strategy.StrategyInfo;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.engine.model.ModelStore;
import org.tessera.engine.model.StoredModel;
import org.tessera.engine.strategy.Registration.Serving;
import org.tessera.engine.strategy.Registration.StrategyId;

/**
 * The place of one task: the strategies that could fill it, the one that is preferred, and the models that answer. The
 * only class that hands strategies and their models to the rest of the engine, always on lease. Safe for many threads.
 *
 * @param <T> what strategies of this task are trained on
 * @param <M> their models
 * @param <S> the strategies
 */
public final class Slot<T, M extends Model, S extends Strategy<T, M>> {
    private static final Logger LOG = LoggerFactory.getLogger(Slot.class);
    private static final int KEPT_MODELS = 5;

    private final String task;
    private final ModelStore store;
    private final Limits limits;
    private final Guard guard;
    private final Registrations<T, M, S> registrations = new Registrations<>();
    private final Preference preference = new Preference();
    private final Incumbents incumbents;
    private volatile List<String> configured = List.of();

    /** @param guard calls into the strategies; closed by whoever made it */
    Slot(String task, ModelStore store, Limits limits, Guard guard) throws IOException {
        this.task = task;
        this.store = store;
        this.limits = limits;
        this.guard = guard;
        this.incumbents = new Incumbents(store);
    }

    /** A model on lease. To be closed. */
    public static final class Use<M> implements AutoCloseable {
        private final String strategy;
        private final Leased<Serving<M>>.Lease lease;

        private Use(String strategy, Leased<Serving<M>>.Lease lease) {
            this.strategy = strategy;
            this.lease = lease;
        }

        public String strategy() {
            return strategy;
        }

        public String modelId() {
            return lease.get().id();
        }

        public M model() {
            return lease.get().model();
        }

        @Override
        public void close() {
            lease.close();
        }
    }

    public String task() {
        return task;
    }

    /** The models of this task on disk. */
    public ModelStore store() {
        return store;
    }

    /** The order of preference from the configuration, the preferred one first; what a person chose goes before it. */
    public void configure(List<String> order) {
        configured = order.stream().map(String::trim).filter(s -> !s.isEmpty()).toList();
    }

    /** A strategy has come. */
    void add(StrategyId id, S service) {
        registrations.add(new Registration<>(id, service));
        LOG.info("{}: {} {} has come", task, id.name(), id.version());
    }

    /** A strategy has come that is only asked by its label until it is admitted. */
    void addOnTrial(StrategyId id, S service) {
        registrations.addOnTrial(new Registration<>(id, service));
        LOG.info("{}: {} is on trial", task, id.label());
    }

    /** A strategy goes: waits a bounded time for those who use it. */
    void remove(StrategyId id) {
        List<Leased<?>> left = new ArrayList<>();
        registrations.remove(id).forEach(r -> left.addAll(r.withdraw()));
        try {
            for (Leased<?> leased : left) {
                if (!leased.awaitGone(limits.drain())) {
                    LOG.warn("{}: {} {} goes while it is still used", task, id.name(), id.version());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.info("{}: {} {} has gone", task, id.name(), id.version());
    }

    /** Labels of the strategies on trial that a bundle offers. */
    public List<String> onTrial(long bundle) {
        return registrations.onTrial().stream()
                .filter(r -> r.id.bundleId() == bundle)
                .map(r -> r.id.label())
                .toList();
    }

    /** Name of a strategy that is there, whether it goes by its name or by its label. */
    public String nameOf(String strategy) {
        return registration(strategy).id.name();
    }

    /** Lets a strategy that was on trial answer under its name from now on, before any other of that name. */
    public synchronized void admit(String label) {
        registrations.admit(registration(label));
        LOG.info("{}: {} is admitted", task, label);
    }

    /**
     * As above, with a model, so that there is no moment in which it has none. Where it is not there any more, or the
     * choice cannot be noted, closes the model and leaves everything as it was.
     *
     * @param prefer whether it becomes the preferred strategy
     */
    public synchronized void admit(String label, StoredModel stored, M model, boolean prefer) throws IOException {
        Registration<T, M, S> registration = appoint(label, stored, model, prefer);
        registration.install(stored.id(), model);
        registrations.admit(registration);
        LOG.info("{}: {} is admitted with model {}", task, label, stored.id());
    }

    /** Names of the strategies that are there, in the order in which they are to be asked. */
    public List<String> chain() {
        return preference.order(registrations, configured, incumbents.now());
    }

    /**
     * Names of the strategies that are there and are meant to answer: the preferred one and those configured, or all where
     * none is configured.
     */
    public List<String> appointed() {
        List<String> chain = chain();
        if (configured.isEmpty() || chain.isEmpty()) {
            return chain;
        }
        return Stream.concat(chain.stream().limit(1), fallbacks().stream()).toList();
    }

    /** Names of the strategies that are there and configured as fallbacks, without the preferred one. */
    public List<String> fallbacks() {
        return chain().stream().skip(1).filter(configured::contains).toList();
    }

    /**
     * Makes sure that a strategy is there.
     *
     * @throws TesseraException if not; the hint lists those there are
     */
    public void require(String strategy) {
        registration(strategy);
    }

    /** The preferred strategy that is there. */
    public Optional<String> preferred() {
        return chain().stream().findFirst();
    }

    /** The model of a strategy, on lease; nothing where there is no such strategy or it has no model. */
    public Optional<Use<M>> use(String strategy) {
        return registrations.find(strategy).flatMap(registration -> use(strategy, registration));
    }

    private Optional<Use<M>> use(String strategy, Registration<T, M, S> registration) {
        return registration.model(store, incumbents.of(strategy)).map(lease -> new Use<>(strategy, lease));
    }

    /** A question to a model. Called on a thread of the engine; returns nothing that is the strategy's. */
    @FunctionalInterface
    public interface Question<M, R> {
        R put(Use<M> use) throws Exception;
    }

    /**
     * Asks a strategy within the time limit. One that fails again and again is not asked for a while.
     *
     * @return the answer; nothing where there is no model, where it failed, or where it is not asked for now
     */
    public <R> Optional<R> ask(String strategy, Question<M, R> question) {
        Registration<T, M, S> registration = registrations.find(strategy).orElse(null);
        if (registration == null || !registration.breaker.allows()) {
            return Optional.empty();
        }
        Use<M> use = use(strategy, registration).orElse(null);
        if (use == null) {
            registration.breaker.unasked();
            return Optional.empty();
        }
        try {
            R answer = guard.call(
                    () -> {
                        try (use) {
                            return question.put(use);
                        }
                    },
                    limits.answer(),
                    use::close);
            registration.breaker.succeeded();
            return Optional.of(answer);
        } catch (Guard.Failure e) {
            LOG.warn("{}: {} could not answer and is passed over: {}", task, strategy, e.words());
            if (registration.breaker.failed(e.words())) {
                LOG.warn(
                        "{}: {} {}",
                        task,
                        strategy,
                        registration.breaker.reason().orElse(""));
            }
            return Optional.empty();
        }
    }

    /** The first model along the chain. */
    public Optional<Use<M>> useFirst() {
        return chain().stream().map(this::use).flatMap(Optional::stream).findFirst();
    }

    /** A model fresh from training, and who trained it. */
    public record Trained<M>(String strategy, String version, M model, Duration duration) {}

    /**
     * Trains without touching what serves.
     *
     * @throws TesseraException if there is no such strategy
     */
    public Trained<M> train(String strategy, T input, Map<String, ?> settings, TrainingContext context) {
        return train(strategy, input, settings, context, limits.training());
    }

    /** As above, within a time of its own. */
    public Trained<M> train(
            String strategy, T input, Map<String, ?> settings, TrainingContext context, Duration limit) {
        return new Training<>(registration(strategy), strategy, limit, guard).run(input, settings, context);
    }

    /** Asks a strategy itself, away from the calling thread and within the time limit; what it throws passes. */
    public <R> R consult(String strategy, Function<S, R> question) {
        return new Consultation<>(registration(strategy), strategy, limits.answer(), guard).ask(question);
    }

    /** A model written by a strategy and read back by it, without touching the disk. */
    public M reread(String strategy, M model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.write(bytes);
        try (Leased<S>.Lease lease = lease(strategy)) {
            return lease.get().read(new ByteArrayInputStream(bytes.toByteArray()));
        }
    }

    /**
     * Lets a saved model answer for its strategy. Where that is not there any more, or the choice cannot be noted, closes
     * the model and leaves everything as it was.
     *
     * @param prefer whether its strategy becomes the preferred one
     */
    public synchronized void promote(StoredModel stored, M model, boolean prefer) throws IOException {
        String strategy = stored.provenance().strategy();
        appoint(strategy, stored, model, prefer).install(stored.id(), model);
        store.prune(strategy, KEPT_MODELS, incumbents.now().serving().values());
    }

    private Registration<T, M, S> appoint(String strategy, StoredModel stored, M model, boolean prefer)
            throws IOException {
        try {
            Registration<T, M, S> registration = registration(strategy);
            incumbents.appoint(stored, prefer);
            return registration;
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /**
     * Gives a strategy a model, also one on trial, without changing who is asked first. Closes the model where the
     * strategy is not there any more.
     */
    public void install(String strategy, StoredModel stored, M model) {
        try {
            registration(strategy).install(stored.id(), model);
        } catch (TesseraException e) {
            model.close();
            throw e;
        }
    }

    /** Makes a strategy the preferred one. */
    public synchronized StrategyInfo prefer(String strategy) throws IOException {
        registration(strategy);
        incumbents.prefer(strategy);
        return infos().stream()
                .filter(info -> info.name().equals(strategy))
                .findFirst()
                .orElseThrow(() -> unknown(strategy));
    }

    /**
     * Goes back to the model that served before. Where its strategy goes meanwhile, or the choice cannot be noted, closes
     * that model and leaves everything as it was.
     */
    public synchronized ModelInfo rollback() throws IOException {
        String target = incumbents.before(task);
        StoredModel stored = store.find(target)
                .orElseThrow(() ->
                        new TesseraException("model " + target + " is no longer kept", "models lists those there are"));
        String strategy = stored.provenance().strategy();
        Registration<T, M, S> registration = registration(strategy);
        try (Leased<S>.Lease lease = registration.service.acquire().orElseThrow(() -> unknown(strategy))) {
            M model = store.load(stored, in -> lease.get().read(in));
            try {
                if (lease.retired()) {
                    throw unknown(strategy);
                }
                incumbents.back(stored);
            } catch (IOException | RuntimeException e) {
                model.close();
                throw e;
            }
            registration.install(target, model);
        }
        return new ModelInfo(target, stored.provenance(), true, stored.bytes());
    }

    /** The strategies that are there, and the preferred one where it is not. */
    public List<StrategyInfo> infos() {
        return new Standing<>(this, registrations, incumbents.now().preferred()).infos();
    }

    /** Whether a strategy is there and has a model to answer with. */
    public boolean hasModel(String strategy) {
        return !modelId(strategy).isEmpty();
    }

    /** The model that answers for a strategy; empty where there is none. */
    String modelId(String strategy) {
        try (Use<M> use = use(strategy).orElse(null)) {
            return use == null ? "" : use.modelId();
        }
    }

    /** The models on disk. */
    public List<ModelInfo> models() throws IOException {
        return new Standing<>(this, registrations, incumbents.now().preferred()).models();
    }

    private Leased<S>.Lease lease(String strategy) {
        return registration(strategy).service.acquire().orElseThrow(() -> unknown(strategy));
    }

    private Registration<T, M, S> registration(String strategy) {
        return registrations.find(strategy).orElseThrow(() -> unknown(strategy));
    }

    private TesseraException unknown(String strategy) {
        List<String> names = chain();
        return new TesseraException(
                "no strategy " + strategy + " for " + task,
                names.isEmpty() ? "no bundle offers one" : "there are: " + String.join(", ", names));
    }
}
