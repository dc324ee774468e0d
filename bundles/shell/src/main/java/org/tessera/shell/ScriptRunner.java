// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import org.apache.felix.service.command.CommandProcessor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.shell.CommandRunner;
import org.tessera.api.shell.Console;

/** Runs command lines in Gogo sessions. */
@Component
public final class ScriptRunner implements CommandRunner {
    private final CommandProcessor processor;
    private final CommandRegistry registry;

    /** Called by the component runtime. */
    @Activate
    public ScriptRunner(@Reference CommandProcessor processor, @Reference CommandRegistry registry) {
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
        return registry.commands().isEmpty() ? FAILED : OK;
    }
}
