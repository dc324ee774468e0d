// SPDX-License-Identifier: Apache-2.0
package org.tessera.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The framework's side: installs, starts, stops and uninstalls bundles. For one thread. */
final class Installed {
    private static final Logger LOG = LoggerFactory.getLogger(Installed.class);
    private static final String LOCATION = "deploy:";
    private static final String PACKAGES = "osgi.wiring.package";
    private static final Pattern PACKAGE = Pattern.compile("osgi\\.wiring\\.package=([\\w.]+)");
    private static final long REFRESH_SECONDS = 10;

    private final BundleContext context;
    private final ServiceComponentRuntime components;

    Installed(BundleContext context, ServiceComponentRuntime components) {
        this.context = context;
        this.components = components;
    }

    /** Versions of the packages of api that are there. */
    Map<String, Version> offered() {
        Map<String, Version> offered = new HashMap<>();
        for (BundleWire wire : context.getBundle().adapt(BundleWiring.class).getRequiredWires(PACKAGES)) {
            for (BundleCapability capability : wire.getProviderWiring().getCapabilities(PACKAGES)) {
                if (capability.getAttributes().get(PACKAGES) instanceof String name
                        && name.startsWith("org.tessera.api")
                        && capability.getAttributes().get(Constants.VERSION_ATTRIBUTE) instanceof Version version) {
                    offered.put(name, version);
                }
            }
        }
        return offered;
    }

    /** Installs a staged jar without starting it. */
    Bundle install(Folder.Staged staged) throws Rejection, IOException {
        try (InputStream in = Files.newInputStream(staged.file())) {
            return context.installBundle(LOCATION + staged.digest(), in);
        } catch (BundleException e) {
            throw new Rejection("it cannot be installed: " + reason(e));
        }
    }

    void start(Bundle bundle) throws Rejection {
        try {
            bundle.start(Bundle.START_TRANSIENT);
        } catch (BundleException e) {
            throw new Rejection("it does not start: " + reason(e));
        }
    }

    private static String reason(BundleException e) {
        String text = String.valueOf(e.getMessage());
        Matcher missing = PACKAGE.matcher(text);
        if (text.contains("missing requirement") && missing.find()) {
            return "it needs the package " + missing.group(1) + ", which no bundle offers in that version";
        }
        Throwable cause = e.getCause();
        return cause == null ? text : cause.toString();
    }

    /** Interfaces of what a started bundle offers as services. */
    List<String> services(Bundle bundle) {
        List<String> names = new ArrayList<>();
        ServiceReference<?>[] references = bundle.getRegisteredServices();
        if (references != null) {
            for (ServiceReference<?> reference : references) {
                names.addAll(List.of((String[]) reference.getProperty(Constants.OBJECTCLASS)));
            }
        }
        return names;
    }

    /** Why a component of a bundle does not come up, if one does not. */
    Optional<String> failure(Bundle bundle) {
        for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs(bundle)) {
            for (ComponentConfigurationDTO configuration : components.getComponentConfigurationDTOs(component)) {
                if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                    String trace = String.valueOf(configuration.failure);
                    String last = trace.lines()
                            .filter(line -> line.startsWith("Caused by: "))
                            .reduce((first, second) -> second)
                            .orElse(trace.lines().findFirst().orElse(""));
                    return Optional.of("its component " + component.name + " fails: " + last);
                }
                if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE) {
                    return Optional.of("its component " + component.name + " waits for services that nobody offers");
                }
            }
        }
        return Optional.empty();
    }

    void uninstall(Bundle bundle) {
        try {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
            refresh(List.of(bundle));
        } catch (BundleException | IllegalStateException e) {
            LOG.warn("{} cannot be uninstalled: {}", bundle, e.toString());
        }
    }

    /** Lets go of the classes of bundles that are gone. */
    private void refresh(Collection<Bundle> gone) {
        CountDownLatch done = new CountDownLatch(1);
        FrameworkListener listener = event -> done.countDown();
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(gone, listener);
        try {
            if (!done.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the framework has not let go of {} within {} s", gone, REFRESH_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the bundles of the same name make room: those from this folder go, those shipped are stopped. */
    void retireOthers(Bundle newest) {
        named(newest.getSymbolicName(), newest.getBundleId()).forEach(this::retire);
    }

    private void retire(Bundle bundle) {
        if (bundle.getLocation().startsWith(LOCATION)) {
            uninstall(bundle);
            return;
        }
        try {
            bundle.stop(Bundle.STOP_TRANSIENT);
        } catch (BundleException e) {
            LOG.warn("{} cannot be stopped: {}", bundle, e.toString());
        }
    }

    /** Starts a shipped bundle again whose newer version has gone. */
    void restore(String symbolicName) {
        for (Bundle bundle : named(symbolicName, -1)) {
            if (bundle.getState() != Bundle.ACTIVE) {
                try {
                    bundle.start(Bundle.START_TRANSIENT);
                } catch (BundleException e) {
                    LOG.warn("{} cannot be started again: {}", bundle, e.toString());
                }
            }
        }
    }

    /** Bundles of a name but one. */
    private List<Bundle> named(String symbolicName, long but) {
        List<Bundle> others = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            if (symbolicName.equals(bundle.getSymbolicName()) && bundle.getBundleId() != but) {
                others.add(bundle);
            }
        }
        return others;
    }

    /** The bundle of a staged jar, if it is installed. */
    Optional<Bundle> of(String digest) {
        return Optional.ofNullable(context.getBundle(LOCATION + digest));
    }
}
