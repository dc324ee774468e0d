// SPDX-License-Identifier: Apache-2.0
package org.tessera.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.tessera.tck.LeftThreads;
import org.tessera.tck.MutableStatics;

/**
 * What every bundle with a strategy, profiler or reader owes the framework it is deployed to. A test that implements it
 * beside extending a contract of the kit runs that contract inside a framework, on the service of the packaged bundle:
 *
 * <pre>{@code
 * class KMeansIT extends KMeansContractTest implements BundleContract {
 *     @RegisterExtension
 *     static final FrameworkExtension FRAMEWORK = FrameworkExtension.with("org.tessera.numerics", "org.tessera.segment.kmeans");
 *
 *     @Override
 *     public FrameworkExtension framework() {
 *         return FRAMEWORK;
 *     }
 *
 *     @Override
 *     protected Clusterer clusterer() {
 *         return FRAMEWORK.underTest(Clusterer.class);
 *     }
 * }
 * }</pre>
 */
public interface BundleContract {
    /** The framework the test runs; the bundle under test is the last of its bundles. */
    FrameworkExtension framework();

    /** Uses the service as the engine does and keeps nothing of it; every contract of the kit has this method. */
    void exercise(Executor executor) throws IOException;

    @Test
    default void exportsNothing() {
        assertThat(framework().bundle().adapt(BundleRevision.class).getDeclaredCapabilities("osgi.wiring.package"))
                .as("exported packages: one of them could become what others use, and keep the bundle from going")
                .isEmpty();
    }

    @Test
    default void dependsOnNothingThatComesAndGoes() {
        List<String> providers = framework().bundle().adapt(BundleWiring.class).getRequiredWires(null).stream()
                .map(BundleWire::getProvider)
                .map(BundleRevision::getSymbolicName)
                .filter(name -> name.startsWith("org.tessera."))
                .distinct()
                .toList();
        // The host exports api.
        assertThat(providers).isSubsetOf("org.tessera.api", "org.tessera.numerics");
    }

    @Test
    default void registersItsServiceWithAName() {
        ServiceReference<?>[] services = framework().bundle().getRegisteredServices();
        assertThat(services).as("services of the bundle").isNotEmpty();
        assertThat(services)
                .filteredOn(service -> types(service).stream().anyMatch(type -> type.startsWith("org.tessera.api.")))
                .isNotEmpty()
                .allSatisfy(service -> assertThat(Arrays.stream(service.getPropertyKeys())
                                .filter(key -> key.endsWith(".name") && !key.startsWith("component."))
                                .map(key -> service.getProperty(key).toString()))
                        .as("the name in the properties of %s", service)
                        .singleElement()
                        .asString()
                        .matches("[a-z][a-z0-9-]*"));
    }

    @Test
    default void describesItsConfiguration() throws IOException {
        ComponentDescriptions descriptions =
                ComponentDescriptions.of(framework().bundle());
        assertThat(descriptions.components()).as("components").isNotEmpty();
        assertThat(descriptions.described())
                .as("configurations that Metatype describes, so that tools can show them")
                .containsAll(descriptions.configured());
    }

    @Test
    default void keepsNoStateInStaticsOfTheBundle() {
        Bundle bundle = framework().bundle();
        String folder = bundle.getSymbolicName().replace('.', '/');
        List<String> classes = Collections.list(bundle.findEntries("/", "*.class", true)).stream()
                .map(url -> url.getPath().substring(1))
                .filter(path -> path.startsWith(folder))
                .map(path ->
                        path.substring(0, path.length() - ".class".length()).replace('/', '.'))
                .toList();
        assertThat(MutableStatics.of(bundle.adapt(BundleWiring.class).getClassLoader(), classes))
                .as("static fields that keep state, and with it the bundle's classes")
                .isEmpty();
    }

    /** Used, uninstalled and gone: whatever holds on to the class loader then would be a leak with every update. */
    @Test
    default void goesWithoutATrace() throws Exception {
        BundleContext context = framework().context();
        LeftThreads left = LeftThreads.watch();
        // Threads that live on, as the engine's do: what a strategy leaves on them keeps it.
        ExecutorService threads = Executors.newFixedThreadPool(2);
        String location = framework().bundle().getLocation();
        List<String> services = Arrays.stream(framework().bundle().getRegisteredServices())
                .flatMap(service -> types(service).stream())
                .toList();
        try {
            threads.submit(() -> {
                        exercise(threads);
                        return null;
                    })
                    .get(2, TimeUnit.MINUTES);
            WeakReference<ClassLoader> loader = new WeakReference<>(
                    framework().bundle().adapt(BundleWiring.class).getClassLoader());
            framework().bundle().uninstall();
            refresh(context);
            await("the class loader of " + location + " is held by something")
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        System.gc();
                        return loader.get() == null;
                    });
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            context.installBundle(location).start();
        }
        assertThat(left.now()).as("threads of the bundle's own").isEmpty();
        assertThat(services)
                .as("services are back with the bundle")
                .allSatisfy(
                        type -> assertThat(context.getServiceReference(type)).isNotNull());
    }

    private static List<String> types(ServiceReference<?> service) {
        return List.of((String[]) service.getProperty(Constants.OBJECTCLASS));
    }

    private static void refresh(BundleContext context) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(Constants.SYSTEM_BUNDLE_ID)
                .adapt(FrameworkWiring.class)
                .refreshBundles(Set.of(), event -> {
                    if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                        refreshed.countDown();
                    }
                });
        assertThat(refreshed.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
