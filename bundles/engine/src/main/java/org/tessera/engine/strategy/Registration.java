// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.strategy.Model;
import org.tessera.api.strategy.Strategy;
import org.tessera.engine.model.ModelStore;
import org.tessera.engine.model.StoredModel;

/**
 * A strategy service with the model of it that answers. The model is loaded when it is first asked for. Safe for many
 * threads.
 */
final class Registration<T, M extends Model, S extends Strategy<T, M>> {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

    final StrategyId id;
    final Leased<S> service;
    final Breaker breaker = new Breaker(System::nanoTime);

    private @Nullable Leased<Serving<M>> model;
    private boolean looked;
    private boolean withdrawn;

    /** Who offers a strategy. */
    record StrategyId(String name, String version, String bundle, long bundleId, int ranking, long serviceId) {
        /** What it is called while it is on trial. */
        String label() {
            return name + "@" + version;
        }
    }

    /** A model that answers, with the id it has on disk. */
    record Serving<M>(String id, M model) {}

    Registration(StrategyId id, S service) {
        this.id = id;
        this.service = new Leased<>(service, gone -> {});
    }

    /** A lease on the model, loading it where that has not been tried; nothing where there is none. */
    Optional<Leased<Serving<M>>.Lease> model(ModelStore store, String pointed) {
        @Nullable Leased<Serving<M>> current;
        synchronized (this) {
            if (model == null && !looked && !withdrawn) {
                looked = true;
                load(store, pointed);
            }
            current = model;
        }
        return current == null ? Optional.empty() : current.acquire();
    }

    /** Lets a model answer from now on; the one before is closed after its last answer. */
    synchronized void install(String modelId, M fresh) {
        @Nullable Leased<Serving<M>> old = model;
        looked = true;
        model = new Leased<>(new Serving<>(modelId, fresh), gone -> gone.model().close());
        if (old != null) {
            old.retire();
        }
        if (withdrawn) {
            // The service went while its model was trained or read.
            model.retire();
            model = null;
        }
    }

    /** Gives out no more leases; the model is closed after its last answer. */
    synchronized List<Leased<?>> withdraw() {
        withdrawn = true;
        @Nullable Leased<Serving<M>> last = model;
        model = null;
        service.retire();
        if (last == null) {
            return List.of(service);
        }
        last.retire();
        return List.of(last, service);
    }

    private void load(ModelStore store, String pointed) {
        try {
            for (StoredModel candidate : candidates(store, pointed)) {
                if (tryLoad(store, candidate)) {
                    return;
                }
            }
        } catch (IOException e) {
            LOG.warn("models of {} cannot be listed: {}", id.name(), e.toString());
        }
    }

    private List<StoredModel> candidates(ModelStore store, String pointed) throws IOException {
        List<StoredModel> own = store.list().stream()
                .filter(m -> m.provenance().strategy().equals(id.name()))
                .toList();
        List<StoredModel> ordered = new java.util.ArrayList<>(own);
        own.stream().filter(m -> m.id().equals(pointed)).findFirst().ifPresent(first -> {
            ordered.remove(first);
            ordered.add(0, first);
        });
        return ordered;
    }

    private boolean tryLoad(ModelStore store, StoredModel candidate) {
        try (Leased<S>.Lease lease = service.acquire().orElse(null)) {
            if (lease == null) {
                return false;
            }
            M read = store.load(candidate, in -> lease.get().read(in));
            install(candidate.id(), read);
            LOG.info("{} serves model {}", id.name(), candidate.id());
            return true;
        } catch (IOException | RuntimeException | LinkageError e) {
            // The text only: a throwable of the strategy would keep its class loader alive.
            LOG.warn("model {} is passed over: {}", candidate.id(), e.toString());
            return false;
        }
    }
}
