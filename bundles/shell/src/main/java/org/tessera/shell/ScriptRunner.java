// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.shell.CommandRunner;
import org.tessera.api.shell.Console;

/** Runs command lines in Gogo sessions. */
@Component
public final class ScriptRunner implements CommandRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ScriptRunner.class);

    private final BundleContext context;
    private final CommandProcessor processor;
    private final CommandRegistry registry;

    /** Called by the component runtime. */
    @Activate
    public ScriptRunner(
            BundleContext context, @Reference CommandProcessor processor, @Reference CommandRegistry registry) {
        this.context = context;
        this.processor = processor;
        this.registry = registry;
    }

    @Override
    public int run(String script, Console console) {
        try (ShellSession session = new ShellSession(processor, console)) {
            return session.run(script);
        }
    }

    @Override
    public int interact(Console console) {
        Path home = Path.of(context.getProperty("tessera.home"));
        String greeting = "Tessera " + context.getBundle().getVersion() + ", home " + home
                + "\nhelp lists the commands, exit leaves.";
        try {
            new Interaction(processor, registry, console)
                    .run(greeting, home.resolve("data").resolve("history"));
            return OK;
        } catch (IOException | LinkageError e) {
            // jline is installed only where a terminal is
            LOG.error("no terminal to talk on: {}", e.toString());
            return FAILED;
        }
    }
}
