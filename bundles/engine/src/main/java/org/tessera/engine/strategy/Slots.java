// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.strategy.ModelInfo;
import org.tessera.api.strategy.Models;
import org.tessera.api.strategy.Strategies;
import org.tessera.api.strategy.Strategy;
import org.tessera.api.strategy.StrategyInfo;
import org.tessera.api.strategy.Task;
import org.tessera.engine.model.ModelStore;
import org.tessera.engine.strategy.Registration.StrategyId;

/**
 * All slots: hears which strategies come and go and tells the slot of their task. Safe for many threads.
 */
@Component(
        service = {Slots.class, Strategies.class, Models.class},
        configurationPid = "org.tessera.slots")
@Designate(ocd = Slots.Config.class)
public final class Slots implements Strategies, Models {
    /** How long a training that was cancelled is waited for. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Guard guard = new Guard(GRACE);
    private final Set<Long> onTrial = ConcurrentHashMap.newKeySet();
    private final Slot<FeatureTable, ClusterModel, Clusterer> segment;
    private final Slot<RecommenderInput, RecommenderModel, Recommender> recommend;

    /** The order of preference for each task. */
    @ObjectClassDefinition(
            name = "Slots",
            description = "Which strategy is asked first, which next, for each task; 'use' goes before this.")
    public @interface Config {
        @AttributeDefinition(description = "Strategies that group customers, the preferred one first")
        String[] segment() default {};

        @AttributeDefinition(description = "Strategies that recommend, the preferred one first, then the fallbacks")
        String[] recommend() default {};

        @AttributeDefinition(description = "How long a strategy that goes is waited for, in milliseconds", min = "0")
        long drain_ms() default 5000;

        @AttributeDefinition(
                description = "How long a strategy may take to answer, in milliseconds; then the next is asked",
                min = "1")
        long answer_ms() default 2000;

        @AttributeDefinition(description = "How long training a model may take, in seconds", min = "1")
        long training_s() default 14400;
    }

    @Activate
    public Slots(BundleContext context, Config config) throws IOException {
        Path models = home(context).resolve("data").resolve("models");
        Limits limits = new Limits(
                Duration.ofMillis(config.drain_ms()),
                Duration.ofMillis(config.answer_ms()),
                Duration.ofSeconds(config.training_s()));
        segment = new Slot<>(Task.SEGMENT, new ModelStore(models.resolve(Task.SEGMENT)), limits, guard);
        recommend = new Slot<>(Task.RECOMMEND, new ModelStore(models.resolve(Task.RECOMMEND)), limits, guard);
        configure(config);
    }

    /** The folder that holds everything of this engine. */
    public static Path home(BundleContext context) {
        String home = context.getProperty("tessera.home");
        if (home == null) {
            throw new TesseraException(
                    "the framework property tessera.home is not set",
                    "set it to the folder Tessera may keep its data in");
        }
        return Path.of(home);
    }

    @Modified
    void configure(Config config) {
        segment.configure(List.of(config.segment()));
        recommend.configure(List.of(config.recommend()));
    }

    @Reference(
            service = Clusterer.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addClusterer(Clusterer service, ServiceReference<Clusterer> reference) {
        come(segment, reference, service);
    }

    private <S extends Strategy<?, ?>> void come(Slot<?, ?, S> slot, ServiceReference<S> reference, S service) {
        StrategyId id = id(reference);
        if (onTrial.contains(id.bundleId())) {
            slot.addOnTrial(id, service);
        } else {
            slot.add(id, service);
        }
    }

    /** From now on strategies of this bundle are on trial when they come, until {@link #endTrial}. */
    public void beginTrial(long bundle) {
        onTrial.add(bundle);
    }

    /** Strategies of this bundle that come later answer like any other. */
    public void endTrial(long bundle) {
        onTrial.remove(bundle);
    }

    public Guard guard() {
        return guard;
    }

    @Deactivate
    void stop() {
        guard.close();
    }

    void removeClusterer(ServiceReference<Clusterer> reference) {
        segment.remove(id(reference));
    }

    @Reference(
            service = Recommender.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addRecommender(Recommender service, ServiceReference<Recommender> reference) {
        come(recommend, reference, service);
    }

    void removeRecommender(ServiceReference<Recommender> reference) {
        recommend.remove(id(reference));
    }

    public Slot<FeatureTable, ClusterModel, Clusterer> segment() {
        return segment;
    }

    public Slot<RecommenderInput, RecommenderModel, Recommender> recommend() {
        return recommend;
    }

    @Override
    public List<StrategyInfo> list() {
        List<StrategyInfo> infos = new ArrayList<>(segment.infos());
        infos.addAll(0, recommend.infos());
        return infos;
    }

    @Override
    public StrategyInfo use(String task, String name) {
        try {
            return slot(task).prefer(name);
        } catch (IOException e) {
            throw new TesseraException(
                    "the choice cannot be saved: " + e.getMessage(), "check the home's data folder", e);
        }
    }

    @Override
    public List<ModelInfo> models() {
        try {
            List<ModelInfo> all = new ArrayList<>(recommend.models());
            all.addAll(segment.models());
            return all;
        } catch (IOException e) {
            throw new TesseraException("models cannot be listed: " + e.getMessage(), "check the home's data folder", e);
        }
    }

    @Override
    public ModelInfo rollback(String task) {
        try {
            return slot(task).rollback();
        } catch (IOException e) {
            throw new TesseraException("cannot go back: " + e.getMessage(), "models lists those there are", e);
        }
    }

    private Slot<?, ?, ?> slot(String task) {
        return switch (task) {
            case Task.SEGMENT -> segment;
            case Task.RECOMMEND -> recommend;
            default -> throw new TesseraException("no task " + task, "tasks: recommend, segment");
        };
    }

    private static StrategyId id(ServiceReference<?> reference) {
        // The service id keeps two registrations of one name apart.
        Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
        return new StrategyId(
                String.valueOf(reference.getProperty(Strategy.NAME)),
                reference.getBundle().getVersion().toString(),
                reference.getBundle().getSymbolicName(),
                reference.getBundle().getBundleId(),
                ranking instanceof Integer rank ? rank : 0,
                (Long) reference.getProperty(Constants.SERVICE_ID));
    }
}
