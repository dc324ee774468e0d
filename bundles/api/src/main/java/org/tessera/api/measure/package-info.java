// SPDX-License-Identifier: Apache-2.0
/** How good the answers are, on held-out data. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.api.measure;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
