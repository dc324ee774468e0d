// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceListener;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Tells whether every component that is to run can run, and if not, which cannot and why. */
final class Readiness {
    private static final String REQUIRED = "require";

    private final BundleContext context;
    private final ServiceComponentRuntime runtime;

    Readiness(BundleContext context, ServiceComponentRuntime runtime) {
        this.context = context;
        this.runtime = runtime;
    }

    /**
     * Waits until nothing is amiss, looking again whenever a service comes or goes.
     *
     * @return what still is amiss when patience ends, a sentence each; empty if ready
     */
    List<String> await(Duration patience) throws InterruptedException {
        Semaphore changes = new Semaphore(0);
        ServiceListener listener = event -> changes.release();
        context.addServiceListener(listener);
        try {
            long end = System.nanoTime() + patience.toNanos();
            List<String> missing = missing();
            while (!missing.isEmpty()) {
                if (!changes.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return missing();
                }
                changes.drainPermits();
                missing = missing();
            }
            return missing;
        } finally {
            context.removeServiceListener(listener);
        }
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs()) {
            if (!runtime.isComponentEnabled(component)) {
                continue;
            }
            Collection<ComponentConfigurationDTO> configurations = runtime.getComponentConfigurationDTOs(component);
            if (configurations.isEmpty() && !REQUIRED.equals(component.configurationPolicy)) {
                missing.add(name(component) + " has not been set up");
            }
            for (ComponentConfigurationDTO configuration : configurations) {
                describe(component, configuration, missing);
            }
        }
        return missing;
    }

    private static void describe(
            ComponentDescriptionDTO component, ComponentConfigurationDTO configuration, List<String> missing) {
        switch (configuration.state) {
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> {
                // Its file in conf/ is what switches such a component on.
                if (!REQUIRED.equals(component.configurationPolicy)) {
                    missing.add(name(component) + " waits for its configuration "
                            + String.join(", ", component.configurationPid));
                }
            }
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> {
                for (UnsatisfiedReferenceDTO reference : configuration.unsatisfiedReferences) {
                    missing.add(name(component) + " waits for " + wanted(component, reference));
                }
            }
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                missing.add(name(component) + " failed: " + firstLine(configuration.failure));
            default -> {
                // active, or satisfied and activated when first used
            }
        }
    }

    private static String wanted(ComponentDescriptionDTO component, UnsatisfiedReferenceDTO unsatisfied) {
        for (var reference : component.references) {
            if (reference.name.equals(unsatisfied.name)) {
                return reference.interfaceName + (unsatisfied.target == null ? "" : " " + unsatisfied.target);
            }
        }
        return unsatisfied.name;
    }

    /** SCR gives the whole stack trace; its first line has the message. */
    private static String firstLine(String failure) {
        return failure == null ? "no reason given" : failure.lines().findFirst().orElse("");
    }

    private static String name(ComponentDescriptionDTO component) {
        return "component " + component.name + " (bundle " + component.bundle.symbolicName + ")";
    }
}
