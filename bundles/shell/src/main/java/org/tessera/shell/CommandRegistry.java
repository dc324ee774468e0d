// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Makes every {@link CommandGroup} known to Gogo under the scope {@code tessera}. Thread-safe. */
@Component(service = CommandRegistry.class, immediate = true)
public final class CommandRegistry {
    static final String SCOPE = "tessera";

    private record Registered(Command command, ServiceRegistration<Function> registration) {}

    private final BundleContext context;
    private final Map<CommandGroup, List<Registered>> groups = new ConcurrentHashMap<>();

    /** Called by the component runtime. */
    @Activate
    public CommandRegistry(BundleContext context) {
        this.context = context;
        add(new HelpCommands(this));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void add(CommandGroup group) {
        List<Registered> registered = new ArrayList<>();
        for (Command command : group.commands()) {
            Hashtable<String, Object> properties = new Hashtable<>();
            properties.put(CommandProcessor.COMMAND_SCOPE, SCOPE);
            properties.put(CommandProcessor.COMMAND_FUNCTION, command.name());
            registered.add(new Registered(
                    command, context.registerService(Function.class, new CommandFunction(command), properties)));
        }
        groups.put(group, registered);
    }

    void remove(CommandGroup group) {
        List<Registered> registered = groups.remove(group);
        if (registered != null) {
            registered.forEach(one -> one.registration().unregister());
        }
    }

    /** All commands by name. */
    List<Command> commands() {
        return groups.values().stream()
                .flatMap(List::stream)
                .map(Registered::command)
                .sorted(Comparator.comparing(Command::name))
                .toList();
    }

    Optional<Command> find(String name) {
        return commands().stream()
                .filter(command -> command.name().equals(name))
                .findFirst();
    }
}
