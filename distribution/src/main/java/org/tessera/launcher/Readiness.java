// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceListener;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;
import org.tessera.api.TesseraException;

/** Tells whether every component that is to run can run, and if not, which cannot and why. */
final class Readiness {
    private static final String REQUIRED = "require";
    private static final String CAUSED_BY = "Caused by: ";
    private static final String TOLD = TesseraException.class.getName() + ": ";
    private static final String FAILED = "failed: ";

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

    /** What is amiss with a component: {@code text}, or the interfaces it waits for. */
    private record Fault(ComponentDescriptionDTO component, String text, List<String> wanted) {
        /** Waits for its file in conf/, which is what switches such a component on: no fault as long as nobody needs it. */
        boolean isOff() {
            return text.isEmpty() && wanted.isEmpty();
        }
    }

    /** What is amiss now, a sentence each. */
    List<String> missing() {
        List<Fault> faults = new ArrayList<>();
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs()) {
            if (!runtime.isComponentEnabled(component)) {
                continue;
            }
            Collection<ComponentConfigurationDTO> configurations = runtime.getComponentConfigurationDTOs(component);
            if (configurations.isEmpty()) {
                boolean off = REQUIRED.equals(component.configurationPolicy);
                faults.add(new Fault(component, off ? "" : "has not been set up", List.of()));
            }
            for (ComponentConfigurationDTO configuration : configurations) {
                describe(component, configuration).ifPresent(faults::add);
            }
        }
        return sentences(faults);
    }

    private static Optional<Fault> describe(
            ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        return switch (configuration.state) {
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
                Optional.of(new Fault(
                        component,
                        REQUIRED.equals(component.configurationPolicy)
                                ? ""
                                : "waits for its configuration " + String.join(", ", component.configurationPid),
                        List.of()));
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                Optional.of(new Fault(
                        component,
                        "",
                        Arrays.stream(configuration.unsatisfiedReferences)
                                .map(reference -> wanted(component, reference))
                                .distinct()
                                .toList()));
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                Optional.of(new Fault(component, failure(configuration.failure), List.of()));
            default -> Optional.empty(); // active, or satisfied and activated when first used
        };
    }

    /** Leaves out those that wait only for others of the list: they follow from them. */
    private static List<String> sentences(List<Fault> faults) {
        Set<String> offered = new HashSet<>();
        for (Fault fault : faults) {
            offered.addAll(List.of(fault.component().serviceInterfaces));
        }
        List<String> sentences = new ArrayList<>();
        int followers = 0;
        for (Fault fault : faults) {
            List<String> nobodyOffers = fault.wanted().stream()
                    .filter(type -> !offered.contains(type))
                    .toList();
            if (isFollower(fault)) {
                followers++;
            } else if (!fault.text().isEmpty()) {
                sentences.add(name(fault.component()) + " " + fault.text());
            } else if (fault.isOff()) {
                if (isWanted(fault, faults)) {
                    sentences.add(name(fault.component()) + " waits for conf/" + fault.component().configurationPid[0]
                            + ConfigurationFile.SUFFIX + " (config/ has one)");
                }
            } else if (!nobodyOffers.isEmpty()) {
                sentences.add(name(fault.component()) + " waits for " + String.join(", ", nobodyOffers)
                        + ", which nobody offers");
            } else {
                followers++;
            }
        }
        if (followers > 0) {
            sentences.add(followers + (followers == 1 ? " more waits" : " more wait") + " for "
                    + (sentences.isEmpty() ? "each other" : "these"));
        }
        return sentences;
    }

    private static boolean isWanted(Fault offer, List<Fault> faults) {
        List<String> offered = List.of(offer.component().serviceInterfaces);
        return faults.stream().anyMatch(fault -> fault.wanted().stream().anyMatch(offered::contains));
    }

    private static String wanted(ComponentDescriptionDTO component, UnsatisfiedReferenceDTO unsatisfied) {
        for (ReferenceDTO reference : component.references) {
            if (reference.name.equals(unsatisfied.name)) {
                return reference.interfaceName + (unsatisfied.target == null ? "" : " " + unsatisfied.target);
            }
        }
        return unsatisfied.name;
    }

    /** SCR gives the whole stack trace: what Tessera itself says in it is meant for people, else the last cause is told. */
    private static String failure(String trace) {
        if (trace == null) {
            return "failed, no reason given";
        }
        List<String> causes = trace.lines()
                .filter(line -> line.startsWith(CAUSED_BY))
                .map(line -> line.substring(CAUSED_BY.length()))
                .toList();
        String told = causes.stream()
                .filter(cause -> cause.startsWith(TOLD))
                .map(cause -> cause.substring(TOLD.length()))
                .findFirst()
                .orElse(causes.isEmpty() ? trace.lines().findFirst().orElse("") : causes.get(causes.size() - 1));
        return FAILED + told;
    }

    /** Whether a component failed only because one it needs did. */
    private static boolean isFollower(Fault fault) {
        return fault.text().startsWith(FAILED) && fault.text().contains("Unable to get service for reference");
    }

    private static String name(ComponentDescriptionDTO component) {
        return "component " + component.name + " (bundle " + component.bundle.symbolicName + ")";
    }
}
