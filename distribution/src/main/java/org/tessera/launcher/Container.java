// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;

/**
 * A running framework with the distribution's bundles. Its cache is thrown away at every start, so that what runs is
 * always what {@code bundles/} and {@code conf/} say, also after a crash.
 */
final class Container implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Container.class);

    /** Bundles up to this start level run before any configuration is given out. */
    private static final int CONFIGURATION_LEVEL = 10;

    private static final int HIGHEST_LEVEL = 100;
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

    private final Framework framework;
    private final List<String> faults = new ArrayList<>();
    private Optional<ConfigurationFolder> configuration = Optional.empty();

    private Container(Framework framework) {
        this.framework = framework;
    }

    /**
     * Starts a framework and its bundles; returns when all are started that can be.
     *
     * @param times gets the steps
     * @throws TesseraException if the framework or the configuration is at fault; a bundle that is shows in {@link
     *     #faults()}
     */
    static Container start(Home home, Distribution distribution, Plan plan, StartTimes times) {
        Container container = new Container(newFramework(home));
        boolean started = false;
        try {
            container.run(home, distribution, plan, times);
            started = true;
            return container;
        } catch (BundleException | IOException e) {
            throw new TesseraException(
                    "the framework does not start: " + Failures.text(e),
                    "see " + home.log().resolve("tessera.log"),
                    e);
        } finally {
            if (!started) {
                container.close();
            }
        }
    }

    private static Framework newFramework(Home home) {
        FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class, Container.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new TesseraException(
                        "no OSGi framework is on the class path",
                        "put all jars of the distribution's lib folder on the class path"));
        Map<String, String> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, home.frameworkCache().toString());
        settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, HostPackages.header());
        settings.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(HIGHEST_LEVEL));
        settings.put("tessera.home", home.root().toString());
        // Idle resolver threads would keep every stopped framework, and URL handlers can be set once in a JVM.
        settings.put("felix.resolver.parallelism", "1");
        settings.put("felix.service.urlhandlers", "false");
        settings.put("felix.log.level", "2");
        // The runtime's own shell would read standard input.
        settings.put("gosh.args", "--nointeractive --noshutdown");
        Map<Object, Object> all = new HashMap<>(settings);
        all.put("felix.log.logger", new LogBridge.OfFramework());
        return create(factory, all);
    }

    /** Felix takes its logger as an object among the settings, which the standard signature does not foresee. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Framework create(FrameworkFactory factory, Map<Object, Object> settings) {
        return factory.newFramework((Map) settings);
    }

    private void run(Home home, Distribution distribution, Plan plan, StartTimes times)
            throws BundleException, IOException {
        framework.init();
        BundleContext context = framework.getBundleContext();
        LogBridge.open(context);
        times.done("framework");

        Map<Bundle, Integer> bundles = install(context, distribution, plan);
        times.done("install");

        framework.start();
        framework.adapt(FrameworkWiring.class).resolveBundles(bundles.keySet());
        times.done("resolve");

        start(bundles, 0, CONFIGURATION_LEVEL);
        configure(context, home, plan);
        times.done("configure");

        start(bundles, CONFIGURATION_LEVEL + 1, HIGHEST_LEVEL);
        times.done("bundles");
    }

    private static Map<Bundle, Integer> install(BundleContext context, Distribution distribution, Plan plan)
            throws BundleException, IOException {
        Map<Bundle, Integer> bundles = new LinkedHashMap<>();
        for (Distribution.Level level : distribution.levels()) {
            if (plan.leftOut().contains(level.name())) {
                continue;
            }
            for (Path jar : level.jars()) {
                Bundle bundle = context.installBundle("reference:" + jar.toUri());
                bundle.adapt(BundleStartLevel.class).setStartLevel(level.number());
                bundles.put(bundle, level.number());
            }
        }
        return bundles;
    }

    private void start(Map<Bundle, Integer> bundles, int lowest, int highest) {
        for (Map.Entry<Bundle, Integer> entry : bundles.entrySet()) {
            Bundle bundle = entry.getKey();
            int level = entry.getValue();
            if (level < lowest || level > highest || bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null) {
                continue;
            }
            try {
                long start = System.nanoTime();
                bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
                LOG.debug("{} started in {} ms", bundle.getSymbolicName(), (System.nanoTime() - start) / 1_000_000);
            } catch (BundleException e) {
                LOG.error("bundle {} does not start", bundle.getSymbolicName(), e);
                faults.add("bundle " + bundle.getSymbolicName() + " does not start: "
                        + Failures.text(e.getType() == BundleException.RESOLVE_ERROR ? e : Failures.root(e)));
            }
        }
    }

    private void configure(BundleContext context, Home home, Plan plan) {
        ConfigurationAdmin admin = find(ConfigurationAdmin.class, context)
                .orElseThrow(() -> new TesseraException(
                        "no Configuration Admin is among the bundles: " + String.join("; ", faults),
                        "unpack the archive again"));
        ConfigurationFolder folder = new ConfigurationFolder(home, plan.settings(), admin);
        configuration = Optional.of(folder);
        folder.start();
    }

    /** What keeps bundles from running, a sentence each. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    <T> Optional<T> find(Class<T> type) {
        BundleContext context = framework.getBundleContext();
        return context == null ? Optional.empty() : find(type, context);
    }

    /**
     * Looks at all references, as the framework hides one whose other classes the host's class path has as well, such as
     * the class of its component; what counts is that the service is of the type asked for.
     */
    private static <T> Optional<T> find(Class<T> type, BundleContext context) {
        try {
            ServiceReference<?>[] references = context.getAllServiceReferences(type.getName(), null);
            return references == null
                    ? Optional.empty()
                    : Arrays.stream(references)
                            .sorted(Comparator.reverseOrder()) // highest ranking, then oldest
                            .map(context::getService)
                            .filter(type::isInstance)
                            .map(type::cast)
                            .findFirst();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e); // there is no filter
        }
    }

    @Override
    public void close() {
        configuration.ifPresent(ConfigurationFolder::close);
        try {
            framework.stop();
            FrameworkEvent event = framework.waitForStop(STOP_PATIENCE.toMillis());
            if (event.getType() == FrameworkEvent.WAIT_TIMEDOUT) {
                LOG.warn("the framework was still stopping after {} s", STOP_PATIENCE.toSeconds());
            }
        } catch (BundleException e) {
            LOG.error("the framework does not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RecordCaches.forget();
    }
}
