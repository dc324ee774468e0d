// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;
import org.tessera.api.strategy.Model;
import org.tessera.api.strategy.ModelInfo;
import org.tessera.api.strategy.Progress;
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
    private static final int KEPT_IN_ORDER = 50;
    private static final int KEPT_MODELS = 5;

    private final String task;
    private final ModelStore store;
    private final Duration drain;
    private volatile List<Registration<T, M, S>> registrations = List.of();
    private volatile List<String> configured = List.of();
    private volatile ModelStore.Pointers pointers;

    /**
     * @param drain how long a strategy that goes is waited for
     */
    public Slot(String task, ModelStore store, Duration drain) throws IOException {
        this.task = task;
        this.store = store;
        this.drain = drain;
        this.pointers = store.pointers();
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
        Registration<T, M, S> registration = new Registration<>(id, service);
        synchronized (this) {
            List<Registration<T, M, S>> sorted = new ArrayList<>(registrations);
            sorted.add(registration);
            sorted.sort(Comparator.comparing((Registration<T, M, S> r) -> -r.id.ranking()));
            registrations = List.copyOf(sorted);
        }
        LOG.info("{}: {} {} has come", task, id.name(), id.version());
    }

    /** A strategy goes: waits a bounded time for those who use it. */
    void remove(StrategyId id) {
        List<Leased<?>> left = new ArrayList<>();
        synchronized (this) {
            List<Registration<T, M, S>> before = registrations;
            registrations = before.stream().filter(r -> !r.id.equals(id)).toList();
            before.stream().filter(r -> r.id.equals(id)).forEach(r -> left.addAll(r.withdraw()));
        }
        try {
            for (Leased<?> leased : left) {
                if (!leased.awaitGone(drain)) {
                    LOG.warn("{}: {} {} goes while it is still used", task, id.name(), id.version());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.info("{}: {} {} has gone", task, id.name(), id.version());
    }

    /** Names of the strategies that are there, in the order in which they are to be asked. */
    public List<String> chain() {
        LinkedHashSet<String> wanted = new LinkedHashSet<>();
        wanted.add(pointers.preferred());
        wanted.addAll(configured);
        LinkedHashSet<String> present = new LinkedHashSet<>();
        registrations.stream().map(r -> r.id.name()).sorted().forEach(present::add);
        List<String> chain = new ArrayList<>(wanted);
        chain.retainAll(present);
        present.stream().filter(name -> !wanted.contains(name)).forEach(chain::add);
        return chain;
    }

    /** Names of the strategies that are there and configured as fallbacks, without the preferred one. */
    public List<String> fallbacks() {
        List<String> chain = chain();
        return chain.stream().skip(1).filter(configured::contains).toList();
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
        for (Registration<T, M, S> registration : registrations) {
            if (registration.id.name().equals(strategy)) {
                Optional<Leased<Serving<M>>.Lease> lease =
                        registration.model(store, pointers.serving().getOrDefault(strategy, ""));
                if (lease.isPresent()) {
                    return Optional.of(new Use<>(strategy, lease.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** The first model along the chain. */
    public Optional<Use<M>> useFirst() {
        for (String strategy : chain()) {
            Optional<Use<M>> use = use(strategy);
            if (use.isPresent()) {
                return use;
            }
        }
        return Optional.empty();
    }

    /** A model fresh from training, and who trained it. */
    public record Trained<M>(String strategy, String version, M model, Duration duration) {}

    /**
     * Trains without touching what serves.
     *
     * @throws TesseraException if there is no such strategy
     */
    public Trained<M> train(String strategy, T input, Map<String, ?> settings, TrainingContext context) {
        try (Leased<S>.Lease lease = lease(strategy)) {
            Progress stopping = (phase, done, total) -> {
                if (lease.retired()) {
                    throw new java.util.concurrent.CancellationException(strategy + " was removed while it trained");
                }
                context.progress().report(phase, done, total);
            };
            long start = System.nanoTime();
            M model = lease.get()
                    .train(
                            input,
                            settings,
                            new TrainingContext(context.seed(), stopping, context.executor(), context.parallelism()));
            return new Trained<>(
                    strategy, registration(strategy).id.version(), model, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /**
     * Lets a saved model answer for its strategy.
     *
     * @param prefer whether its strategy becomes the preferred one
     */
    public synchronized void promote(StoredModel stored, M model, boolean prefer) throws IOException {
        String strategy = stored.provenance().strategy();
        Map<String, String> serving = new LinkedHashMap<>(pointers.serving());
        serving.put(strategy, stored.id());
        List<String> served = new ArrayList<>(pointers.served());
        if (prefer) {
            served.add(stored.id());
        }
        point(new ModelStore.Pointers(prefer ? strategy : pointers.preferred(), serving, served));
        registration(strategy).install(stored.id(), model);
        prune(strategy);
    }

    /** Keeps the newest models of a strategy, enough to roll back to. */
    private void prune(String strategy) throws IOException {
        List<StoredModel> old = store.list().stream()
                .filter(m -> m.provenance().strategy().equals(strategy))
                .skip(KEPT_MODELS)
                .filter(m -> !pointers.serving().containsValue(m.id()))
                .toList();
        for (StoredModel model : old) {
            store.delete(model);
        }
    }

    /** Makes a strategy the preferred one. */
    public synchronized StrategyInfo prefer(String strategy) throws IOException {
        registration(strategy);
        List<String> served = new ArrayList<>(pointers.served());
        String model = pointers.serving().getOrDefault(strategy, "");
        if (!model.isEmpty()
                && (served.isEmpty() || !served.get(served.size() - 1).equals(model))) {
            served.add(model);
        }
        point(new ModelStore.Pointers(strategy, pointers.serving(), served));
        return infos().stream()
                .filter(info -> info.name().equals(strategy))
                .findFirst()
                .orElseThrow(() -> unknown(strategy));
    }

    /** Goes back to the model that served before. */
    public synchronized ModelInfo rollback() throws IOException {
        List<String> served = new ArrayList<>(pointers.served());
        if (served.size() < 2) {
            throw new TesseraException(
                    "no model of " + task + " has served before the present one", "models lists those there are");
        }
        String target = served.get(served.size() - 2);
        StoredModel stored = store.find(target)
                .orElseThrow(() ->
                        new TesseraException("model " + target + " is no longer kept", "models lists those there are"));
        String strategy = stored.provenance().strategy();
        try (Leased<S>.Lease lease = lease(strategy)) {
            M model = store.load(stored, in -> lease.get().read(in));
            Map<String, String> serving = new LinkedHashMap<>(pointers.serving());
            serving.put(strategy, target);
            point(new ModelStore.Pointers(strategy, serving, served.subList(0, served.size() - 1)));
            registration(strategy).install(target, model);
        }
        return new ModelInfo(target, stored.provenance(), true, stored.bytes());
    }

    /** The strategies that are there, and the preferred one where it is not. */
    public List<StrategyInfo> infos() {
        List<String> chain = chain();
        String first = chain.isEmpty() ? "" : chain.get(0);
        String answering = "";
        for (String name : chain) {
            if (hasModel(name)) {
                answering = name;
                break;
            }
        }
        List<StrategyInfo> infos = new ArrayList<>();
        for (String name : chain) {
            infos.add(info(name, first, answering));
        }
        String wanted = pointers.preferred();
        if (!wanted.isEmpty() && !chain.contains(wanted)) {
            infos.add(new StrategyInfo(
                    task, wanted, "", "", "absent", true, Map.of(), "preferred, but no bundle offers it now"));
        }
        infos.sort(Comparator.comparing(StrategyInfo::name));
        return infos;
    }

    private StrategyInfo info(String name, String first, String answering) {
        StrategyId id = registration(name).id;
        Map<String, Object> settings;
        try (Leased<S>.Lease lease = lease(name)) {
            settings = lease.get().settings();
        } catch (TesseraException e) {
            settings = Map.of();
        }
        boolean model = hasModel(name);
        String state = name.equals(answering) ? "serving" : model ? "ready" : "untrained";
        String reason;
        if (name.equals(answering)) {
            reason = name.equals(first)
                    ? "preferred, answers with model " + modelId(name)
                    : "answers in place of " + first + ", which has no model";
        } else if (!model) {
            reason = "has no model yet";
        } else {
            reason = "answers when those before it cannot, or when asked by name";
        }
        boolean champion = name.equals(first);
        return new StrategyInfo(task, name, id.version(), id.bundle(), state, champion, settings, reason);
    }

    /** Whether a strategy is there and has a model to answer with. */
    public boolean hasModel(String strategy) {
        return !modelId(strategy).isEmpty();
    }

    private String modelId(String strategy) {
        try (Use<M> use = use(strategy).orElse(null)) {
            return use == null ? "" : use.modelId();
        }
    }

    /** The models on disk. */
    public List<ModelInfo> models() throws IOException {
        String now = "";
        try (Use<M> use = useFirst().orElse(null)) {
            now = use == null ? "" : use.modelId();
        }
        List<ModelInfo> infos = new ArrayList<>();
        for (StoredModel stored : store.list()) {
            infos.add(
                    new ModelInfo(stored.id(), stored.provenance(), stored.id().equals(now), stored.bytes()));
        }
        return infos;
    }

    private void point(ModelStore.Pointers fresh) throws IOException {
        List<String> served = fresh.served();
        ModelStore.Pointers kept = new ModelStore.Pointers(
                fresh.preferred(),
                Map.copyOf(fresh.serving()),
                List.copyOf(served.subList(Math.max(0, served.size() - KEPT_IN_ORDER), served.size())));
        store.point(kept);
        pointers = kept;
    }

    private Leased<S>.Lease lease(String strategy) {
        return registration(strategy).service.acquire().orElseThrow(() -> unknown(strategy));
    }

    private Registration<T, M, S> registration(String strategy) {
        return registrations.stream()
                .filter(r -> r.id.name().equals(strategy))
                .findFirst()
                .orElseThrow(() -> unknown(strategy));
    }

    private TesseraException unknown(String strategy) {
        List<String> names = chain();
        return new TesseraException(
                "no strategy " + strategy + " for " + task,
                names.isEmpty() ? "no bundle offers one" : "there are: " + String.join(", ", names));
    }
}
