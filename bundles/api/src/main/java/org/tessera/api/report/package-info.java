// SPDX-License-Identifier: Apache-2.0
/** A self-contained page about everything the engine knows. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.api.report;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
