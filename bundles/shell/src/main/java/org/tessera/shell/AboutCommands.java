// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code about}. */
@Component
public final class AboutCommands implements CommandGroup {
    private final BundleContext context;
    private final Instant started = Instant.now();

    /** Called by the component runtime. */
    @Activate
    public AboutCommands(BundleContext context) {
        this.context = context;
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.named("about", "What runs here: version, home, Java, bundles")
                .json()
                .runs(this::about));
    }

    private record About(
            String version, String home, String java, long pid, int bundles, Instant started, Duration up) {}

    private void about(Invocation call) {
        About about = new About(
                context.getBundle().getVersion().toString(),
                context.getProperty("tessera.home"),
                Runtime.version().toString(),
                ProcessHandle.current().pid(),
                active(),
                started,
                Duration.between(started, Instant.now()));
        call.answer(about, () -> {
            call.print("Tessera " + about.version());
            call.print("home     " + about.home());
            call.print("java     " + about.java());
            call.print("process  " + about.pid() + ", up " + about.up().toSeconds() + " s");
            call.print("bundles  " + about.bundles() + " active");
        });
    }

    private int active() {
        int active = 0;
        for (Bundle bundle : context.getBundles()) {
            active += bundle.getState() == Bundle.ACTIVE ? 1 : 0;
        }
        return active;
    }
}
