// SPDX-License-Identifier: Apache-2.0
/** How a host runs Tessera's commands: the launcher does, and an application that embeds Tessera can. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.api.shell;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
