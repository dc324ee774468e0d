// SPDX-License-Identifier: Apache-2.0
/** Adding, upgrading and removing strategies while the engine serves. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.api.deploy;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
