// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.util.List;

/** Commands about one noun, as a service. Each appears in the shell as long as the service is there. */
public interface CommandGroup {
    /** The commands; always the same. */
    List<Command> commands();
}
