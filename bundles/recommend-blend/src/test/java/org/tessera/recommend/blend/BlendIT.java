// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.tessera.api.data.Event;
import org.tessera.api.data.History;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.ItemSet;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.itest.BundleContract;
import org.tessera.itest.FrameworkExtension;
import org.tessera.tck.SampleCatalog;
import org.tessera.tck.SampleInteractions;

/** As a bundle, with its parts as bundles. */
class BlendIT extends BlendContractTest implements BundleContract {
    private static final String FILTER = "(strategy.name=blend)";
    private static final Map<String, String> BOTH = Map.of("strategies", "itemknn,userknn", "method", "reciprocal");

    @RegisterExtension
    static final FrameworkExtension FRAMEWORK = FrameworkExtension.with(
            "org.tessera.numerics",
            "org.tessera.recommend.itemknn",
            "org.tessera.recommend.userknn",
            "org.tessera.recommend.popular",
            "org.tessera.recommend.blend");

    @Override
    public FrameworkExtension framework() {
        return FRAMEWORK;
    }

    @Override
    protected Recommender recommender() {
        BundleContext context = FRAMEWORK.context();
        return await("the blend")
                .atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .until(
                        () -> references(context).stream()
                                .map(context::getService)
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private static List<ServiceReference<Recommender>> references(BundleContext context) throws InvalidSyntaxException {
        return List.copyOf(context.getServiceReferences(Recommender.class, FILTER));
    }

    /** Nobody who asks notices more than that a part is missing, and the part leaves nothing behind. */
    @Test
    void answersWhileAPartGoesAndComesBack() throws Exception {
        Interactions shop = SampleInteractions.of(1);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        try (RecommenderModel model = train(shop, BOTH)) {
            Ranking whole = model.recommend(asking(shop, 5));
            List<Future<?>> askers = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                askers.add(threads.submit(() -> {
                    while (!over.get()) {
                        Query query = asking(shop, answered.getAndIncrement() % SampleInteractions.STRANGER);
                        assertThat(model.recommend(query).size()).isPositive();
                        model.explain(query, model.recommend(query).items()[0]);
                    }
                    return null;
                }));
            }
            await().until(() -> answered.get() > 200);
            Bundle itemknn = bundle("org.tessera.recommend.itemknn");
            String location = itemknn.getLocation();
            WeakReference<ClassLoader> loader =
                    new WeakReference<>(itemknn.adapt(BundleWiring.class).getClassLoader());
            itemknn.uninstall();
            refresh();
            int then = answered.get();
            await().until(() -> answered.get() > then + 200);
            assertThat(model.recommend(asking(shop, 5)).scores()[0]).isLessThan(whole.scores()[0]);
            awaitCollected(loader);

            FRAMEWORK.context().installBundle(location).start();
            await().untilAsserted(() -> {
                Ranking again = model.recommend(asking(shop, 5));
                assertThat(again.items()).isEqualTo(whole.items());
                assertThat(again.scores()).isEqualTo(whole.scores());
            });
            over.set(true);
            for (Future<?> asker : askers) {
                asker.get(30, TimeUnit.SECONDS);
            }
        } finally {
            over.set(true);
            threads.shutdownNow();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void restsWhileNoneOfItsPartsIsThere() throws Exception {
        Interactions shop = SampleInteractions.of(1);
        List<Bundle> parts = List.of(bundle("org.tessera.recommend.itemknn"), bundle("org.tessera.recommend.userknn"));
        try (RecommenderModel model = train(shop, BOTH)) {
            for (Bundle part : parts) {
                part.stop();
            }
            assertThat(model.recommend(asking(shop, 5)).size()).isZero();
            assertThat(model.explain(asking(shop, 5), 5)).isEmpty();
            for (Bundle part : parts) {
                part.start();
            }
            await().until(() -> model.recommend(asking(shop, 5)).size() > 0);
        }
    }

    private RecommenderModel train(Interactions shop, Map<String, ?> settings) {
        return recommender()
                .train(
                        new RecommenderInput(shop, new SampleCatalog(shop.items()), SampleInteractions.NOW),
                        settings,
                        TrainingContext.sequential(1));
    }

    private static Query asking(Interactions shop, int customer) {
        History history = shop.history(customer);
        return new Query(Event.NONE, history, 10, ItemSet.all(), ItemSet.none());
    }

    private static Bundle bundle(String name) {
        return Arrays.stream(FRAMEWORK.context().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitCollected(WeakReference<ClassLoader> loader) {
        await("the class loader of the part is held by something")
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    System.gc();
                    return loader.get() == null;
                });
    }

    private static void refresh() throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        FRAMEWORK
                .context()
                .getBundle(Constants.SYSTEM_BUNDLE_ID)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(), event -> {
                    if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                        refreshed.countDown();
                    }
                });
        assertThat(refreshed.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
