// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;
import org.tessera.api.ingest.ImportReport;
import org.tessera.api.ingest.ImportRequest;
import org.tessera.api.ingest.Importer;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.recommend.Recommendations;
import org.tessera.api.strategy.Progress;

/**
 * An application that runs on Eclipse Equinox and has an engine among its bundles. The arguments are the unpacked
 * distribution, the engine's home and a file of purchases.
 */
public final class EquinoxShop {
    private static final long PATIENCE_MS = 20_000;

    /** What this class and the bundles share; it is on the class path and exported to the framework. */
    private static final List<String> SHARED = List.of("tessera-api", "slf4j-api", "org.osgi.service.cm");

    /** What the service component runtime needs besides; Equinox has the log service itself. */
    private static final List<String> PLATFORM =
            List.of("org.osgi.service.component", "org.osgi.util.function", "org.osgi.util.promise");

    private EquinoxShop() {}

    public static void main(String[] args) throws Exception {
        Path distribution = Path.of(args[0]);
        Path home = Files.createDirectories(Path.of(args[1])).toAbsolutePath();

        Framework equinox = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, home.resolve("equinox").toString(),
                        Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, shared(distribution.resolve("lib")),
                        "tessera.home", home.toString()));
        equinox.start();
        try {
            BundleContext context = equinox.getBundleContext();
            System.out.println("running on " + equinox.getSymbolicName());
            startBundles(context, distribution);
            // The store waits for its configuration; an empty one has all defaults. See config/ for the others.
            service(context, ConfigurationAdmin.class)
                    .getConfiguration("org.tessera.store", "?")
                    .update(new Hashtable<>());
            work(context, Path.of(args[2]));
        } finally {
            equinox.stop();
            equinox.waitForStop(PATIENCE_MS);
        }
    }

    /** The packages that the jars of the class path export, with their versions. */
    private static String shared(Path lib) throws IOException {
        List<String> packages = new ArrayList<>();
        for (String name : SHARED) {
            try (JarFile jar = new JarFile(named(lib, name).toFile())) {
                packages.add(jar.getManifest().getMainAttributes().getValue(Constants.EXPORT_PACKAGE));
            }
        }
        packages.add("org.slf4j;version=1.7.36"); // for libraries that were written for slf4j 1
        return String.join(",", packages);
    }

    private static Path named(Path folder, String name) throws IOException {
        return jars(folder).stream()
                .filter(jar -> jar.getFileName().toString().startsWith(name + "-"))
                .findFirst()
                .orElseThrow(() -> new IOException("no " + name + " in " + folder));
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    /** Everything but the log service and the shell, which the application has its own of. */
    private static void startBundles(BundleContext context, Path distribution) throws IOException, BundleException {
        List<Path> files = new ArrayList<>();
        for (String name : PLATFORM) {
            files.add(named(distribution.resolve("lib"), name));
        }
        for (String level : List.of("10-platform", "20-libraries", "30-engine", "40-strategies")) {
            files.addAll(jars(distribution.resolve("bundles").resolve(level)));
        }
        files.removeIf(file -> file.getFileName().toString().startsWith("org.apache.felix.log-"));
        List<Bundle> bundles = new ArrayList<>();
        for (Path file : files) {
            bundles.add(context.installBundle("reference:" + file.toUri()));
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
    }

    private static void work(BundleContext context, Path purchases) throws IOException, InterruptedException {
        ImportReport report = service(context, Importer.class)
                .run(ImportRequest.of("events", purchases, Optional.empty()), Progress.unwatched());
        System.out.println("imported " + report.accepted() + " of " + report.read() + " purchases");

        Recommendations recommendations = service(context, Recommendations.class);
        recommendations.train(Optional.of("itemknn"), Map.of(), 1, Progress.unwatched());
        for (Recommendation.Item item :
                recommendations.recommend("emma", 2, Optional.empty(), false).items()) {
            System.out.println("emma may want " + item.item());
        }
    }

    /** Services appear when their components are up. */
    private static <T> T service(BundleContext context, Class<T> type) throws InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        T service = tracker.waitForService(PATIENCE_MS);
        if (service == null) {
            throw new IllegalStateException("no " + type.getName() + " after " + PATIENCE_MS + " ms");
        }
        return service;
    }
}
