// SPDX-License-Identifier: Apache-2.0
/** Small running summaries that are fed event by event, merged, and packed into few bytes. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.numerics.running;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
