// SPDX-License-Identifier: Apache-2.0
package org.tessera.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.nat.internal.NativeTestContainer;
import org.ops4j.pax.exam.spi.PaxExamRuntime;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Starts a Felix framework with component runtime and Configuration Admin before the tests of a class, in Pax Exam's
 * native container, and stops it after them. Test methods may take a {@link BundleContext} and any service as
 * parameters; a service is waited for.
 */
public final class FrameworkExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
    /** Bundles whose classes test and framework share; they are exported by the host instead of installed. */
    private static final List<String> SHARED = List.of(
            "org.tessera.api",
            "slf4j.api",
            "org.osgi.service.cm",
            "org.osgi.service.component",
            "org.osgi.service.log",
            "org.osgi.util.function",
            "org.osgi.util.promise");

    private static final List<String> PLATFORM =
            List.of("org.apache.felix.configadmin", "org.apache.felix.metatype", "org.apache.felix.scr");

    private static final int PLATFORM_LEVEL = 10;
    private static final int TEST_LEVEL = 50;
    private static final long PATIENCE_MILLIS = 20_000;

    private final List<String> bundles;
    private final List<String> shared = new ArrayList<>(SHARED);
    private final Map<String, Map<String, Object>> configurations = new LinkedHashMap<>();
    private @Nullable NativeTestContainer container;
    private @Nullable Path home;

    private FrameworkExtension(List<String> bundles) {
        this.bundles = bundles;
    }

    /** With these bundles, by symbolic name, besides the platform's. They start in this order. */
    public static FrameworkExtension with(String... bundles) {
        return new FrameworkExtension(List.of(bundles));
    }

    /** Gives a configuration out before any of the bundles starts. */
    public FrameworkExtension configure(String pid, Map<String, Object> settings) {
        configurations.put(pid, settings);
        return this;
    }

    /** Shares the exported packages of another bundle of the class path instead of installing it. */
    public FrameworkExtension share(String symbolicName) {
        shared.add(symbolicName);
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext test) throws Exception {
        ClassLoader loader = test.getRequiredTestClass().getClassLoader();
        ClassPathBundles found = ClassPathBundles.find(loader);
        Path folder = Files.createTempDirectory("tessera-itest");
        home = folder;
        Files.createDirectories(folder.resolve("data"));
        FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class, loader)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no framework on the class path of the tests"));
        NativeTestContainer started = new NativeTestContainer(
                PaxExamRuntime.createServerSystem(options(found, folder).toArray(new Option[0])), factory);
        container = started;
        started.start();
        BundleContext context = started.getSystemBundle().getBundleContext();
        configure(context);
        raise(started.getSystemBundle().adapt(FrameworkStartLevel.class));
        startAll(context);
    }

    private List<Option> options(ClassPathBundles found, Path folder) {
        List<Option> options = new ArrayList<>();
        options.add(CoreOptions.workingDirectory(folder.resolve("framework").toString()));
        options.add(CoreOptions.frameworkStartLevel(PLATFORM_LEVEL));
        options.add(CoreOptions.frameworkProperty("felix.resolver.parallelism").value("1"));
        options.add(CoreOptions.frameworkProperty("felix.service.urlhandlers").value("false"));
        options.add(CoreOptions.frameworkProperty("gosh.args").value("--nointeractive --noshutdown"));
        options.add(CoreOptions.frameworkProperty("tessera.home").value(folder.toString()));
        for (String name : shared) {
            found.exports(name).forEach(export -> options.add(CoreOptions.systemPackage(export)));
        }
        for (String name : PLATFORM) {
            options.add(CoreOptions.bundle(found.reference(name)).startLevel(PLATFORM_LEVEL));
        }
        for (String name : bundles) {
            options.add(CoreOptions.bundle(found.reference(name)).startLevel(TEST_LEVEL));
        }
        return options;
    }

    private void configure(BundleContext context) throws IOException, InterruptedException {
        ConfigurationAdmin admin = await(context, ConfigurationAdmin.class);
        for (Map.Entry<String, Map<String, Object>> configuration : configurations.entrySet()) {
            admin.getConfiguration(configuration.getKey(), "?").update(new Hashtable<>(configuration.getValue()));
        }
    }

    private static void raise(FrameworkStartLevel level) throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        level.setStartLevel(TEST_LEVEL, event -> reached.countDown());
        if (!reached.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the framework does not reach start level " + TEST_LEVEL);
        }
    }

    /** The framework only mentions a bundle that does not start; this throws, with the reason. */
    private static void startAll(BundleContext context) throws BundleException {
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext test) throws IOException {
        if (container != null) {
            container.stop();
        }
        if (home != null) {
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** The framework's own context. */
    public BundleContext context() {
        return Objects.requireNonNull(container, "the framework runs only while tests do")
                .getSystemBundle()
                .getBundleContext();
    }

    /** A folder of the test class's own, given to bundles as {@code tessera.home}. */
    public Path home() {
        return Objects.requireNonNull(home, "the framework runs only while tests do");
    }

    /** The bundle under test: the last of those this was made with. */
    public Bundle bundle() {
        String name = bundles.get(bundles.size() - 1);
        return Arrays.stream(context().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the bundle " + name + " is not installed"));
    }

    /**
     * A service, waited for, as a contract test hands out what it tests.
     *
     * @throws IllegalStateException if none comes in time
     */
    public <T> T underTest(Class<T> type) {
        try {
            return service(type);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + type.getName(), e);
        }
    }

    /**
     * A service, waited for.
     *
     * @throws IllegalStateException if none comes in time
     */
    public <T> T service(Class<T> type) throws InterruptedException {
        return await(context(), type);
    }

    private static <T> T await(BundleContext context, Class<T> type) throws InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        // All of them: the engine registers some under names of its own as well, and the class path of the tests, from
        // which the framework loads for its host, has classes of those names, though others.
        tracker.open(true);
        try {
            T service = tracker.waitForService(PATIENCE_MILLIS);
            if (service == null) {
                throw new IllegalStateException("no service " + type.getName() + " came up in time");
            }
            // Held beyond the tracker, until the framework stops: Configuration Admin gives each user an object of its
            // own, which ends with its last use.
            context.getService(tracker.getServiceReference());
            return service;
        } finally {
            tracker.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type.isInterface() && !type.getName().startsWith("org.junit.");
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        if (type == BundleContext.class) {
            return context();
        }
        return underTest(type);
    }
}
